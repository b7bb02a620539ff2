using Debye.Io;

namespace Debye.Techniques.Spectra.Readers;

/// <summary>
/// The rows of a text table: lines of equally many cells at the end of a file; lines above them are not part of the table.
/// </summary>
internal sealed class TableText
{
    private const string CommentMarks = "#%!";
    private readonly List<(int Line, string[] Cells)> _rows = [];
    private readonly bool _decimalComma;

    /// <summary>Divides lines into cells.</summary>
    /// <exception cref="DataFormatException">There is no row, or rows of numbers differ in length.</exception>
    public TableText(IReadOnlyList<string> lines, string path)
    {
        Path = path;
        var last = lines.Count - 1;
        while (last >= 0 && IsNothing(lines[last]))
            last--;
        if (last < 0)
            throw new DataFormatException(path, 0, "no rows.");
        var separator =
            lines[last].Contains('\t', StringComparison.Ordinal) ? '\t'
            : lines[last].Contains(';', StringComparison.Ordinal) ? ';'
            : lines[last].Contains(',', StringComparison.Ordinal) ? ','
            : ' ';
        _decimalComma = separator is ';' or '\t' && !lines[last].Contains('.', StringComparison.Ordinal);
        var ended = false;
        for (var i = last; i >= 0; i--)
        {
            if (IsNothing(lines[i]))
                continue;
            var cells = Split(lines[i], separator);
            ended |= _rows.Count > 0 && cells.Length != Columns;
            if (!ended)
                _rows.Add((i + 1, cells));
            else if (cells.Length > 1 && Array.TrueForAll(cells, cell => TryNumber(cell, out _)))
                throw new DataFormatException(path, i + 1, Invariant($"{cells.Length} numbers where the last row has {Columns} cells."));
        }

        _rows.Reverse();
    }

    /// <summary>The file, for messages.</summary>
    public string Path { get; }

    /// <summary>Number of rows.</summary>
    public int Count => _rows.Count;

    /// <summary>Cells of a row.</summary>
    public int Columns => _rows[0].Cells.Length;

    /// <summary>Line of a row in the file, from 1.</summary>
    public int Line(int row) => _rows[row].Line;

    /// <summary>Cells of a row.</summary>
    public string[] Row(int row) => _rows[row].Cells;

    /// <summary>Whether a cell holds a finite number.</summary>
    public bool TryNumber(string cell, out double value) => TextLines.TryNumber(_decimalComma ? cell.Replace(',', '.') : cell, out value);

    /// <summary>The number in a cell.</summary>
    /// <exception cref="DataFormatException">There is none.</exception>
    public double Number(int row, int column)
    {
        var cell = Row(row)[column];
        return TryNumber(cell, out var value)
            ? value
            : throw new DataFormatException(
                Path,
                Line(row),
                Invariant($"column {column + 1}: expected a number, found '{(cell.Length > 20 ? cell[..20] + "…" : cell)}'.")
            );
    }

    private static bool IsNothing(string line)
    {
        var start = line.AsSpan().TrimStart();
        return start.IsEmpty || CommentMarks.Contains(start[0], StringComparison.Ordinal);
    }

    private static string[] Split(string line, char separator)
    {
        var cells =
            separator == ' ' ? line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            : line.Contains('"', StringComparison.Ordinal) ? Quoted(line, separator)
            : line.Split(separator);
        for (var i = 0; i < cells.Length; i++)
            cells[i] = cells[i].Trim().Trim('"');
        return cells;
    }

    /// <summary>Divides at separators outside of quotes.</summary>
    private static string[] Quoted(string line, char separator)
    {
        var (cells, start, isQuoted) = (new List<string>(), 0, false);
        for (var i = 0; i < line.Length; i++)
        {
            isQuoted ^= line[i] == '"';
            if (line[i] != separator || isQuoted)
                continue;
            cells.Add(line[start..i]);
            start = i + 1;
        }

        cells.Add(line[start..]);
        return [.. cells];
    }
}
