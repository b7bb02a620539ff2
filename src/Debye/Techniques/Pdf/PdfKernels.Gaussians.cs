using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Debye.Techniques.Pdf;

/// <summary>The arithmetic behind a pair distribution function.</summary>
internal static partial class PdfKernels
{
    /// <summary>How much longer than its points the array of a grid must be.</summary>
    public const int Padding = 8;

    private static readonly Vector512<double> Lanes = Vector512.Create(0.0, 1, 2, 3, 4, 5, 6, 7);

    /// <summary>Adds area·exp(−(r−centre)²/2σ²)/(σ√2π) to the points of a grid within the half-width and one before.</summary>
    /// <param name="grid">Values at multiples of the step from 0 on, <see cref="Padding"/> more than <paramref name="count"/>.</param>
    /// <param name="area">Area of the peak.</param>
    /// <param name="centre">Its position, Å.</param>
    /// <param name="sigma">Its standard deviation, Å, above 0.</param>
    /// <param name="halfWidth">Where it is cut, in units of σ.</param>
    /// <param name="step">Step of the grid, Å.</param>
    /// <param name="count">Points of the grid.</param>
    /// <remarks>
    /// Neighbouring blocks of a Gaussian differ by a factor that itself changes by a constant factor: two multiplications for
    /// eight points; relative rounding errors stay below 10⁻¹³.
    /// </remarks>
    public static void AddGaussian(Span<double> grid, double area, double centre, double sigma, double halfWidth, double step, int count)
    {
        var half = halfWidth * sigma;
        var low = Math.Max(0, (int)Math.Floor((centre - half) / step));
        var high = Math.Min(count - 1, (int)Math.Floor((centre + half) / step));
        if (high < low)
            return;
        var amplitude = area / (sigma * Math.Sqrt(2 * Math.PI));
        var inverse = 1 / (sigma * sigma);
        if (sigma < step)
            AddNarrow(grid, amplitude, centre, inverse, step, low, high);
        else
            AddWide(grid, amplitude, centre, inverse, step, low, high);
    }

    private static void AddWide(Span<double> grid, double amplitude, double centre, double inverse, double step, int low, int high)
    {
        // Whole blocks at fixed places: what one peak stores, the next one loads without waiting.
        var (firstBlock, lastBlock) = (low & ~7, high & ~7);
        var stride = Vector512<double>.Count * step;
        var x = Vector512.Create(firstBlock * step - centre) + Lanes * step;
        var value = Vector512.Exp(x * x * (-0.5 * inverse)) * amplitude;
        var ratio = Vector512.Exp((x * stride + Vector512.Create(0.5 * stride * stride)) * -inverse);
        var change = Vector512.Create(Math.Exp(-stride * stride * inverse));
        ref var start = ref MemoryMarshal.GetReference(grid);
        for (var k = firstBlock; k <= lastBlock; k += Vector512<double>.Count)
        {
            var added = value;
            if (k < low)
                added &= Vector512.GreaterThanOrEqual(Lanes, Vector512.Create((double)(low - k)));
            if (k == lastBlock)
                added &= Vector512.LessThanOrEqual(Lanes, Vector512.Create((double)(high - k)));
            (Vector512.LoadUnsafe(ref start, (nuint)k) + added).StoreUnsafe(ref start, (nuint)k);
            value *= ratio;
            ratio *= change;
        }
    }

    /// <summary>Peaks narrower than the step, where the factors of the fast way would leave the range of numbers.</summary>
    private static void AddNarrow(Span<double> grid, double amplitude, double centre, double inverse, double step, int low, int high)
    {
        for (var k = low; k <= high; k++)
        {
            var x = k * step - centre;
            grid[k] += amplitude * Math.Exp(-0.5 * inverse * x * x);
        }
    }
}
