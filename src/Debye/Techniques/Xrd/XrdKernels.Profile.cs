using System.Runtime.Intrinsics;

namespace Debye.Techniques.Xrd;

internal static partial class XrdKernels
{
    /// <summary>2√(ln 2 / π): height of a Gaussian of unit area and unit FWHM.</summary>
    public const double GaussHeight = 0.93943727869965132;

    /// <summary>2/π: height of a Lorentzian of unit area and unit FWHM.</summary>
    public const double LorentzHeight = 0.63661977236758138;

    /// <summary>Beyond this many FWHM a Gaussian is below 1e-7 of its height.</summary>
    private const double GaussReach = 2.45;

    /// <summary>Adds height · exp(−4 ln 2 (i − centre)² / fwhm²) to the points it reaches; all lengths in steps.</summary>
    public static void AddGaussian(Span<float> destination, double centre, double fwhm, double height)
    {
        var first = (int)Math.Max(0, Math.Ceiling(centre - GaussReach * fwhm));
        var last = (int)Math.Min(destination.Length - 1, Math.Floor(centre + GaussReach * fwhm));
        var factor = Vector512.Create((float)(-4 * Math.Log(2) / (fwhm * fwhm)));
        var size = Vector512.Create((float)height);
        for (var i = first; i <= last; i += 16)
        {
            var x = Vector512<float>.Indices + Vector512.Create((float)(i - centre));
            AddBlock(destination, i, last, size * Vector512.Exp(x * x * factor));
        }
    }

    /// <summary>Adds height / (1 + (2 (i − centre) / fwhm)²) to the points from first to last, both included; lengths in steps.</summary>
    public static void AddLorentzian(Span<float> destination, double centre, double fwhm, double height, int first, int last)
    {
        var factor = Vector512.Create((float)(4 / (fwhm * fwhm)));
        var size = Vector512.Create((float)height);
        var x = Vector512<float>.Indices + Vector512.Create((float)(first - centre));
        for (var i = first; i <= last; i += 16, x += Vector512.Create(16f))
            AddBlock(destination, i, last, size / Vector512.FusedMultiplyAdd(x * x, factor, Vector512<float>.One));
    }

    private static void AddBlock(Span<float> destination, int start, int last, Vector512<float> values)
    {
        if (start + 15 <= last)
        {
            var slot = destination.Slice(start, 16);
            (Vector512.Create<float>(slot) + values).CopyTo(slot);
            return;
        }

        for (var lane = 0; start + lane <= last; lane++)
            destination[start + lane] += values[lane];
    }

    /// <summary>Adds a Chebyshev series Σ c_k T_k(x), x running from −1 to 1 over the points.</summary>
    public static void AddChebyshev(Span<float> destination, ReadOnlySpan<double> coefficients, double offset, double scale)
    {
        for (var i = 0; i < destination.Length; i++)
            destination[i] += (float)(scale * (Chebyshev(coefficients, 2.0 * i / (destination.Length - 1) - 1) - offset));
    }

    /// <summary>Clenshaw's sum of a Chebyshev series.</summary>
    public static double Chebyshev(ReadOnlySpan<double> coefficients, double x)
    {
        double next = 0,
            afterNext = 0;
        for (var k = coefficients.Length - 1; k > 0; k--)
            (next, afterNext) = (coefficients[k] + 2 * x * next - afterNext, next);
        return (coefficients.Length > 0 ? coefficients[0] : 0) + x * next - afterNext;
    }
}
