namespace Debye.Models;

/// <summary>The models that come with this package: their names, and the folders in which they lie beside the program.</summary>
/// <remarks>
/// The names are those that <c>Debye.Learning</c> looks for where no model is named. What each model answers, how well, and the
/// licence of its weights stand in the README.md of its folder.
/// </remarks>
public static class ShippedModels
{
    /// <summary>Space groups of powder patterns.</summary>
    public const string XrdSpaceGroup = "xrd-spacegroup";

    /// <summary>Folder of the library of known crystals that powder patterns are compared with.</summary>
    public const string XrdLibrary = "xrd-library";

    /// <summary>Space groups of pair distribution functions.</summary>
    public const string PdfSpaceGroup = "pdf-spacegroup";

    /// <summary>Equivalent circuits of impedance spectra.</summary>
    public const string EisCircuit = "eis-circuit";

    /// <summary>Band gaps as density functional theory (PBE) calculates them.</summary>
    public const string BandGapCalculated = "crystal-bandgap-dft";

    /// <summary>Band gaps as they are measured.</summary>
    public const string BandGapMeasured = "crystal-bandgap-experimental";

    /// <summary>A network for images of spectra that classifiers of your own can stand on.</summary>
    public const string SpectraBase = "spectra-base";

    /// <summary>The names of all.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [XrdSpaceGroup, XrdLibrary, PdfSpaceGroup, EisCircuit, BandGapCalculated, BandGapMeasured, SpectraBase];

    /// <summary>The library of known crystals: a file to load beside <see cref="XrdSpaceGroup"/>.</summary>
    /// <exception cref="FileNotFoundException">It was not copied beside the program.</exception>
    public static string XrdLibraryFile
    {
        get
        {
            var file = Path.Combine(Root, XrdLibrary, "materials-project.dbxl");
            return File.Exists(file)
                ? file
                : throw new FileNotFoundException($"expected the library of crystals beside the program: {file}", file);
        }
    }

    /// <summary>The folder of a model.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="ArgumentException">No model of this package has the name.</exception>
    /// <exception cref="DirectoryNotFoundException">It was not copied beside the program.</exception>
    public static string Folder(string name)
    {
        if (!Names.Contains(name, StringComparer.Ordinal))
            throw new ArgumentException($"expected one of {string.Join(", ", Names)}, got '{name}'", nameof(name));
        var folder = Path.Combine(Root, name);
        return Directory.Exists(folder) ? folder : throw new DirectoryNotFoundException($"expected the model beside the program: {folder}");
    }

    private static string Root => Path.Combine(AppContext.BaseDirectory, "models");
}
