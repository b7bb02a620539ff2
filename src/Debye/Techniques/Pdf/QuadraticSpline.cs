namespace Debye.Techniques.Pdf;

/// <summary>
/// Interpolating spline of degree 2 with its knots half-way between the points, the outermost two of them left out.
/// </summary>
/// <remarks>
/// Source: C. de Boor, A Practical Guide to Splines, chapter XIII (Springer, 1978); the choice of knots is that of interp1d of
/// SciPy for kind "quadratic", which the field's models used.
/// </remarks>
internal sealed class QuadraticSpline
{
    private readonly double[] _knots;
    private readonly double[] _coefficients;

    /// <summary>Spline through points.</summary>
    /// <param name="x">Strictly increasing, at least 3.</param>
    /// <param name="y">As many values.</param>
    public QuadraticSpline(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var n = x.Length;
        _knots = new double[n + 3];
        for (var i = 0; i < 3; i++)
            (_knots[i], _knots[n + i]) = (x[0], x[^1]);
        for (var i = 1; i < n - 2; i++)
            _knots[i + 2] = 0.5 * (x[i] + x[i + 1]);
        var (lower, diagonal, upper) = (new double[n], new double[n], new double[n]);
        Span<double> basis = stackalloc double[3];
        for (var i = 0; i < n; i++)
        {
            var span = Math.Clamp(i + 1, 2, n - 1);
            Basis(span, x[i], basis);
            for (var k = 0; k < 3; k++)
                switch (span - 2 + k - i)
                {
                    case -1:
                        lower[i] = basis[k];
                        break;
                    case 0:
                        diagonal[i] = basis[k];
                        break;
                    case 1:
                        upper[i] = basis[k];
                        break;
                }
        }

        _coefficients = Solve(lower, diagonal, upper, y);
    }

    /// <summary>Replaces positions by values; 0 outside the points.</summary>
    public void Evaluate(Span<double> positions)
    {
        var n = _coefficients.Length;
        Span<double> basis = stackalloc double[3];
        var span = 2;
        for (var i = 0; i < positions.Length; i++)
        {
            var x = positions[i];
            if (!(x >= _knots[0] && x <= _knots[^1]))
            {
                positions[i] = 0;
                continue;
            }

            if (x < _knots[span])
                span = 2;
            while (span < n - 1 && x >= _knots[span + 1])
                span++;
            Basis(span, x, basis);
            positions[i] = basis[0] * _coefficients[span - 2] + basis[1] * _coefficients[span - 1] + basis[2] * _coefficients[span];
        }
    }

    /// <summary>The three splines of degree 2 that are not 0 between knots span and span + 1 (recursion of de Boor and Cox).</summary>
    private void Basis(int span, double x, Span<double> basis)
    {
        var (a, b, c, d) = (_knots[span - 1], _knots[span], _knots[span + 1], _knots[span + 2]);
        var right = (x - b) / (c - b);
        var left = 1 - right;
        basis[0] = (c - x) / (c - a) * left;
        basis[2] = (x - b) / (d - b) * right;
        basis[1] = 1 - basis[0] - basis[2];
    }

    /// <summary>Elimination without exchange of rows: the matrix of such a spline is totally positive.</summary>
    private static double[] Solve(double[] lower, double[] diagonal, double[] upper, ReadOnlySpan<double> y)
    {
        var result = y.ToArray();
        for (var i = 1; i < result.Length; i++)
        {
            var factor = lower[i] / diagonal[i - 1];
            diagonal[i] -= factor * upper[i - 1];
            result[i] -= factor * result[i - 1];
        }

        result[^1] /= diagonal[^1];
        for (var i = result.Length - 2; i >= 0; i--)
            result[i] = (result[i] - upper[i] * result[i + 1]) / diagonal[i];
        return result;
    }
}
