namespace Debye.Learning.Techniques.Eis;

/// <summary>All feature extractors by identifier.</summary>
public static class EisFeatures
{
    private static readonly Dictionary<string, Func<IEisFeatures>> Known = new(StringComparer.Ordinal)
    {
        [InterpolatedFeatures.Identifier] = () => new InterpolatedFeatures(),
        [FitFeatures.Identifier] = () => new FitFeatures(FitCircuits.All),
        [SeriesFeatures.Identifier] = () => new SeriesFeatures(),
    };

    /// <summary>The identifiers.</summary>
    public static IReadOnlyCollection<string> Identifiers => Known.Keys;

    /// <summary>Creates an extractor, with its own buffers.</summary>
    /// <param name="id">One of <see cref="Identifiers"/>.</param>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static IEisFeatures Create(string id) =>
        Known.TryGetValue(id, out var make)
            ? make()
            : throw new ArgumentException($"Unknown impedance features '{id}'; known are {string.Join(", ", Known.Keys)}.", nameof(id));
}
