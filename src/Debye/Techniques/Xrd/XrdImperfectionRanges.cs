using System.Collections.Immutable;
using Debye.Crystals;
using Debye.Numerics;

namespace Debye.Techniques.Xrd;

/// <summary>A closed range of a parameter.</summary>
/// <param name="Low">Smallest value.</param>
/// <param name="High">Largest value; equal to Low for a fixed value.</param>
public readonly record struct ParameterRange(double Low, double High)
{
    /// <summary>Uniform draw.</summary>
    public double Draw(ref RandomSource random) => random.NextDouble(Low, High);

    /// <summary>Draw uniform in the logarithm; both ends above 0.</summary>
    public double DrawLog(ref RandomSource random) => Math.Exp(random.NextDouble(Math.Log(Low), Math.Log(High)));
}

/// <summary>The ranges that random imperfections are drawn from. The defaults span laboratory diffractometers.</summary>
public sealed record XrdImperfectionRanges
{
    /// <summary>Nothing but Gaussian size broadening of 20–100 nm: the training data of ML4pXRDs.</summary>
    public static XrdImperfectionRanges SizeOnly { get; } =
        new()
        {
            GaussFwhmDegrees = default,
            FwhmSlope = default,
            LorentzFwhmDegrees = default,
            SizeShape = SizeShape.Gaussian,
            SizeNanometre = new(20, 100),
            Microstrain = default,
            ZeroShiftDegrees = default,
            DisplacementMillimetre = default,
            TextureProbability = 0,
            BackgroundProbability = 0,
            HumpProbability = 0,
            ImpurityProbability = 0,
            NoiseProbability = 0,
            SubtractedProbability = 0,
        };

    /// <summary>Instrumental Gaussian FWHM at low angle, √W, degrees; default 0.03…0.12.</summary>
    public ParameterRange GaussFwhmDegrees { get; init; } = new(0.03, 0.12);

    /// <summary>U/W of the Caglioti function; default 0…2 (V is drawn between −√(UW) and 0, which keeps the width real).</summary>
    public ParameterRange FwhmSlope { get; init; } = new(0, 2);

    /// <summary>Constant Lorentzian FWHM, degrees; default 0…0.08.</summary>
    public ParameterRange LorentzFwhmDegrees { get; init; } = new(0, 0.08);

    /// <summary>Crystallite size, nm, uniform in the logarithm; default 15…500.</summary>
    public ParameterRange SizeNanometre { get; init; } = new(15, 500);

    /// <summary>Shape of the size broadening; default Lorentzian.</summary>
    public SizeShape SizeShape { get; init; } = SizeShape.Lorentzian;

    /// <summary>Microstrain; default 0…0.003.</summary>
    public ParameterRange Microstrain { get; init; } = new(0, 0.003);

    /// <summary>Zero shift, degrees; default −0.05…0.05.</summary>
    public ParameterRange ZeroShiftDegrees { get; init; } = new(-0.05, 0.05);

    /// <summary>Sample displacement, mm; default −0.15…0.15.</summary>
    public ParameterRange DisplacementMillimetre { get; init; } = new(-0.15, 0.15);

    /// <summary>Share of patterns with texture; default ½.</summary>
    public double TextureProbability { get; init; } = 0.5;

    /// <summary>March parameter, uniform in the logarithm; default 0.5…1.6.</summary>
    public ParameterRange March { get; init; } = new(0.5, 1.6);

    /// <summary>Share of patterns with background; default 0.8.</summary>
    public double BackgroundProbability { get; init; } = 0.8;

    /// <summary>Background relative to the strongest peak, uniform in the logarithm; default 0.005…0.3.</summary>
    public ParameterRange BackgroundHeight { get; init; } = new(0.005, 0.3);

    /// <summary>Share of patterns with an amorphous hump; default 0.2.</summary>
    public double HumpProbability { get; init; } = 0.2;

    /// <summary>Centre of the hump, degrees; default 15…35.</summary>
    public ParameterRange HumpCentreDegrees { get; init; } = new(15, 35);

    /// <summary>FWHM of the hump, degrees; default 5…15.</summary>
    public ParameterRange HumpFwhmDegrees { get; init; } = new(5, 15);

    /// <summary>Height of the hump relative to the strongest peak; default 0.01…0.2.</summary>
    public ParameterRange HumpHeight { get; init; } = new(0.01, 0.2);

    /// <summary>Share of patterns with an impurity; default 0.2.</summary>
    public double ImpurityProbability { get; init; } = 0.2;

    /// <summary>Strongest impurity peak relative to the sample's; default 0.01…0.1.</summary>
    public ParameterRange ImpurityShare { get; init; } = new(0.01, 0.1);

    /// <summary>Share of patterns with counting noise; default 1.</summary>
    public double NoiseProbability { get; init; } = 1;

    /// <summary>Counts in the strongest peak, uniform in the logarithm; default 500…100,000.</summary>
    public ParameterRange PeakCounts { get; init; } = new(500, 1e5);

    /// <summary>
    /// Share of noisy patterns whose background was subtracted; default 0.4. They have constant noise instead of background, hump and
    /// counting noise.
    /// </summary>
    public double SubtractedProbability { get; init; } = 0.4;

    /// <summary>
    /// Standard deviation of the constant noise relative to the strongest peak, uniform in the logarithm; default 0.001…0.05.
    /// </summary>
    public ParameterRange ConstantNoise { get; init; } = new(0.001, 0.05);

    /// <summary>What a subtraction leaves of the background, in standard deviations of the noise; default 0…2.5.</summary>
    public ParameterRange LeftBackground { get; init; } = new(0, 2.5);

    internal XrdProfile DrawProfile(ref RandomSource random)
    {
        var gauss = GaussFwhmDegrees.Draw(ref random);
        var w = gauss * gauss;
        var u = w * FwhmSlope.Draw(ref random);
        return new XrdProfile
        {
            U = u,
            V = -Math.Sqrt(u * w) * random.NextDouble(),
            W = w,
            LorentzFwhmDegrees = LorentzFwhmDegrees.Draw(ref random),
            SizeNanometre = SizeNanometre.High > 0 ? SizeNanometre.DrawLog(ref random) : null,
            SizeShape = SizeShape,
            Microstrain = Microstrain.Draw(ref random),
        };
    }

    internal Hkl? DrawTexture(ref RandomSource random, out double march)
    {
        march = 1;
        if (!random.NextBool(TextureProbability))
            return null;
        march = March.DrawLog(ref random);
        // Cleavage and growth faces are planes of low indices.
        ReadOnlySpan<Hkl> axes =
        [
            new(0, 0, 1),
            new(0, 0, 1),
            new(1, 0, 0),
            new(0, 1, 0),
            new(1, 1, 0),
            new(1, 1, 1),
            new(1, 0, 1),
            new(0, 1, 1),
        ];
        return axes[random.NextInt(axes.Length)];
    }

    internal ImmutableArray<double> DrawBackground(ref RandomSource random, out double height)
    {
        height = 0;
        if (!random.NextBool(BackgroundProbability))
            return [];
        height = BackgroundHeight.DrawLog(ref random);
        // Mostly a decline towards high angle, with weaker terms of higher order.
        return
        [
            1,
            random.NextDouble(-0.8, 0.2),
            random.NextDouble(-0.2, 0.4),
            random.NextDouble(-0.15, 0.15),
            random.NextDouble(-0.1, 0.1),
        ];
    }

    internal AmorphousHump? DrawHump(ref RandomSource random) =>
        random.NextBool(HumpProbability)
            ? new AmorphousHump(HumpCentreDegrees.Draw(ref random), HumpFwhmDegrees.Draw(ref random), HumpHeight.Draw(ref random))
            : null;
}
