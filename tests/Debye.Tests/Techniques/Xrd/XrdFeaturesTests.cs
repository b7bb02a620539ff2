using Debye.Numerics;
using Debye.Spectra;
using Debye.Techniques.Xrd;

namespace Debye.Tests.Techniques.Xrd;

public sealed class XrdFeaturesTests
{
    private const int Points = 2048;
    private static readonly double[] SpacingsAngstrom = [7.1, 4.4, 3.31, 2.75, 2.2, 1.93, 1.61, 1.37];

    /// <summary>Peaks of FWHM 0.12° at given spacings, heights 100 and 60 in turns, on a level background.</summary>
    private static Spectrum Pattern(
        double scale = 1,
        double wavelength = XrdFeatures.ReferenceWavelengthAngstrom,
        double background = 0,
        double noise = 0
    )
    {
        var random = new RandomSource(3);
        var axis = Enumerable.Range(0, 8000).Select(i => 5 + 0.01 * i).ToArray();
        var centres = SpacingsAngstrom.Select(d => 360 / Math.PI * Math.Asin(wavelength / (2 * d * scale))).ToArray();
        var intensity = Array.ConvertAll(
            axis,
            x =>
            {
                var y = background + noise * random.NextNormal();
                for (var k = 0; k < centres.Length; k++)
                    y += (k % 2 == 0 ? 100 : 60) * Math.Exp(-Math.Pow((x - centres[k]) / 0.051, 2) / 2);
                return y;
            }
        );
        return new Spectrum(AxisKind.TwoThetaDegrees, axis, intensity);
    }

    private static double Cosine(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double ab = 0,
            aa = 0,
            bb = 0;
        for (var i = 0; i < a.Length; i++)
            (ab, aa, bb) = (ab + a[i] * b[i], aa + a[i] * a[i], bb + b[i] * b[i]);
        return ab / Math.Sqrt(aa * bb);
    }

    [Fact]
    public void FromPattern_LargerCell_ShiftsTheFeatures()
    {
        const int steps = 8;
        var plain = XrdFeatures.FromPattern(Pattern(), XrdFeatures.ReferenceWavelengthAngstrom, Points).Values;
        var larger = XrdFeatures
            .FromPattern(Pattern(Math.Exp(steps * XrdFeatures.LogStep(Points))), XrdFeatures.ReferenceWavelengthAngstrom, Points)
            .Values;
        Cosine(plain[steps..], larger[..^steps]).ShouldBeGreaterThan(0.97);
        Cosine(plain, larger).ShouldBeLessThan(0.5);
    }

    [Fact]
    public void FromPattern_OtherWavelength_GivesTheSameFeatures()
    {
        var copper = XrdFeatures.FromPattern(Pattern(), XrdFeatures.ReferenceWavelengthAngstrom, Points).Values;
        var chromium = XrdFeatures.FromPattern(Pattern(wavelength: 2.2897), 2.2897, Points).Values;
        // Angles up to 85° with chromium reach Q = 3.7 only: compare what both measured.
        var end = (int)XrdFeatures.IndexOfQ(3.6, Points);
        Cosine(copper[..end], chromium[..end]).ShouldBeGreaterThan(0.9);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(50, 0)]
    [InlineData(50, 2)]
    [InlineData(1.5, 1.5)] // what a subtraction leaves: noise cut off at zero
    public void FromPattern_BackgroundAndNoise_LeaveThePeaks(double background, double noise)
    {
        var clean = XrdFeatures.FromPattern(Pattern(), XrdFeatures.ReferenceWavelengthAngstrom, Points).Values.ToArray();
        var values = XrdFeatures
            .FromPattern(Pattern(background: background, noise: noise), XrdFeatures.ReferenceWavelengthAngstrom, Points)
            .Values.ToArray();
        Cosine(clean, values).ShouldBeGreaterThan(0.95);
        var beside = Enumerable.Range(0, Points).Where(i => clean[i] == 0).ToArray();
        beside.Length.ShouldBeGreaterThan(Points / 2);
        beside.Average(i => (double)values[i]).ShouldBeLessThan(0.02);
    }

    [Fact]
    public void FromPattern_RootsScaledToOne()
    {
        var values = XrdFeatures.FromPattern(Pattern(), XrdFeatures.ReferenceWavelengthAngstrom, Points).Values.ToArray();
        values.Max().ShouldBe(1, 1e-6f);
        values.Min().ShouldBe(0);
    }

    [Fact]
    public void FromPattern_TooShortARange_Throws()
    {
        var axis = Enumerable.Range(0, 1000).Select(i => 20 + 0.01 * i).ToArray();
        Should
            .Throw<ArgumentException>(() => XrdFeatures.FromPattern(new Spectrum(AxisKind.TwoThetaDegrees, axis, axis), 1.54056, Points))
            .Message.ShouldContain("15°");
    }

    [Fact]
    public void FromPattern_NoIntensity_Throws()
    {
        var axis = Enumerable.Range(0, 4000).Select(i => 10 + 0.01 * i).ToArray();
        Should.Throw<ArgumentException>(() =>
            XrdFeatures.FromPattern(new Spectrum(AxisKind.TwoThetaDegrees, axis, new double[4000]), 1.54056, Points)
        );
    }
}
