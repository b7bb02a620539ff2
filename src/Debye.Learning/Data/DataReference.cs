namespace Debye.Learning.Data;

/// <summary>"data:set/file": how recipes name a file of a data set, wherever it lies.</summary>
internal static class DataReference
{
    private const string Prefix = "data:";

    /// <summary>Whether a name is one of a data set rather than a path.</summary>
    public static bool IsOne(string name) => name.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The file that a name means.</summary>
    /// <param name="name">"data:set/file".</param>
    /// <param name="namedBy">The recipe, for messages.</param>
    /// <param name="places">Where data sets lie.</param>
    /// <returns>Its path.</returns>
    /// <exception cref="DataFormatException">There is no such file, or it is not on this machine; the message says how to get
    /// it.</exception>
    public static string Resolve(string name, string namedBy, DataPlaces places)
    {
        var parts = name[Prefix.Length..].Split('/');
        if (parts.Length != 2)
            throw new DataFormatException(namedBy, 0, $"'{name}': expected data:set/file");
        var set =
            DataCatalog.Bundled.Find(parts[0])
            ?? throw new DataFormatException(
                namedBy,
                0,
                $"'{name}': there is no data set '{parts[0]}'; 'debye data list' shows those there are"
            );
        var file =
            set.Find(parts[1])
            ?? throw new DataFormatException(
                namedBy,
                0,
                $"'{name}': the data set has no such file; it has {string.Join(", ", set.Files.Select(one => one.Name))}"
            );
        return places.Find(set, file) ?? throw new DataFormatException(namedBy, 0, Missing(set, file));
    }

    private static string Missing(DataSet set, DataFile file) =>
        set.CanBeFetched
            ? $"needs {file.Name} of the data set {set.Name}, which is not on this machine: debye data get {set.Name}"
            : $"needs {file.Name} of the data set {set.Name}, which is obtained by hand: 'debye data get {set.Name}' says from where";
}
