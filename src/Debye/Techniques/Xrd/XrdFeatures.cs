using System.Numerics;
using System.Numerics.Tensors;
using Debye.Spectra;

namespace Debye.Techniques.Xrd;

/// <summary>
/// Turns a measured powder pattern into what the model and the library search compare: the square root of the
/// background-free intensity on a grid that is uniform in ln Q, where an isotropic change of the cell is a shift.
/// </summary>
/// <remarks>
/// Steps: angle → Cu Kα1-equivalent 2θ on a uniform 0.02° grid; Gaussian smoothing of the intensity, before the root, so that
/// noise cut off at zero keeps its mean; background by the SNIP filter on √I
/// (C. G. Ryan et al., Nucl. Instrum. Methods B 34, 396 (1988), doi 10.1016/0168-583X(88)90063-8);
/// rest averaged onto the ln Q grid; square root; division by the largest value.
/// Points outside the measured range are 0 and marked so by <see cref="FirstMeasured"/> and <see cref="LastMeasured"/>.
/// </remarks>
public sealed class XrdFeatures
{
    /// <summary>Smallest momentum transfer of the grid, 1/Å (2θ = 5° at Cu Kα1).</summary>
    public const double MinQPerAngstrom = 0.3558;

    /// <summary>Largest momentum transfer of the grid, 1/Å (2θ = 90° at Cu Kα1).</summary>
    public const double MaxQPerAngstrom = 5.7676;

    /// <summary>Wavelength the inner angular grid refers to, Å (Cu Kα1).</summary>
    public const double ReferenceWavelengthAngstrom = XrdTables.CopperKAlpha1Angstrom;

    /// <summary>First angle of the inner uniform grid, degrees.</summary>
    public const double FirstTwoThetaDegrees = 5.0;

    /// <summary>Step of the inner uniform grid, degrees.</summary>
    public const double StepTwoThetaDegrees = 0.02;

    /// <summary>Points of the inner uniform grid.</summary>
    public const int AngularPoints = 4251;

    /// <summary>Shortest angular range that is accepted, degrees.</summary>
    public const double MinRangeDegrees = 15;

    private const int SnipHalfWidth = 60;

    /// <summary>Height in noise widths below which nothing counts as a peak: the SNIP filter follows the lower edge of the noise.</summary>
    private const float NoiseFloor = 2.5f;

    /// <summary>Distance of the points the noise is judged from: far enough for smoothed noise to be independent.</summary>
    private const int NoiseLag = 8;

    /// <summary>
    /// Weights of the smoothing from its centre outwards: a Gaussian of σ = 2 points (0.04°), less than most peaks are wide.
    /// </summary>
    private static readonly float[] Smoothing = MakeSmoothing(2, 6);

    private readonly float[] _values;

    private XrdFeatures(float[] values, int first, int last)
    {
        _values = values;
        FirstMeasured = first;
        LastMeasured = last;
    }

    /// <summary>Square-rooted, background-free intensity, largest value 1.</summary>
    public ReadOnlySpan<float> Values => _values;

    /// <summary>Index of the first grid point inside the measured range.</summary>
    public int FirstMeasured { get; }

    /// <summary>Index of the last grid point inside the measured range.</summary>
    public int LastMeasured { get; }

    /// <summary>Width of a grid step in ln Q for a grid of <paramref name="points"/> points.</summary>
    public static double LogStep(int points) => Math.Log(MaxQPerAngstrom / MinQPerAngstrom) / (points - 1);

    /// <summary>Fractional grid index of a momentum transfer (1/Å).</summary>
    public static double IndexOfQ(double qPerAngstrom, int points) => Math.Log(qPerAngstrom / MinQPerAngstrom) / LogStep(points);

    /// <summary>Features of a measured pattern.</summary>
    /// <param name="pattern">2θ or Q against intensity; negative intensities count as zero.</param>
    /// <param name="wavelengthAngstrom">Wavelength in Å; needed for a 2θ axis.</param>
    /// <param name="points">Number of grid points in ln Q.</param>
    /// <exception cref="ArgumentException">The pattern covers less than 15° of the grid's 5…90° (at Cu Kα1) or holds no
    /// intensity.</exception>
    public static XrdFeatures FromPattern(Spectrum pattern, double wavelengthAngstrom, int points)
    {
        var angles = new double[pattern.Length];
        for (var i = 0; i < angles.Length; i++)
            angles[i] = ReferenceAngle(pattern.Axis[i], pattern.Kind, wavelengthAngstrom);
        var usable = Array.FindAll(angles, angle => angle is >= FirstTwoThetaDegrees and <= 90);
        var covered = usable.Length < 2 ? 0 : usable.Max() - usable.Min();
        if (covered < MinRangeDegrees || usable.Length < 100)
            throw new ArgumentException(
                Invariant($"The pattern has {usable.Length} points over {covered:f1}° within 5…90° 2θ (Cu Kα1); at least 100 ")
                    + Invariant($"points over {MinRangeDegrees}° are needed."),
                nameof(pattern)
            );
        var grid = new float[AngularPoints];
        var (first, last) = Resample(angles, pattern.Intensity, grid);
        return FromGrid(grid, first, last, points);
    }

    /// <summary>Features of a pattern that already lies on the inner uniform grid (5…90°, 0.02° steps, Cu Kα1).</summary>
    /// <param name="grid"><see cref="AngularPoints"/> intensities; overwritten.</param>
    /// <param name="first">First measured index.</param>
    /// <param name="last">Last measured index.</param>
    /// <param name="points">Number of grid points in ln Q.</param>
    public static XrdFeatures FromGrid(Span<float> grid, int first, int last, int points)
    {
        var values = new float[points];
        var (start, end) = Compute(grid, first, last, values);
        if (end < 0)
            throw new ArgumentException("The pattern holds no intensity above its background.", nameof(grid));
        return new XrdFeatures(values, start, end);
    }

    /// <summary>As <see cref="FromGrid(Span{float}, int, int, int)"/>, into a buffer that is reused.</summary>
    /// <returns>False when the pattern holds no intensity above its background.</returns>
    public static bool TryFromGrid(Span<float> grid, int first, int last, Span<float> destination) =>
        Compute(grid, first, last, destination).Last >= 0;

    private static (int First, int Last) Compute(Span<float> grid, int first, int last, Span<float> destination)
    {
        if (grid.Length != AngularPoints)
            throw new ArgumentException($"Expected {AngularPoints} points, got {grid.Length}.", nameof(grid));
        SubtractBackground(grid.Slice(first, last - first + 1));
        destination.Clear();
        var bounds = AverageToLogGrid(grid, first, last, destination);
        var largest = TensorPrimitives.Max<float>(destination);
        if (!(largest > 0))
            return (0, -1);
        TensorPrimitives.Multiply(destination, 1 / largest, destination);
        TensorPrimitives.Sqrt<float>(destination, destination);
        return bounds;
    }

    private static double ReferenceAngle(double axis, AxisKind kind, double wavelengthAngstrom)
    {
        var s = kind switch
        {
            AxisKind.TwoThetaDegrees => Math.Sin(axis * (Math.PI / 360)) / wavelengthAngstrom,
            AxisKind.QPerAngstrom => axis / (4 * Math.PI),
            _ => 1 / (2 * axis),
        };
        var sine = s * ReferenceWavelengthAngstrom;
        return sine is > 0 and < 1 ? Math.Asin(sine) * (360 / Math.PI) : double.NaN;
    }

    /// <summary>Area-averages (or interpolates, where the source is coarser) onto the uniform grid.</summary>
    private static (int First, int Last) Resample(double[] angles, ReadOnlySpan<double> intensity, float[] grid)
    {
        var sums = new double[AngularPoints];
        var counts = new int[AngularPoints];
        int first = AngularPoints,
            last = -1;
        for (var i = 0; i < angles.Length; i++)
        {
            if (!(angles[i] >= FirstTwoThetaDegrees && angles[i] <= 90))
                continue;
            var bin = Math.Clamp((int)Math.Round((angles[i] - FirstTwoThetaDegrees) / StepTwoThetaDegrees), 0, AngularPoints - 1);
            sums[bin] += Math.Max(0, intensity[i]);
            counts[bin]++;
            first = Math.Min(first, bin);
            last = Math.Max(last, bin);
        }

        var previous = first;
        for (var bin = first; bin <= last; bin++)
        {
            if (counts[bin] == 0)
                continue;
            grid[bin] = (float)(sums[bin] / counts[bin]);
            for (var gap = previous + 1; gap < bin; gap++)
                grid[gap] = grid[previous] + (grid[bin] - grid[previous]) * (gap - previous) / (bin - previous);
            previous = bin;
        }

        return (first, last);
    }

    /// <summary>Subtracts background and noise floor on √I, where counting noise has one width everywhere.</summary>
    private static void SubtractBackground(Span<float> y)
    {
        var n = y.Length;
        var buffers = new float[3 * n];
        var smooth = buffers.AsSpan(0, n);
        var work = buffers.AsSpan(n, n);
        var next = buffers.AsSpan(2 * n, n);
        Smooth(y, smooth);
        TensorPrimitives.Sqrt<float>(smooth, smooth);
        var noise = NoiseWidth(smooth, next);
        smooth.CopyTo(work);
        for (
            var half = Math.Min(SnipHalfWidth, (n - 1) / 2);
            half >= 1;
            half -=
                    half > 16 ? 4
                    : half > 6 ? 2
                    : 1
        )
        {
            work.CopyTo(next);
            ClipStep(work, next, half);
            var swap = work;
            work = next;
            next = swap;
        }

        var floor = NoiseFloor * noise;
        for (var i = 0; i < n; i++)
        {
            var level = work[i] + floor;
            y[i] = Math.Max(0, smooth[i] * smooth[i] - level * level);
        }
    }

    /// <summary>Smooths; negative intensities count as zero, and the ends are continued by their last value.</summary>
    private static void Smooth(ReadOnlySpan<float> y, Span<float> smooth)
    {
        var reach = Smoothing.Length - 1;
        Span<float> padded = new float[y.Length + 2 * reach];
        TensorPrimitives.Max(y, 0, padded.Slice(reach, y.Length));
        padded[..reach].Fill(padded[reach]);
        padded[^reach..].Fill(padded[^(reach + 1)]);
        smooth.Clear();
        for (var k = -reach; k <= reach; k++)
            TensorPrimitives.MultiplyAdd(padded.Slice(reach + k, y.Length), Smoothing[Math.Abs(k)], smooth, smooth);
    }

    private static float[] MakeSmoothing(double sigma, int reach)
    {
        var weights = Enumerable.Range(0, reach + 1).Select(k => Math.Exp(-0.5 * k * k / (sigma * sigma))).ToArray();
        var sum = 2 * weights.Sum() - weights[0];
        return [.. weights.Select(weight => (float)(weight / sum))];
    }

    /// <summary>Standard deviation of the noise from the median absolute second difference of distant points.</summary>
    private static float NoiseWidth(ReadOnlySpan<float> y, Span<float> scratch)
    {
        var count = y.Length - 2 * NoiseLag;
        if (count <= 0)
            return 0;
        for (var i = 0; i < count; i++)
            scratch[i] = Math.Abs(y[i] - 2 * y[i + NoiseLag] + y[i + 2 * NoiseLag]);
        scratch[..count].Sort();
        return scratch[count / 2] / (0.6745f * MathF.Sqrt(6));
    }

    private static void ClipStep(ReadOnlySpan<float> source, Span<float> destination, int half)
    {
        var count = source.Length - 2 * half;
        if (count <= 0)
            return;
        var left = source[..count];
        var centre = source.Slice(half, count);
        var right = source.Slice(2 * half, count);
        var target = destination.Slice(half, count);
        var i = 0;
        var width = Vector<float>.Count;
        for (; i <= count - width; i += width)
        {
            var mean = (new Vector<float>(left[i..]) + new Vector<float>(right[i..])) * 0.5f;
            Vector.Min(mean, new Vector<float>(centre[i..])).CopyTo(target[i..]);
        }

        for (; i < count; i++)
            target[i] = Math.Min(centre[i], 0.5f * (left[i] + right[i]));
    }

    private static (int First, int Last) AverageToLogGrid(ReadOnlySpan<float> grid, int first, int last, Span<float> destination)
    {
        var edges = LogGridEdges.For(destination.Length);
        int start = destination.Length,
            end = -1;
        for (var j = 0; j < destination.Length; j++)
        {
            double low = edges[j],
                high = edges[j + 1];
            if (low < first - 0.5 || high > last + 0.5)
                continue;
            start = Math.Min(start, j);
            end = j;
            destination[j] = AverageBetween(grid, low, high);
        }

        return (Math.Min(start, Math.Max(end, 0)), Math.Max(end, 0));
    }

    /// <summary>Mean of the linear interpolant between two fractional indices.</summary>
    private static float AverageBetween(ReadOnlySpan<float> grid, double low, double high)
    {
        if (high - low <= 1.0)
        {
            var centre = Math.Clamp(0.5 * (low + high), 0, grid.Length - 1.000001);
            var index = (int)centre;
            var part = (float)(centre - index);
            return grid[index] + (grid[index + 1] - grid[index]) * part;
        }

        int from = Math.Max(0, (int)Math.Ceiling(low)),
            to = Math.Min(grid.Length - 1, (int)Math.Floor(high));
        if (to < from)
            return grid[Math.Clamp((int)Math.Round(0.5 * (low + high)), 0, grid.Length - 1)];
        float sum = 0;
        for (var i = from; i <= to; i++)
            sum += grid[i];
        return sum / (to - from + 1);
    }

    /// <summary>Edges of the ln Q grid in fractional indices of the angular grid, one table per grid size.</summary>
    private static class LogGridEdges
    {
        private static readonly System.Collections.Concurrent.ConcurrentDictionary<int, double[]> Tables = new();

        public static double[] For(int points) => Tables.GetOrAdd(points, Make);

        private static double[] Make(int points)
        {
            var step = LogStep(points);
            var edges = new double[points + 1];
            for (var j = 0; j <= points; j++)
            {
                var q = MinQPerAngstrom * Math.Exp((j - 0.5) * step);
                var sine = Math.Min(1, q * ReferenceWavelengthAngstrom / (4 * Math.PI));
                edges[j] = (Math.Asin(sine) * (360 / Math.PI) - FirstTwoThetaDegrees) / StepTwoThetaDegrees;
            }

            return edges;
        }
    }
}
