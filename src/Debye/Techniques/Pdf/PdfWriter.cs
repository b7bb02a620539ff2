using System.Globalization;
using System.Text;

namespace Debye.Techniques.Pdf;

/// <summary>Writes curves as the text files that PDFgui, PDFgetX3 and DiffPy-CMI read.</summary>
/// <remarks>
/// Settings as "name = value", a line "#### start data", the names of the columns behind #L, two columns (three with uncertainties).
/// </remarks>
public static class PdfWriter
{
    /// <summary>The file's text.</summary>
    /// <param name="data">The curve; its header becomes the settings, its notes become comments.</param>
    public static string Write(PdfData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var text = new StringBuilder("[DEFAULT]\n\n");
        foreach (var entry in data.Header.Entries)
            if (!IsReplaced(entry.Name))
                text.Append(CultureInfo.InvariantCulture, $"{entry.Name} = {entry.Text}\n");
        if (OutputType(data.Quantity) is { } type)
            text.Append(CultureInfo.InvariantCulture, $"outputtype = {type}\n");
        foreach (var note in data.Notes)
            text.Append(CultureInfo.InvariantCulture, $"# note: {note.ReplaceLineEndings(" ")}\n");
        text.Append("\n# End of config --------------------------------------------------------------\n\n#### start data\n#S 1\n");
        text.Append(CultureInfo.InvariantCulture, $"#L {Labels(data.Quantity)}{(data.Sigma.IsEmpty ? "" : "  sigma")}\n");
        for (var i = 0; i < data.Length; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Number(data.X[i], "0.########")} {Number(data.Y[i], "g9")}");
            text.Append(data.Sigma.IsEmpty ? "\n" : $" {Number(data.Sigma[i], "g6")}\n");
        }

        return text.ToString();
    }

    private static bool IsReplaced(string name) =>
        name.Equals("outputtype", StringComparison.OrdinalIgnoreCase) || name == PdfHeader.ProgramEntry;

    private static string? OutputType(PdfQuantity quantity) =>
        quantity switch
        {
            PdfQuantity.PairDistribution => "gr",
            PdfQuantity.ReducedStructure => "fq",
            PdfQuantity.StructureFactor => "sq",
            PdfQuantity.IntensityOverQ => "iq",
            _ => null,
        };

    private static string Labels(PdfQuantity quantity) =>
        quantity switch
        {
            PdfQuantity.PairDistribution => @"r($\AA$)  G($\AA^{-2}$)",
            PdfQuantity.ReducedStructure => @"Q($\AA^{-1}$)  F($\AA^{-1}$)",
            PdfQuantity.StructureFactor => @"Q($\AA^{-1}$)  S",
            PdfQuantity.IntensityOverQ => @"Q($\AA^{-1}$)  I",
            _ => "2theta(degrees)  I",
        };

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
