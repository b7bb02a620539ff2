using Debye.Io;

namespace Debye.Techniques.Pdf.Readers;

/// <summary>A line of a header, its comment mark taken off.</summary>
/// <param name="Number">One-based line number.</param>
/// <param name="Text">The line without comment marks and outer blanks.</param>
/// <param name="IsLabels">Whether it names the columns (#L).</param>
internal readonly record struct HeaderText(int Number, string Text, bool IsLabels);

/// <summary>Columns of numbers below a header; comments and headers of any style.</summary>
internal sealed class ColumnTable
{
    private const string CommentMarks = "#!;'/%$&*";
    private const int LongestLine = 20_000;

    /// <summary>Rows of numbers fewer than these before words are part of a header.</summary>
    private const int FewRows = 5;

    public List<HeaderText> Header { get; } = [];

    public List<double[]> Rows { get; } = [];

    /// <summary>Line of each row.</summary>
    public List<int> Lines { get; } = [];

    public List<string> Notes { get; } = [];

    /// <summary>Number of columns of every row, at least 2.</summary>
    public int Columns => Rows.Count > 0 ? Rows[0].Length : 0;

    /// <summary>Header and rows of a file; a second block of data is left out and that is noted.</summary>
    /// <exception cref="DataFormatException">A row is cut off, or holds something that is no finite number.</exception>
    public static ColumnTable Read(string[] lines, string path)
    {
        var table = new ColumnTable();
        // Headers of PDFgetN and PDFgetX2 hold tables of numbers: where the start of the data is marked, nothing above counts.
        var start =
            Array.FindIndex(
                lines,
                line =>
                    line.Length < LongestLine
                    && line.Contains("start data", StringComparison.OrdinalIgnoreCase)
                    && line.TrimStart().StartsWith('#')
            ) + 1;
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Length > LongestLine)
                throw new DataFormatException(path, i + 1, $"line longer than {LongestLine} characters.");
            var line = lines[i].Trim('\0', ' ', '\t', '\u001a');
            if (line.Length == 0)
                continue;
            if (i < start || CommentMarks.Contains(line[0], StringComparison.Ordinal))
            {
                if (table.Rows.Count >= FewRows && line.StartsWith("#S", StringComparison.Ordinal))
                {
                    table.Notes.Add(Invariant($"The file holds more curves from line {i + 1} on; the first one is used."));
                    break;
                }

                table.AddHeader(line, i + 1);
            }
            else
            {
                table.Add(line, i + 1, path);
            }
        }

        return table;
    }

    /// <exception cref="DataFormatException">There are no rows.</exception>
    public void Require(string path)
    {
        if (Rows.Count == 0)
            throw new DataFormatException(path, 0, "no data: expected lines with two to four numbers.");
    }

    private void Add(string line, int number, string path)
    {
        var row = Numbers(line, out var rest);
        if (row.Length >= 2 && (Rows.Count == 0 || row.Length >= Columns))
        {
            Rows.Add(Rows.Count == 0 ? row[..Math.Min(4, row.Length)] : row[..Columns]);
            Lines.Add(number);
            return;
        }

        if (row.Length >= 1 && rest is "NAN" or "INF" or "INFINITY" or "-INF" or "-INFINITY")
            throw new DataFormatException(path, number, $"expected finite numbers, found '{Clip(line)}'.");
        if (Rows.Count >= FewRows)
            throw new DataFormatException(path, number, Invariant($"expected {Columns} numbers, found '{Clip(line)}'."));
        foreach (var i in Enumerable.Range(0, Rows.Count))
            Header.Add(new HeaderText(Lines[i], "", false));
        Rows.Clear();
        Lines.Clear();
        AddHeader(line, number);
    }

    private void AddHeader(string line, int number)
    {
        var isLabels = line.StartsWith("#L ", StringComparison.Ordinal) || line.StartsWith("#L\t", StringComparison.Ordinal);
        Header.Add(new HeaderText(number, (isLabels ? line[2..] : line.TrimStart(CommentMarks.ToCharArray())).Trim(), isLabels));
    }

    /// <summary>The numbers a line starts with; <paramref name="rest"/> is the first cell after them, in capitals.</summary>
    private static double[] Numbers(string line, out string rest)
    {
        var isDecimalComma =
            line.Contains(',', StringComparison.Ordinal)
            && !line.Contains('.', StringComparison.Ordinal)
            && line.AsSpan().IndexOfAny(" \t;") > 0
            && !line.Contains(", ", StringComparison.Ordinal);
        char[] separators = isDecimalComma ? [' ', '\t', ';'] : [' ', '\t', ';', ','];
        var numbers = new List<double>();
        foreach (var cell in line.Split(separators, StringSplitOptions.RemoveEmptyEntries))
        {
            if (!TextLines.TryNumber(isDecimalComma ? cell.Replace(',', '.') : cell, out var value))
            {
                rest = cell.ToUpperInvariant();
                return [.. numbers];
            }

            numbers.Add(value);
        }

        rest = "";
        return [.. numbers];
    }

    private static string Clip(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
