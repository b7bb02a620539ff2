namespace Debye.Techniques.Eis.Readers;

/// <summary>A row of cells with its line.</summary>
/// <param name="Line">One-based line, or row of a sheet.</param>
/// <param name="Cells">Texts; numbers with a decimal point.</param>
internal readonly record struct GridRow(int Line, string[] Cells);

/// <summary>Impedance tables in rows of cells, from sheets and columns of JSON: a recognised header, numbers below it.</summary>
internal static class GridTable
{
    /// <summary>Every table found; none when no row is a recognised header.</summary>
    public static List<ImpedanceData> Read(IEnumerable<GridRow> rows, string path, string part)
    {
        var (tables, block) = (new List<ImpedanceData>(), (TableBlock?)null);
        foreach (var (line, cells) in rows)
        {
            if (Array.TrueForAll(cells, string.IsNullOrWhiteSpace))
                continue;
            if (TableColumns.Recognise(cells) is { } header)
            {
                Close();
                block = new TableBlock(header);
            }
            else if (block is not null && !block.TryAdd(cells, line, commaAllowed: true, path) && !Skip(block, cells))
            {
                throw new DataFormatException(
                    path,
                    line,
                    $"expected numbers for frequency and impedance{(part.Length > 0 ? $" in '{part}'" : "")}."
                );
            }
        }

        Close();
        return tables;

        void Close()
        {
            if (block is { IsEmpty: false })
                tables.Add(block.Finish(signIsUncertain: true) with { Part = part });
        }
    }

    /// <summary>Units below the header, and rows that only hold remarks beside the table.</summary>
    private static bool Skip(TableBlock block, string[] cells)
    {
        if (block.IsEmpty && block.Columns.HasNumber(cells))
            return false;
        if (block.IsEmpty)
            block.Columns.TakeUnits(cells);
        foreach (var (index, _) in block.Columns.Used)
            if (!block.IsEmpty && index < cells.Length && !string.IsNullOrWhiteSpace(cells[index]))
                return false;
        return true;
    }
}
