using System.Numerics;

namespace Debye.Techniques.Eis.Validation;

/// <summary>
/// A sum of relaxations, which obeys the Kramers–Kronig relations, as a linear model of an impedance or of an admittance.
/// </summary>
internal sealed class RelaxationModel(double[] omega, Complex[] impedance, KramersKronigVariantKind kind, double rangeFactor)
{
    /// <summary>Impedances, or admittances; residuals are shares of their size.</summary>
    private readonly Complex[] _values = kind.IsAdmittance ? Array.ConvertAll(impedance, Complex.Reciprocal) : impedance;

    private Complex[][] _columns = [];
    private int[] _kept = [];
    private double[] _solution = [];
    private int _elements;

    public int ParameterCount => _solution.Length;

    /// <summary>1 - Σ|R &lt; 0|/Σ|R ≥ 0| of the fit.</summary>
    public double Mu
    {
        get
        {
            var negative = 0.0;
            var positive = 0.0;
            foreach (var value in _solution.AsSpan(1, _elements))
                (negative, positive) = (negative + Math.Max(0, -value), positive + Math.Max(0, value));
            return 1 - negative / Math.Max(positive, double.Epsilon);
        }
    }

    /// <summary>Coefficient of the series inductance, H; of an impedance with one only.</summary>
    public double InductanceHenry => _solution[^1];

    /// <summary>Fits the coefficients to some of the points.</summary>
    public void Fit(int elements, int[] kept, KramersKronigFit part = KramersKronigFit.Complex)
    {
        if (elements != _elements)
            (_elements, _columns) = (elements, Columns(elements));
        _kept = kept;
        if (part == KramersKronigFit.Complex)
            _solution = LeastSquares.Solve(Array.ConvertAll(_columns, Kept), Kept(Units()));
        else
            FitToPart(part == KramersKronigFit.Real);
    }

    /// <summary>(value - model)/|value| in the representation of the model, for all points.</summary>
    public Complex[] Deviations()
    {
        var result = Units();
        for (var k = 0; k < _solution.Length; k++)
        for (var i = 0; i < result.Length; i++)
            result[i] -= _solution[k] * _columns[k][i];
        return result;
    }

    /// <summary>(Z - model)/|Z| of all points, whatever was modelled.</summary>
    public Complex[] Residuals()
    {
        var deviations = Deviations();
        if (!kind.IsAdmittance)
            return deviations;
        for (var i = 0; i < deviations.Length; i++)
        {
            var model = _values[i] - deviations[i] * _values[i].Magnitude;
            deviations[i] = (impedance[i] - 1 / model) / impedance[i].Magnitude;
        }

        return deviations;
    }

    /// <summary>Coefficient of a relative change of Z by a known course, fitted along with all others, and its standard error.</summary>
    public (double Value, double StandardError) Trend(double[] course)
    {
        var column = Units();
        for (var i = 0; i < column.Length; i++)
            column[i] *= kind.IsAdmittance ? -course[i] : course[i];
        var basis = Array.ConvertAll(_columns, Kept);
        // What the other columns cannot describe of the course meets what they cannot describe of the data.
        var free = Remainder(basis, Kept(column));
        var rest = Remainder(basis, Kept(Units()));
        var (own, common, square) = (0.0, 0.0, 0.0);
        for (var i = 0; i < free.Length; i++)
            (own, common, square) = (own + free[i] * free[i], common + free[i] * rest[i], square + rest[i] * rest[i]);
        var freedom = Math.Max(1, rest.Length - basis.Length - 1);
        var value = common / own;
        return (value, Math.Sqrt(Math.Max(0, square - value * common) / freedom / own));
    }

    /// <summary>
    /// Fits to one part; what it cannot know, inductance and capacitance or the constant, the other part tells afterwards.
    /// </summary>
    private void FitToPart(bool isReal)
    {
        var (own, rest) = isReal ? (_columns[..(_elements + 1)], _columns[(_elements + 1)..]) : (_columns, _columns[..1]);
        _solution = new double[_columns.Length];
        LeastSquares.Solve(Array.ConvertAll(own, column => Part(column, isReal)), Part(Units(), isReal)).CopyTo(_solution, 0);
        var left = LeastSquares.Solve(Array.ConvertAll(rest, column => Part(column, !isReal)), Part(Deviations(), !isReal));
        left.CopyTo(_solution, isReal ? own.Length : 0);
    }

    private double[] Part(Complex[] values, bool isReal) => Array.ConvertAll(_kept, i => isReal ? values[i].Real : values[i].Imaginary);

    private static double[] Remainder(double[][] basis, double[] target)
    {
        var solution = LeastSquares.Solve(basis, target);
        for (var k = 0; k < basis.Length; k++)
        for (var i = 0; i < target.Length; i++)
            target[i] -= solution[k] * basis[k][i];
        return target;
    }

    private Complex[] Units() => Array.ConvertAll(_values, value => value / value.Magnitude);

    private double[] Kept(Complex[] values)
    {
        var result = new double[2 * _kept.Length];
        for (var i = 0; i < _kept.Length; i++)
            (result[i], result[i + _kept.Length]) = (values[_kept[i]].Real, values[_kept[i]].Imaginary);
        return result;
    }

    /// <summary>A constant, the relaxations, 1/s and s where asked for; each divided by the size of the value.</summary>
    private Complex[][] Columns(int elements)
    {
        var spread = Math.Log(rangeFactor);
        var (first, last) = (-Math.Log(omega.Max()) - spread, -Math.Log(omega.Min()) + spread);
        List<Complex[]> columns = [Column(_ => 1)];
        for (var k = 0; k < elements; k++)
        {
            var tau = Math.Exp(elements == 1 ? last : first + (last - first) * k / (elements - 1));
            // Resistors with a capacitor beside them, or in an admittance behind them: both have positive coefficients.
            columns.Add(Column(kind.IsAdmittance ? s => s * tau / (1 + s * tau) : s => 1 / (1 + s * tau)));
        }

        var (withInverse, withLinear) = kind.IsAdmittance
            ? (kind.WithInductance, kind.WithCapacitance)
            : (kind.WithCapacitance, kind.WithInductance);
        if (withInverse)
            columns.Add(Column(s => 1 / s));
        if (withLinear)
            columns.Add(Column(s => s));
        return [.. columns];
    }

    private Complex[] Column(Func<Complex, Complex> shape)
    {
        var column = new Complex[omega.Length];
        for (var i = 0; i < column.Length; i++)
            column[i] = shape(new Complex(0, omega[i])) / _values[i].Magnitude;
        return column;
    }
}
