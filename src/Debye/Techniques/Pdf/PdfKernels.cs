using System.Runtime.Intrinsics;

namespace Debye.Techniques.Pdf;

internal static partial class PdfKernels
{
    /// <summary>Divides bins among wider ones around their distances, as pairs are divided among bins.</summary>
    public static void Coarsen(ReadOnlySpan<double> bins, int times, Span<double> coarse)
    {
        for (var phase = 0; phase < times; phase++)
        {
            var shares = Vector512.LoadUnsafe(ref DepositTable.Weights[DepositTable.Rows / times * phase * DepositTable.Nodes]);
            var place = PairBins.Offset - DepositTable.Before;
            for (var b = PairBins.Offset + phase; b < bins.Length; b += times, place++)
            {
                var target = coarse.Slice(place, DepositTable.Nodes);
                (Vector512.Create<double>(target) + shares * bins[b]).CopyTo(target);
            }
        }
    }

    /// <summary>Divides by r; the value at r = 0 becomes 0.</summary>
    public static void DivideByGrid(Span<double> values, PdfRange range)
    {
        values[0] = 0;
        for (var k = 1; k < values.Length; k++)
            values[k] /= k * range.Step;
    }

    /// <summary>Adds −4πρr from the first point of the range on.</summary>
    public static void AddBaseline(Span<double> values, PdfRange range, double density)
    {
        var slope = -4 * Math.PI * density * range.Step;
        for (var k = range.First; k < values.Length; k++)
            values[k] += slope * k;
    }

    /// <summary>Multiplies with scale, exp(−(r·Qdamp)²/2) and, of a sphere of diameter d, 1 − 1.5 (r/d) + 0.5 (r/d)³.</summary>
    public static void Envelope(Span<double> values, PdfRange range, PdfOptions options)
    {
        var damping = -0.5 * options.QdampPerAngstrom * options.QdampPerAngstrom * range.Step * range.Step;
        var sphere = options.DiameterAngstrom is { } diameter ? range.Step / diameter : 0;
        // exp(−a k²) by its ratios: exp(−a(k+1)²) = exp(−a k²)·exp(−a(2k+1)).
        var (value, ratio, change) = (options.Scale, Math.Exp(damping), Math.Exp(2 * damping));
        for (var k = 0; k < values.Length; k++)
        {
            var x = k * sphere;
            values[k] *= x >= 1 ? 0 : value * (1 - 1.5 * x + 0.5 * x * x * x);
            value *= ratio;
            ratio *= change;
        }
    }

    /// <summary>Values between the points of a fine grid, by polynomials of degree seven; 0 outside the range.</summary>
    public static void Resample(ReadOnlySpan<double> values, PdfRange range, PdfGrid grid, PdfOptions options, Span<double> destination)
    {
        var last = Math.Min(range.Count - 1, (int)Math.Floor((options.MaximumRAngstrom + options.RangeMarginAngstrom) / range.Step + 1e-9));
        for (var i = 0; i < destination.Length; i++)
        {
            var position = grid.At(i) / range.Step;
            var nearest = Math.Round(position);
            if (position < range.First - 1e-6 || position > last + 1e-6)
                destination[i] = 0;
            else if (Math.Abs(position - nearest) < 1e-7)
                destination[i] = values[Math.Min((int)nearest, range.Count - 1)];
            else
                destination[i] = Interpolate(values, range, position);
        }
    }

    private static double Interpolate(ReadOnlySpan<double> values, PdfRange range, double position)
    {
        var low = Math.Clamp((int)Math.Floor(position) - DepositTable.Before, 0, Math.Max(0, range.Count - DepositTable.Nodes));
        var nodes = Math.Min(DepositTable.Nodes, range.Count);
        var sum = 0.0;
        for (var node = 0; node < nodes; node++)
        {
            var weight = 1.0;
            for (var other = 0; other < nodes; other++)
                if (other != node)
                    weight *= (position - low - other) / (node - other);
            sum += weight * values[low + node];
        }

        return sum;
    }
}
