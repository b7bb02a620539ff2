using Debye.Learning.Explanation;
using Debye.Learning.Tables;
using Debye.Learning.Trees;

namespace Debye.Learning.Tests.Explanation;

public sealed class OcclusionTests
{
    [Fact]
    public void Explain_LinearModel_IsTheMeanOverTheWindowsOfAPoint()
    {
        var (spectrum, reference, weights) = (BandShapTests.Values(23, 1), BandShapTests.Values(23, 2), BandShapTests.Values(23, 3));
        var background = SpectrumBackground.OfMean(new FeatureTable(reference, 23));
        var falls = Occlusion.Explain(
            BandShapTests.Scorer(x => x.Zip(weights, (value, weight) => value * (double)weight).Sum()),
            spectrum,
            background,
            new OcclusionOptions { Width = 6, Stride = 4 }
        );
        (int Start, int End)[] windows = [(0, 6), (4, 10), (8, 14), (12, 18), (16, 22), (20, 23)];
        for (var i = 0; i < 23; i++)
            falls[i]
                .ShouldBe(
                    windows
                        .Where(w => w.Start <= i && i < w.End)
                        .Average(w =>
                            Enumerable.Range(w.Start, w.End - w.Start).Sum(j => weights[j] * ((double)spectrum[j] - reference[j]))
                        ),
                    1e-6
                );
    }

    [Fact]
    public void Explain_StraightLines_RemovesAPeakAndLeavesASlope()
    {
        var slope = Enumerable.Range(0, 60).Select(i => 0.5f * i).ToArray();
        var peaked = slope.Select((value, i) => value + (i == 30 ? 10f : 0)).ToArray();
        var options = new OcclusionOptions { Width = 12, Stride = 6 };
        Occlusion
            .Explain(BandShapTests.Scorer(x => x.Sum()), slope, SpectrumBackground.StraightLines, options)[12..48]
            .ShouldAllBe(fall => Math.Abs(fall) < 1e-4);
        var falls = Occlusion.Explain(BandShapTests.Scorer(x => x.Sum()), peaked, SpectrumBackground.StraightLines, options);
        falls[30].ShouldBe(10, 1e-3);
        falls[12..18].ShouldAllBe(fall => Math.Abs(fall) < 1e-3);
    }

    [Fact]
    public void Blurred_Step_IsTheMeanOfItsSurroundings()
    {
        float[] step = [0, 0, 0, 3, 3, 3];
        var shown = new List<float[]>();
        SpectrumScorer keep = rows =>
        {
            for (var i = 0; i < rows.Rows; i++)
                shown.Add(rows.Row(i).ToArray());
            return new double[rows.Rows];
        };
        Occlusion.Explain(keep, step, SpectrumBackground.Blurred(step, 1), new OcclusionOptions { Width = 6, Stride = 6 });
        shown[0].ShouldBe([0, 0, 1, 2, 3, 3]);
    }

    [Fact]
    public void Validate_StrideBeyondTheWindow_Throws() =>
        Should.Throw<ArgumentOutOfRangeException>(() => new OcclusionOptions { Width = 4, Stride = 5 }.Validate());
}
