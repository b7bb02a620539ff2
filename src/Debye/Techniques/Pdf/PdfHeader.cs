using System.Collections.Immutable;
using Debye.Io;

namespace Debye.Techniques.Pdf;

/// <summary>One setting in the header of a file.</summary>
/// <param name="Name">As it is written there: "qmax", "Qmax", "lambda".</param>
/// <param name="Text">Its value as it is written there.</param>
/// <param name="Line">One-based line it stands in.</param>
public readonly record struct PdfHeaderEntry(string Name, string Text, int Line);

/// <summary>
/// Settings that a file's header states. Every property is null where the header has no such entry or one that is no number
/// in the range named; <see cref="Find"/> gives the entry it came from.
/// </summary>
/// <remarks>Names as PDFgetX2, PDFgetX3, PDFgetN, xPDFsuite and PDFgui write them; case does not matter.</remarks>
public sealed class PdfHeader
{
    /// <summary>A header that states nothing.</summary>
    public static PdfHeader Empty { get; } = new([]);

    /// <summary>Creates a header.</summary>
    /// <param name="entries">All entries in the order of the file.</param>
    public PdfHeader(ImmutableArray<PdfHeaderEntry> entries) => Entries = entries;

    /// <summary>All entries in the order of the file.</summary>
    public ImmutableArray<PdfHeaderEntry> Entries { get; }

    /// <summary>Smallest Q of the transform, 1/Å, 0…50.</summary>
    public double? QminPerAngstrom => Number(0, 50, "qmin");

    /// <summary>Largest Q of the transform, 1/Å, above 0, up to 200.</summary>
    public double? QmaxPerAngstrom => Number(1e-3, 200, "qmax");

    /// <summary>Largest Q that was measured well, 1/Å, above 0, up to 200.</summary>
    public double? QmaxinstPerAngstrom => Number(1e-3, 200, "qmaxinst");

    /// <summary>Damping by the resolution of the instrument, 1/Å, 0…1.</summary>
    public double? QdampPerAngstrom => Number(0, 1, "qdamp", "qsig");

    /// <summary>Broadening by the resolution of the instrument, 1/Å, 0…1.</summary>
    public double? QbroadPerAngstrom => Number(0, 1, "qbroad", "qalp");

    /// <summary>Distance below which G(r) is not physical, Å, above 0, up to 10.</summary>
    public double? RpolyAngstrom => Number(1e-3, 10, "rpoly");

    /// <summary>Wavelength, Å, 0.01…10; one below 1e-6 is in metres, as pyFAI writes it.</summary>
    public double? WavelengthAngstrom => Number(0.01, 10, "wavelength", "lambda") ?? (Number(1e-12, 1e-9, "wavelength") * 1e10);

    /// <summary>Factor on the background, 0…1e6.</summary>
    public double? BackgroundScale => Number(0, 1e6, "bgscale");

    /// <summary>Temperature of the sample, K, 0…10000.</summary>
    public double? TemperatureKelvin => Number(0, 10_000, "temperature", "temp");

    /// <summary>Composition as it is written; null where there is none.</summary>
    public string? Composition => Find("composition") is { Text.Length: > 0 } entry ? entry.Text : null;

    /// <summary>
    /// Radiation by an entry "mode", "stype" or "radiation", else by the program that wrote the file; null where neither tells.
    /// </summary>
    public PdfRadiation? Radiation
    {
        get
        {
            foreach (var name in (string[])["mode", "stype", "radiation", ProgramEntry])
                if (Find(name) is { } entry && RadiationOf(entry.Text) is { } radiation)
                    return radiation;
            return null;
        }
    }

    /// <summary>Name of the entry that the reader adds for the program that a header names.</summary>
    internal const string ProgramEntry = "program";

    /// <summary>The first entry of one of these names (case does not matter); null where there is none.</summary>
    public PdfHeaderEntry? Find(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        foreach (var entry in Entries)
            if (entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return entry;
        return null;
    }

    /// <summary>The number an entry starts with; null where it is missing or outside the range.</summary>
    private double? Number(double low, double high, params ReadOnlySpan<string> names)
    {
        if (Find(names) is not { } entry)
            return null;
        var text = entry.Text.AsSpan();
        var end = text.IndexOfAny(" \t,;(");
        return TextLines.TryNumber(end < 0 ? text : text[..end], out var value) && value >= low && value <= high ? value : null;
    }

    private static PdfRadiation? RadiationOf(string text)
    {
        if (text.Equals("N", StringComparison.OrdinalIgnoreCase) || Has("neutron") || Has("PDFgetN"))
            return PdfRadiation.Neutron;
        return text.Equals("X", StringComparison.OrdinalIgnoreCase) || Has("xray") || Has("x-ray") || Has("PDFgetX") || Has("Get_XPDF")
            ? PdfRadiation.XRay
            : null;

        bool Has(string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
    }
}
