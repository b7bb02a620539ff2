using Debye.Crystals;
using Debye.Techniques.Xrd;

namespace Debye.Tests.Techniques.Xrd;

/// <summary>Golden: pymatgen 2022.11.7, XRDCalculator(1.5406 Å), 5–90°; peaks under 0.002 of 100 are ignored.</summary>
public sealed class XrdParityTests
{
    private const double Ignored = 0.002;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Peaks_ReferenceStructures_EqualPymatgen(bool useSymmetry)
    {
        var simulator = new XrdSimulator(XrdOptions.PymatgenParity());
        var count = 0;
        var (angle, intensity) = (0.0, 0.0);
        foreach (var reference in ReferencePattern.All())
        {
            var pattern = simulator.Peaks(reference.Structure, useSymmetry ? reference.Structure.KnownOperations : []);
            var worst = Compare(reference, pattern);
            (angle, intensity) = (Math.Max(angle, worst.Angle), Math.Max(intensity, worst.Intensity));
            count++;
        }

        count.ShouldBe(45);
        TestContext.Current.TestOutputHelper?.WriteLine($"largest deviation: {angle:g2} degrees, {intensity:g2} of 100");
    }

    private static (double Angle, double Intensity) Compare(ReferencePattern reference, XrdPattern pattern)
    {
        var peaks = pattern.Peaks.ToArray();
        var used = new bool[peaks.Length];
        var (angle, intensity) = (0.0, 0.0);
        for (var i = 0; i < reference.TwoTheta.Length; i++)
        {
            if (reference.Intensity[i] < Ignored)
                continue;
            var match = Array.FindIndex(peaks, p => Math.Abs(p.TwoThetaDegrees - reference.TwoTheta[i]) < 1e-6);
            match.ShouldBeGreaterThanOrEqualTo(
                0,
                $"{reference.Structure.Id}: no peak at {reference.TwoTheta[i]:f7} ({reference.Intensity[i]:g4})"
            );
            used[match] = true;
            Math.Abs(peaks[match].Intensity - reference.Intensity[i])
                .ShouldBeLessThan(1e-4, $"{reference.Structure.Id} at {reference.TwoTheta[i]:f4}");
            angle = Math.Max(angle, Math.Abs(peaks[match].TwoThetaDegrees - reference.TwoTheta[i]));
            intensity = Math.Max(intensity, Math.Abs(peaks[match].Intensity - reference.Intensity[i]));
            peaks[match].DAngstrom.ShouldBe(reference.D[i], 1e-6);
        }

        for (var i = 0; i < peaks.Length; i++)
            (used[i] || peaks[i].Intensity < Ignored).ShouldBeTrue(
                $"{reference.Structure.Id}: extra peak at {peaks[i].TwoThetaDegrees:f5} ({peaks[i].Intensity:g4})"
            );
        pattern.Scale.ShouldBe(reference.RawIntensity.Max(), 1e-6 * pattern.Scale);
        return (angle, intensity);
    }
}
