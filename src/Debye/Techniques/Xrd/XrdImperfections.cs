using System.Collections.Immutable;
using Debye.Crystals;
using Debye.Numerics;

namespace Debye.Techniques.Xrd;

/// <summary>An amorphous hump: a broad Gaussian under the pattern.</summary>
/// <param name="CentreDegrees">Centre, degrees 2θ; 0…180.</param>
/// <param name="FwhmDegrees">Width, degrees; 1…60.</param>
/// <param name="Height">Height relative to the strongest peak; 0…10.</param>
public readonly record struct AmorphousHump(double CentreDegrees, double FwhmDegrees, double Height);

/// <summary>All that makes a measured pattern differ from a list of lines. Every part is off by default but the peak widths.</summary>
public sealed record XrdImperfections
{
    /// <summary>Peak widths.</summary>
    public XrdProfile Profile { get; init; } = new();

    /// <summary>Error of the zero of 2θ, degrees; −2…2, default 0.</summary>
    public double ZeroShiftDegrees { get; init; }

    /// <summary>Height of the sample above the axis of the goniometer, mm; −2…2, default 0. Moves peaks by −2 s cos θ / R.</summary>
    public double DisplacementMillimetre { get; init; }

    /// <summary>Goniometer radius R, mm; 50…1000, default 217.5.</summary>
    public double GoniometerRadiusMillimetre { get; init; } = 217.5;

    /// <summary>Preferred axis as a reflection; null (default) for a random powder.</summary>
    public Hkl? TextureAxis { get; init; }

    /// <summary>March parameter, 0.05…20; 1 (default) for none, below 1 for platelets.</summary>
    public double March { get; init; } = 1;

    /// <summary>
    /// Chebyshev coefficients of the background over the grid, at most 12; default none. Lifted so that its minimum is not below 0.
    /// </summary>
    public ImmutableArray<double> BackgroundCoefficients { get; init; } = [];

    /// <summary>Factor of the background relative to the strongest peak; 0…100, default 0.</summary>
    public double BackgroundHeight { get; init; }

    /// <summary>Amorphous hump; null (default) for none.</summary>
    public AmorphousHump? Hump { get; init; }

    /// <summary>
    /// Strongest peak of the impurity relative to the strongest of the sample; 0…1, default 0. The impurity's peaks are given to the
    /// renderer.
    /// </summary>
    public double ImpurityShare { get; init; }

    /// <summary>Counts in the strongest peak, 1…1e9: Poisson noise; null (default) for none.</summary>
    public double? PeakCounts { get; init; }

    /// <summary>
    /// Standard deviation of noise of one width everywhere, relative to the strongest peak, negative intensities cut off; 0…1, default 0.
    /// So look patterns whose background was subtracted before they were published.
    /// </summary>
    public double ConstantNoise { get; init; }

    /// <summary>Draws one set of imperfections.</summary>
    /// <param name="ranges">What may happen, and how strongly.</param>
    /// <param name="random">The generator; equal states give equal results.</param>
    public static XrdImperfections Draw(XrdImperfectionRanges ranges, ref RandomSource random)
    {
        ArgumentNullException.ThrowIfNull(ranges);
        var profile = ranges.DrawProfile(ref random);
        var axis = ranges.DrawTexture(ref random, out var march);
        var imperfections = new XrdImperfections
        {
            Profile = profile,
            ZeroShiftDegrees = ranges.ZeroShiftDegrees.Draw(ref random),
            DisplacementMillimetre = ranges.DisplacementMillimetre.Draw(ref random),
            TextureAxis = axis,
            March = march,
            BackgroundCoefficients = ranges.DrawBackground(ref random, out var height),
            BackgroundHeight = height,
            Hump = ranges.DrawHump(ref random),
            ImpurityShare = random.NextBool(ranges.ImpurityProbability) ? ranges.ImpurityShare.Draw(ref random) : 0,
            PeakCounts = random.NextBool(ranges.NoiseProbability) ? ranges.PeakCounts.DrawLog(ref random) : null,
        };
        if (imperfections.PeakCounts is null || !random.NextBool(ranges.SubtractedProbability))
            return imperfections;
        var noise = ranges.ConstantNoise.DrawLog(ref random);
        return imperfections with
        {
            BackgroundCoefficients = [1],
            BackgroundHeight = noise * ranges.LeftBackground.Draw(ref random),
            Hump = null,
            PeakCounts = null,
            ConstantNoise = noise,
        };
    }

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside the range its property states.</exception>
    public void Validate()
    {
        Profile.Validate();
        XrdOptions.Require(ZeroShiftDegrees is >= -2 and <= 2, nameof(ZeroShiftDegrees), ZeroShiftDegrees, "−2…2°");
        XrdOptions.Require(DisplacementMillimetre is >= -2 and <= 2, nameof(DisplacementMillimetre), DisplacementMillimetre, "−2…2 mm");
        XrdOptions.Require(
            GoniometerRadiusMillimetre is >= 50 and <= 1000,
            nameof(GoniometerRadiusMillimetre),
            GoniometerRadiusMillimetre,
            "50…1000 mm"
        );
        XrdOptions.Require(March is >= 0.05 and <= 20, nameof(March), March, "0.05…20");
        XrdOptions.Require(
            BackgroundCoefficients.Length <= 12,
            nameof(BackgroundCoefficients),
            BackgroundCoefficients.Length,
            "at most 12 numbers"
        );
        XrdOptions.Require(BackgroundHeight is >= 0 and <= 100, nameof(BackgroundHeight), BackgroundHeight, "0…100");
        if (Hump is { } hump)
        {
            XrdOptions.Require(hump.CentreDegrees is >= 0 and <= 180, nameof(Hump), hump.CentreDegrees, "centred at 0…180°");
            XrdOptions.Require(hump.FwhmDegrees is >= 1 and <= 60, nameof(Hump), hump.FwhmDegrees, "1…60° wide");
            XrdOptions.Require(hump.Height is >= 0 and <= 10, nameof(Hump), hump.Height, "0…10 high");
        }

        XrdOptions.Require(ImpurityShare is >= 0 and <= 1, nameof(ImpurityShare), ImpurityShare, "0…1");
        XrdOptions.Require(ConstantNoise is >= 0 and <= 1, nameof(ConstantNoise), ConstantNoise, "0…1");
        if (PeakCounts is { } counts)
            XrdOptions.Require(counts is >= 1 and <= 1e9, nameof(PeakCounts), counts, "1…1e9");
    }

    /// <summary>Where a peak is found: zero shift and displacement added.</summary>
    internal double Move(double twoThetaDegrees) =>
        twoThetaDegrees
        + ZeroShiftDegrees
        - (
            DisplacementMillimetre == 0
                ? 0
                : 2 * DisplacementMillimetre / GoniometerRadiusMillimetre * Math.Cos(twoThetaDegrees * (Math.PI / 360)) * (180 / Math.PI)
        );
}
