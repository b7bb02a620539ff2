namespace Debye.Techniques.Pdf;

internal static partial class PdfKernels
{
    /// <summary>Steps of the rotation after which sine and cosine are calculated afresh, so that rounding does not add up.</summary>
    private const int Refresh = 64;

    /// <summary>G(r) = (2/π) Σ ΔQ F(Q) sin(Qr), each point standing for the cell around it, the outermost for whole cells.</summary>
    /// <param name="q">Strictly increasing, at least 2, 1/Å.</param>
    /// <param name="f">As many values, 1/Å.</param>
    /// <param name="r">Uniform distances, Å.</param>
    /// <param name="destination">As many values, Å⁻².</param>
    /// <remarks>
    /// Sums over cells rather than trapezoids: a histogram of counts up to Qmax includes the whole last cell. Valid for r below
    /// π/ΔQ. Cost: q.Length · r.Length rotations.
    /// </remarks>
    public static void PairDistribution(ReadOnlySpan<double> q, ReadOnlySpan<double> f, ReadOnlySpan<double> r, Span<double> destination)
    {
        destination.Clear();
        var step = r.Length > 1 ? (r[^1] - r[0]) / (r.Length - 1) : 0;
        for (var k = 0; k < q.Length; k++)
            AddSine(2 / Math.PI * Cell(q, k) * f[k], q[k], r[0], step, destination);
    }

    /// <summary>
    /// Standard uncertainties of <see cref="PairDistribution"/> for independent uncertainties of F: √(Σ (2ΔQ σ/π)² sin²(Qr)).
    /// </summary>
    /// <inheritdoc cref="PairDistribution"/>
    public static void PairDistributionSigma(
        ReadOnlySpan<double> q,
        ReadOnlySpan<double> sigma,
        ReadOnlySpan<double> r,
        Span<double> destination
    )
    {
        // sin² x = (1 − cos 2x)/2, and cos x is the sine a quarter turn on.
        destination.Clear();
        var step = r.Length > 1 ? (r[^1] - r[0]) / (r.Length - 1) : 0;
        var sum = 0.0;
        for (var k = 0; k < q.Length; k++)
        {
            var variance = 0.5 * Math.Pow(2 / Math.PI * Cell(q, k) * sigma[k], 2);
            sum += variance;
            if (q[k] > 0)
                AddSine(-variance, 2 * q[k], r[0] + 0.25 * Math.PI / q[k], step, destination);
        }

        for (var i = 0; i < destination.Length; i++)
            destination[i] = Math.Sqrt(Math.Max(0, destination[i] + sum));
    }

    /// <summary>
    /// Width of the cell a point stands for: half-way to its neighbours, as far to the other side for the outermost; that of a first point
    /// near Q = 0 ends there.
    /// </summary>
    public static double Cell(ReadOnlySpan<double> q, int k)
    {
        if (k == 0)
            return Math.Min(q[1] - q[0], 0.5 * (q[1] - q[0]) + q[0]);
        return k == q.Length - 1 ? q[^1] - q[^2] : 0.5 * (q[k + 1] - q[k - 1]);
    }

    private static void AddSine(double weight, double q, double start, double step, Span<double> destination)
    {
        if (weight == 0)
            return;
        var (sineStep, cosineStep) = Math.SinCos(q * step);
        var (sine, cosine) = (0.0, 1.0);
        for (var i = 0; i < destination.Length; i++)
        {
            if (i % Refresh == 0)
                (sine, cosine) = Math.SinCos(q * (start + i * step));
            destination[i] += weight * sine;
            (sine, cosine) = (sine * cosineStep + cosine * sineStep, cosine * cosineStep - sine * sineStep);
        }
    }
}
