namespace Debye.Techniques.Eis.Readers;

/// <summary>The columns of a table that make an impedance: frequency with real and imaginary part, or with magnitude and phase.</summary>
internal sealed class TableColumns
{
    private readonly (int Index, HeaderColumn Column)[] _used;

    private TableColumns((int Index, HeaderColumn Column)[] used) => _used = used;

    /// <summary>Frequency, real or magnitude, imaginary or phase.</summary>
    public ReadOnlySpan<(int Index, HeaderColumn Column)> Used => _used;

    /// <summary>True for magnitude and phase.</summary>
    public bool Polar => _used[1].Column.Quantity == Quantity.Magnitude;

    /// <summary>First column after the last one used.</summary>
    public int Width => _used.Max(use => use.Index) + 1;

    /// <summary>A table without header: frequency in Hz, real and imaginary part in Ω.</summary>
    public static TableColumns Plain { get; } = Recognise(["f", "Z'", "Z''"])!;

    /// <summary>Recognises a row of headers; null when it is none. The first column of a quantity counts.</summary>
    public static TableColumns? Recognise(IReadOnlyList<string> cells)
    {
        if (cells.Count is < 3 or > 5000)
            return null;
        var found = new Dictionary<Quantity, (int, HeaderColumn)>();
        for (var i = 0; i < cells.Count; i++)
        {
            var column = HeaderColumn.Parse(cells[i]);
            if (column.Quantity != Quantity.None)
                found.TryAdd(column.Quantity, (i, column));
        }

        if (!found.TryGetValue(Quantity.Frequency, out var frequency))
            return null;
        if (found.TryGetValue(Quantity.Real, out var real) && found.TryGetValue(Quantity.Imaginary, out var imaginary))
            return new TableColumns([frequency, real, imaginary]);
        return found.TryGetValue(Quantity.Magnitude, out var magnitude) && found.TryGetValue(Quantity.Phase, out var phase)
            ? new TableColumns([frequency, magnitude, phase])
            : null;
    }

    /// <summary>True for a row as wide as the table with a number in a used column: data, if perhaps damaged, not units.</summary>
    public bool HasNumber(string[] cells) =>
        cells.Length >= Width
        && Array.Exists(
            _used,
            use => CellNumber.TryParse(cells[use.Index], false, out _) || CellNumber.TryParse(cells[use.Index], true, out _)
        );

    /// <summary>Takes units from the row below the header, where there is one and the header states none.</summary>
    public void TakeUnits(string[] cells)
    {
        foreach (ref var use in _used.AsSpan())
        {
            if (use.Column.Unit.Dimension != Dimension.Unstated || use.Index >= cells.Length)
                continue;
            if (HeaderUnit.TryParse(cells[use.Index], out var unit) && HeaderColumn.Fits(use.Column.Quantity, unit.Dimension))
                use.Column = use.Column with { Unit = unit };
        }
    }

    /// <summary>What was detected, as sentences; nothing for Hz, Z′ and Z″ in Ω.</summary>
    public IEnumerable<string> Notes()
    {
        var (frequency, first, second) = (_used[0].Column, _used[1].Column, _used[2].Column);
        if (frequency.Unit.Dimension == Dimension.AngularFrequency)
            yield return "The file states ω in rad/s; f = ω/2π.";
        else if (frequency.Unit.Scale != 1)
            yield return $"Frequencies in {frequency.Unit.Text} were converted to Hz.";
        if (Polar)
            yield return "Real and imaginary part were computed from magnitude and phase.";
        if (first.Negative)
            yield return Polar ? "The magnitude column has its sign turned." : "The column is −Z′; its sign was turned.";
        if (second.Negative)
            yield return Polar ? "The column is −phase; its sign was turned." : "The column is −Z″; its sign was turned.";
        if (first.Unit.Scale != 1 || (!Polar && second.Unit.Scale != 1))
            yield return $"Impedances in {first.Unit.Text}{(!Polar && second.Unit != first.Unit ? $" and {second.Unit.Text}" : "")} were "
                + "converted to Ω.";
        if (first.Unit.PerArea)
            yield return $"Impedances are per area ({first.Unit.Text}); taken as Ω of 1 cm².";
    }
}
