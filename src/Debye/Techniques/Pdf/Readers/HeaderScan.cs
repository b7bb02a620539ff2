using System.Collections.Immutable;

namespace Debye.Techniques.Pdf.Readers;

/// <summary>Finds settings in the lines of a header: "qmax = 24", "qmin=1.0    qmax=40.0    qgrid=0.0", "Temperature: 300 K".</summary>
internal static class HeaderScan
{
    private const int MostLines = 2000;
    private const int LongestLine = 1000;
    private static readonly string[] Programs = ["PDFgetX3", "PDFgetX2", "PDFgetN", "PDFgetX", "Get_XPDF", "xPDFsuite"];

    public static PdfHeader Read(List<HeaderText> lines)
    {
        var entries = ImmutableArray.CreateBuilder<PdfHeaderEntry>();
        var program = default(PdfHeaderEntry?);
        foreach (var line in lines.Take(MostLines))
        {
            if (line.Text.Length is 0 or > LongestLine)
                continue;
            Add(entries, line);
            var name = Array.Find(Programs, name => line.Text.Contains(name, StringComparison.OrdinalIgnoreCase));
            if (name is not null)
                program ??= new PdfHeaderEntry(PdfHeader.ProgramEntry, name, line.Number);
        }

        if (program is { } known)
            entries.Add(known);
        return new PdfHeader(entries.DrainToImmutable());
    }

    private static void Add(ImmutableArray<PdfHeaderEntry>.Builder entries, HeaderText line)
    {
        var text = line.Text;
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
        {
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && NameStart(text, colon) == 0)
                entries.Add(new PdfHeaderEntry(text[..colon].Trim(), text[(colon + 1)..].Trim(), line.Number));
            return;
        }

        while (equals >= 0)
        {
            var next = text.IndexOf('=', equals + 1);
            var start = NameStart(text, equals);
            var end = next < 0 ? text.Length : NameStart(text, next);
            var value = Value(text[(equals + 1)..Math.Max(equals + 1, end)]);
            if (start < equals)
                entries.Add(new PdfHeaderEntry(text[start..equals].Trim(), value, line.Number));
            equals = next;
        }
    }

    /// <summary>Where the word in front of a position starts.</summary>
    private static int NameStart(string text, int end)
    {
        while (end > 0 && text[end - 1] is ' ' or '\t')
            end--;
        while (end > 0 && (char.IsAsciiLetterOrDigit(text[end - 1]) || text[end - 1] is '_' or '-' or '.'))
            end--;
        return end;
    }

    /// <summary>A value ends where two blanks follow: single ones belong to compositions such as "C 10 H 8".</summary>
    private static string Value(string text)
    {
        text = text.Trim();
        var end = text.IndexOf("  ", StringComparison.Ordinal);
        return end < 0 ? text : text[..end];
    }
}
