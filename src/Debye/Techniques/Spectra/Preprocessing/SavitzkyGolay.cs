using MathNet.Numerics.LinearAlgebra;

namespace Debye.Techniques.Spectra.Preprocessing;

/// <summary>Smooths evenly spaced values, or differentiates them, by polynomials fitted to windows.</summary>
/// <remarks>
/// Where a window would reach over an end, the polynomial of the first or last whole window is used, so that polynomials up to the
/// order come out exactly everywhere. Immutable, safe from many threads. Source: A. Savitzky, M. J. E. Golay, Anal. Chem. 36, 1627
/// (1964), doi 10.1021/ac60214a047; ends: P. A. Gorry, Anal. Chem. 62, 570 (1990), doi 10.1021/ac00205a007.
/// </remarks>
public sealed class SavitzkyGolay
{
    private readonly double[][] _weights;

    /// <summary>Finds the weights.</summary>
    /// <param name="window">Points of a window, odd, more than <paramref name="order"/>.</param>
    /// <param name="order">Order of the polynomials, 0 or more.</param>
    /// <param name="derivative">Derivative that is wanted, 0…<paramref name="order"/>, per point of the axis.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public SavitzkyGolay(int window, int order, int derivative = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(order);
        if (window % 2 != 1 || window <= order)
            throw new ArgumentOutOfRangeException(nameof(window), window, Invariant($"Expected an odd number above {order}, the order."));
        if (derivative < 0 || derivative > order)
            throw new ArgumentOutOfRangeException(nameof(derivative), derivative, Invariant($"Expected 0…{order}."));
        Window = window;
        var half = window / 2;
        // Positions are scaled to −1…1, which keeps the least-squares problem well conditioned; half = 0 has a single point.
        var unit = Math.Max(half, 1);
        var powers = Matrix<double>.Build.Dense(window, order + 1, (i, k) => Math.Pow((double)(i - half) / unit, k));
        var fit = powers.QR().Solve(Matrix<double>.Build.DenseIdentity(window));
        _weights = new double[window][];
        for (var place = 0; place < window; place++)
        {
            var at = (double)(place - half) / unit;
            _weights[place] = new double[window];
            for (var k = derivative; k <= order; k++)
            {
                var factor = Math.Pow(at, k - derivative) / Math.Pow(unit, derivative);
                for (var m = 0; m < derivative; m++)
                    factor *= k - m;
                for (var i = 0; i < window; i++)
                    _weights[place][i] += factor * fit[k, i];
            }
        }
    }

    /// <summary>Points of a window.</summary>
    public int Window { get; }

    /// <summary>Smooths or differentiates.</summary>
    /// <param name="values">Finite values over an even axis, at least <see cref="Window"/>.</param>
    /// <param name="destination">As many numbers; may not overlap <paramref name="values"/>.</param>
    /// <exception cref="ArgumentException">There are fewer values than a window has.</exception>
    public void Apply(ReadOnlySpan<double> values, Span<double> destination)
    {
        if (values.Length < Window)
            throw new ArgumentException(Invariant($"Expected at least {Window} values, the window, got {values.Length}."), nameof(values));
        for (var i = 0; i < values.Length; i++)
        {
            var start = Math.Clamp(i - Window / 2, 0, values.Length - Window);
            var (weights, sum) = (_weights[i - start], 0.0);
            for (var j = 0; j < weights.Length; j++)
                sum += weights[j] * values[start + j];
            destination[i] = sum;
        }
    }
}
