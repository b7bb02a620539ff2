namespace Debye.Learning.Recipes.Spectra.Preprocessing;

/// <summary>Natural logarithm; smaller values count as <see cref="Floor"/>.</summary>
public sealed record LogStep : SpectrumStep
{
    /// <summary>Smallest value that a logarithm is taken of, above 0.</summary>
    public double Floor { get; init; } = 1e-7;

    /// <inheritdoc/>
    public override void Validate()
    {
        if (!(Floor > 0) || !double.IsFinite(Floor)) throw new ArgumentOutOfRangeException(nameof(Floor), Floor, "Expected above 0.");
    }

    /// <inheritdoc/>
    internal override SpectrumPoints Apply(SpectrumPoints spectrum) =>
        spectrum with { Values = Array.ConvertAll(spectrum.Values, value => Math.Log(Math.Max(value, Floor))) };
}
