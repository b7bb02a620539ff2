using System.Numerics;

namespace Debye.Techniques.Eis.Readers;

/// <summary>Rows below one header, on their way to points.</summary>
internal sealed class TableBlock(TableColumns columns)
{
    private readonly List<(double Frequency, double First, double Second, int Line)> _rows = [];
    private bool _decimalComma;
    private bool _decimalPoint;

    public bool IsEmpty => _rows.Count == 0;

    public TableColumns Columns => columns;

    /// <summary>Adds a row; false when a used cell is no number.</summary>
    /// <exception cref="DataFormatException">Numbers with decimal comma and decimal point are mixed.</exception>
    public bool TryAdd(string[] cells, int line, bool commaAllowed, string path)
    {
        if (cells.Length < columns.Width)
            return false;
        Span<double> values = stackalloc double[3];
        var (comma, point) = (false, false);
        for (var i = 0; i < 3; i++)
        {
            var cell = cells[columns.Used[i].Index];
            if (!CellNumber.TryParse(cell, false, out values[i]))
            {
                if (!commaAllowed || !CellNumber.TryParse(cell, true, out values[i]))
                    return false;
                comma = true;
            }

            point |= cell.Contains('.', StringComparison.Ordinal);
        }

        (_decimalComma, _decimalPoint) = (_decimalComma || comma, _decimalPoint || point);
        if (_decimalComma && _decimalPoint)
            throw new DataFormatException(path, line, "decimal commas and decimal points are mixed.");
        _rows.Add((values[0], values[1], values[2], line));
        return true;
    }

    /// <summary>Converts to Hz and Ω.</summary>
    public ImpedanceData Finish(bool signIsUncertain, IEnumerable<string>? notes = null)
    {
        var data = new ImpedanceData(new List<ImpedancePoint>(_rows.Count), [.. notes ?? []]) { SignIsUncertain = signIsUncertain };
        if (_decimalComma)
            data.Notes.Add("Numbers have a decimal comma.");
        data.Notes.AddRange(columns.Notes());
        var (frequency, first, second) = (columns.Used[0].Column, columns.Used[1].Column, columns.Used[2].Column);
        var toHertz = frequency.Unit.Scale / (frequency.Unit.Dimension == Dimension.AngularFrequency ? 2 * Math.PI : 1);
        var toFirst = first.Negative ? -first.Unit.Scale : first.Unit.Scale;
        var toSecond = (second.Negative ? -1 : 1) * (columns.Polar ? RadiansPerUnit(second.Unit, data.Notes) : second.Unit.Scale);
        foreach (var (f, a, b, line) in _rows)
        {
            var impedance =
                columns.Polar && double.IsFinite(b) && double.IsFinite(a)
                    ? Complex.FromPolarCoordinates(toFirst * a, toSecond * b)
                    : new Complex(toFirst * a, toSecond * b);
            data.Points.Add(new ImpedancePoint(toHertz * f, impedance, line));
        }

        return data;
    }

    /// <summary>Phases without unit: beyond 2π they are degrees; otherwise the slope of the magnitude tells.</summary>
    private double RadiansPerUnit(HeaderUnit unit, List<string> notes)
    {
        if (unit.Dimension == Dimension.Angle)
            return unit.Scale;
        var degrees = _rows.Exists(row => Math.Abs(row.Second) > 2 * Math.PI) || Misfit(Math.PI / 180) < Misfit(1);
        notes.Add($"The phase has no unit; taken as {(degrees ? "degrees" : "radians")}.");
        return degrees ? Math.PI / 180 : 1;
    }

    private double Misfit(double scale)
    {
        var sum = 0.0;
        for (var i = 1; i < _rows.Count; i++)
        {
            var expected =
                Math.PI
                / 2
                * Math.Log(Math.Abs(_rows[i].First / _rows[i - 1].First))
                / Math.Log(_rows[i].Frequency / _rows[i - 1].Frequency);
            if (double.IsFinite(expected))
                sum += Math.Pow(Math.Abs(expected) - Math.Abs(scale * (_rows[i].Second + _rows[i - 1].Second) / 2), 2);
        }

        return sum;
    }
}
