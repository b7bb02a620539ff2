namespace Debye.Techniques.Pdf;

/// <summary>Arithmetic on curves: no allocation, no input or output.</summary>
internal static partial class PdfKernels
{
    /// <summary>Half-width of the window on the Whittaker–Shannon kernel, in half-waves of the largest Q.</summary>
    private const int HalfWaves = 24;

    /// <summary>Replaces ascending positions by values on straight lines between points; 0 outside them.</summary>
    public static void Linear(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> positions)
    {
        var k = 0;
        for (var i = 0; i < positions.Length; i++)
        {
            var position = positions[i];
            while (k < x.Length - 2 && x[k + 1] < position)
                k++;
            positions[i] = position < x[0] || position > x[^1] ? 0 : y[k] + (y[k + 1] - y[k]) * (position - x[k]) / (x[k + 1] - x[k]);
        }
    }

    /// <summary>
    /// Replaces ascending positions by Σ Δr G(r′) sin(Q(r−r′))/(π(r−r′)) with a smooth window on the kernel: the part of the
    /// curve below Q. Beyond the ends of the curve its mirror image counts; positions there get 0.
    /// </summary>
    /// <remarks>
    /// The window (a Hann window of 24 half-waves to each side, 3.3 Å at 22.9 1/Å) keeps the ends of the curve from acting far
    /// inside; it makes the cut-off 2Q/24 wide. Where the curve is sampled more coarsely than π/Q, its own limit takes the place of Q.
    /// Source: E. T. Whittaker, Proc. R. Soc. Edinburgh 35, 181 (1915); C. E. Shannon, Proc. IRE 37, 10 (1949), doi
    /// 10.1109/JRPROC.1949.232969.
    /// </remarks>
    public static void BandLimited(ReadOnlySpan<double> r, ReadOnlySpan<double> g, double qPerAngstrom, Span<double> positions)
    {
        var step = (r[^1] - r[0]) / (r.Length - 1);
        var q = Math.Min(qPerAngstrom, Math.PI / step);
        var reach = HalfWaves * Math.PI / q;
        for (var i = 0; i < positions.Length; i++)
            positions[i] = positions[i] < r[0] || positions[i] > r[^1] ? 0 : BandLimited(r, g, q, reach, positions[i]);
    }

    private static double BandLimited(ReadOnlySpan<double> r, ReadOnlySpan<double> g, double q, double reach, double at)
    {
        var (sum, weights) = (0.0, 0.0);
        for (var k = Below(r, at - reach); k < r.Length && r[k] < at + reach; k++)
            Add(r[k] - at, k, r, g);
        for (var k = 1; k < r.Length && 2 * r[0] - r[k] > at - reach; k++)
            Add(2 * r[0] - r[k] - at, k, r, g);
        for (var k = r.Length - 2; k >= 0 && 2 * r[^1] - r[k] < at + reach; k--)
            Add(2 * r[^1] - r[k] - at, k, r, g);
        return sum / weights;

        void Add(double distance, int k, ReadOnlySpan<double> r, ReadOnlySpan<double> g)
        {
            var width = 0.5 * (r[Math.Min(k + 1, r.Length - 1)] - r[Math.Max(k - 1, 0)]) * (k == 0 || k == r.Length - 1 ? 2 : 1);
            var window = 0.5 + 0.5 * Math.Cos(Math.PI * distance / reach);
            var phase = q * distance;
            var weight = width * window * (Math.Abs(phase) < 1e-8 ? 1 : Math.Sin(phase) / phase);
            sum += weight * g[k];
            weights += weight;
        }
    }

    private static int Below(ReadOnlySpan<double> r, double position)
    {
        var index = r.BinarySearch(position);
        return index < 0 ? ~index : index;
    }
}
