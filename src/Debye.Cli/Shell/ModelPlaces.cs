namespace Debye.Cli.Shell;

/// <summary>Finds the model package and the library that are used when none is named.</summary>
/// <remarks>
/// Looked for in this order: the folder that DEBYE_MODELS names, models/ beside the program, models/ in the working
/// directory, models/ in each folder above the program.
/// </remarks>
internal static class ModelPlaces
{
    /// <summary>Model package of 'xrd identify'.</summary>
    public const string XrdModel = "xrd-spacegroup";

    /// <summary>Model package of 'eis identify'.</summary>
    public const string EisModel = "eis-circuit";

    /// <summary>Model package of 'pdf identify'.</summary>
    public const string PdfModel = "pdf-spacegroup";

    /// <summary>Model package of 'crystal predict'.</summary>
    public const string CrystalModel = "crystal-bandgap-experimental";

    /// <summary>Library of 'xrd identify'.</summary>
    public const string XrdLibrary = "xrd-library/materials-project.dbxl";

    /// <summary>The folder of a model package.</summary>
    /// <exception cref="DataFormatException">There is none.</exception>
    public static string Model(string? named, string usual = XrdModel) =>
        named
        ?? Find(usual, Directory.Exists)
        ?? throw new DataFormatException(
            usual,
            0,
            "no such model package beside the program; name one with --model or a folder of packages with DEBYE_MODELS"
        );

    /// <summary>The library file; null when it is switched off with "none" or there is none.</summary>
    public static string? Library(string? named) =>
        named switch
        {
            "none" => null,
            null => Find(XrdLibrary, File.Exists),
            _ => named,
        };

    private static string? Find(string name, Predicate<string> exists)
    {
        foreach (var folder in Folders())
            if (exists(Path.Combine(folder, name)))
                return Path.Combine(folder, name);
        return null;
    }

    private static IEnumerable<string> Folders()
    {
        if (Environment.GetEnvironmentVariable("DEBYE_MODELS") is { Length: > 0 } named)
            yield return named;
        yield return Path.Combine(AppContext.BaseDirectory, "models");
        yield return Path.GetFullPath("models");
        for (var folder = Directory.GetParent(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            yield return Path.Combine(folder.FullName, "models");
    }
}
