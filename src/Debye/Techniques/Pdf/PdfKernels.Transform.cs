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
    public static void SineTransform(ReadOnlySpan<double> q, ReadOnlySpan<double> f, ReadOnlySpan<double> r, Span<double> destination)
    {
        destination.Clear();
        var step = r.Length > 1 ? (r[^1] - r[0]) / (r.Length - 1) : 0;
        for (var k = 0; k < q.Length; k++)
        {
            var cell = k == 0 ? q[1] - q[0] : k == q.Length - 1 ? q[^1] - q[^2] : 0.5 * (q[k + 1] - q[k - 1]);
            // The cell of a point at or near Q = 0 ends there.
            if (k == 0) cell = Math.Min(cell, 0.5 * cell + q[0]);
            AddSine(2 / Math.PI * cell * f[k], q[k], r[0], step, destination);
        }
    }

    private static void AddSine(double weight, double q, double start, double step, Span<double> destination)
    {
        if (weight == 0) return;
        var (sineStep, cosineStep) = Math.SinCos(q * step);
        var (sine, cosine) = (0.0, 1.0);
        for (var i = 0; i < destination.Length; i++)
        {
            if (i % Refresh == 0) (sine, cosine) = Math.SinCos(q * (start + i * step));
            destination[i] += weight * sine;
            (sine, cosine) = (sine * cosineStep + cosine * sineStep, cosine * cosineStep - sine * sineStep);
        }
    }
}
