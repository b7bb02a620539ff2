using Debye.Numerics;
using Debye.Techniques.Xrd;

namespace Debye.Tests.Techniques.Xrd;

public sealed class XrdImperfectionsTests
{
    [Fact]
    public void Render_ConstantNoise_HasItsWidthAndNoNegativeValue()
    {
        var (random, grid, values) = (new RandomSource(1), XrdGrid.TwoTheta(5, 90, 8501), new float[8501]);
        var renderer = new XrdRenderer();
        renderer.Add(20, 1);
        var imperfections = new XrdImperfections
        {
            ConstantNoise = 0.02,
            BackgroundCoefficients = [1],
            BackgroundHeight = 0.2,
        };
        renderer.Render(grid, imperfections, ref random, values);
        var flat = values.AsSpan(4000).ToArray();
        var mean = flat.Average();
        mean.ShouldBe(0.2f, 0.002f);
        Math.Sqrt(flat.Average(v => (v - mean) * (v - mean))).ShouldBe(0.02, 0.001);

        renderer.Render(grid, imperfections with { BackgroundHeight = 0 }, ref random, values);
        values.Min().ShouldBe(0);
    }

    [Fact]
    public void Draw_WithoutNoise_DrawsNoConstantNoiseEither()
    {
        var random = new RandomSource(1);
        var ranges = new XrdImperfectionRanges { NoiseProbability = 0, SubtractedProbability = 1 };
        for (var i = 0; i < 50; i++)
            XrdImperfections.Draw(ranges, ref random).ConstantNoise.ShouldBe(0);
    }

    [Fact]
    public void Draw_Subtracted_ReplacesBackgroundAndCounts()
    {
        var random = new RandomSource(1);
        var ranges = new XrdImperfectionRanges { SubtractedProbability = 1 };
        for (var i = 0; i < 200; i++)
        {
            var drawn = XrdImperfections.Draw(ranges, ref random);
            drawn.Validate();
            drawn.ConstantNoise.ShouldBeInRange(0.001, 0.05);
            (drawn.PeakCounts, drawn.Hump).ShouldBe((null, null));
            drawn.BackgroundHeight.ShouldBeInRange(0, 2.5 * drawn.ConstantNoise);
        }
    }
}
