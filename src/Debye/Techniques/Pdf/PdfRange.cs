namespace Debye.Techniques.Pdf;

/// <summary>The grid a calculation runs on: where it starts and ends, and how far pairs are gathered.</summary>
/// <remarks>
/// Before the band limit a curve is extended by six ripples 2π/Qmax at both ends and by the half-width of the widest peak;
/// together at most 10 Å. Points are multiples of the step; the end of the range itself is left out.
/// Rules of libdiffpy: P. Juhás et al., Acta Cryst. A71, 562 (2015), doi 10.1107/S2053273315014473, and its source.
/// </remarks>
/// <param name="Step">Step, Å.</param>
/// <param name="First">First point in steps; before it the curve is 0.</param>
/// <param name="Count">Points from 0 on, those before <paramref name="First"/> included.</param>
/// <param name="PairReach">Pairs beyond this distance contribute nothing, Å.</param>
internal readonly record struct PdfRange(double Step, int First, int Count, double PairReach)
{
    /// <summary>A Gaussian is cut where it has fallen to this share of its maximum.</summary>
    public const double TailPrecision = 3.33e-6;

    private const double Ripples = 6;
    private const double MaximumExtension = 10;

    /// <summary>Half-width of a cut Gaussian in units of σ: 5.02.</summary>
    public static double HalfWidth { get; } = Math.Sqrt(-2 * Math.Log(TailPrecision));

    /// <summary>The range for settings.</summary>
    /// <param name="options">Valid settings.</param>
    /// <param name="widestVariance">Largest U_i + U_j, Å².</param>
    public static PdfRange Of(PdfOptions options, double widestVariance)
    {
        var end = options.MaximumRAngstrom + options.RangeMarginAngstrom;
        var isLimited = options.QmaxPerAngstrom > 0 && options.QmaxPerAngstrom < Math.PI / options.StepAngstrom;
        var ripple = isLimited ? Ripples * 2 * Math.PI / options.QmaxPerAngstrom : 0;
        var tail = HalfWidth * Math.Sqrt(widestVariance * WidestFactor(options, end));
        if (ripple + tail > MaximumExtension)
            (ripple, tail) = (ripple * MaximumExtension / (ripple + tail), tail * MaximumExtension / (ripple + tail));
        var first = Math.Max(0, CeilingSteps(options.MinimumRAngstrom - ripple, options.StepAngstrom));
        return new PdfRange(options.StepAngstrom, first, CeilingSteps(end + ripple, options.StepAngstrom), end + ripple + tail);
    }

    /// <summary>Smallest number of steps that reaches a length; one that is a multiple within rounding is kept.</summary>
    public static int CeilingSteps(double length, double step)
    {
        var quotient = length / step;
        var nearest = Math.Round(quotient);
        return (int)(Math.Abs(quotient - nearest) < 1e-9 * Math.Max(1, Math.Abs(nearest)) ? nearest : Math.Ceiling(quotient));
    }

    private static double WidestFactor(PdfOptions options, double end)
    {
        double At(double r) =>
            Math.Max(
                0,
                1
                    - options.Delta1Angstrom / r
                    - options.Delta2Angstrom2 / (r * r)
                    + options.QbroadPerAngstrom * options.QbroadPerAngstrom * r * r
            );
        return Math.Max(At(end), At(Math.Max(options.MinimumRAngstrom, options.StepAngstrom)));
    }
}
