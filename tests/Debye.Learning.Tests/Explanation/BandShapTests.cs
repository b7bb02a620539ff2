using Debye.Learning.Explanation;
using Debye.Learning.Tables;
using Debye.Learning.Trees;
using Debye.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace Debye.Learning.Tests.Explanation;

public sealed class BandShapTests
{
    private static readonly BandShapOptions Whole = new()
    {
        MaximumEvaluations = 100_000,
        MinimumWidth = 1,
        CutsAtMinima = false,
    };

    [Fact]
    public void Explain_AnyBudget_AddsUpToTheScore() =>
        Prop.ForAll(
                Gen.Choose(2, 300).ToArbitrary(),
                Gen.Choose(1, 1_000_000).ToArbitrary(),
                (budget, seed) =>
                {
                    var (spectrum, reference) = (Values(97, seed), Values(97, seed + 1));
                    foreach (
                        var background in new[]
                        {
                            SpectrumBackground.OfMean(new FeatureTable(reference, 97)),
                            SpectrumBackground.StraightLines,
                            SpectrumBackground.Constant(97),
                        }
                    )
                    {
                        var calls = 0;
                        var answer = BandShap.Explain(
                            Counted(Interacting, () => calls++),
                            spectrum,
                            background,
                            new BandShapOptions { MaximumEvaluations = budget, MinimumWidth = 1 }
                        );
                        answer.Score.ShouldBe(Interacting(spectrum), 1e-12);
                        (answer.BaseScore + answer.Values.ToArray().Sum()).ShouldBe(answer.Score, 1e-5);
                        answer.Bands.Sum(band => band.Value).ShouldBe(answer.Score - answer.BaseScore, 1e-9);
                        answer.Evaluations.ShouldBe(calls);
                        calls.ShouldBeLessThanOrEqualTo(budget);
                        answer.Bands[0].Start.ShouldBe(0);
                        for (var i = 1; i < answer.Bands.Length; i++)
                            answer.Bands[i].Start.ShouldBe(answer.Bands[i - 1].End);
                        answer.Bands[^1].End.ShouldBe(97);
                    }
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(30).WithReplay(20260101, 1));

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(8)]
    public void Explain_NoBudgetMissing_IsTheOwenValue(int points)
    {
        var (spectrum, reference) = (Values(points, 11), Values(points, 12));
        var answer = BandShap.Explain(
            Scorer(Interacting),
            spectrum,
            SpectrumBackground.OfSpectra(new FeatureTable(reference, points)),
            Whole
        );
        answer.IsExact.ShouldBeTrue();
        var expected = Owen(spectrum, reference);
        answer.Values.ToArray().ShouldBe(expected, 1e-9);
    }

    [Fact]
    public void Explain_SeveralBackgrounds_IsTheMeanOfThoseAlone()
    {
        var (spectrum, first, second) = (Values(6, 21), Values(6, 22), Values(6, 23));
        var both = BandShap.Explain(
            Scorer(Interacting),
            spectrum,
            SpectrumBackground.OfSpectra(
                new FeatureTable(
                    new float[][] { first, second }
                        .SelectMany(row => row)
                        .ToArray(),
                    6
                )
            ),
            Whole
        );
        var (a, b) = (Owen(spectrum, first), Owen(spectrum, second));
        both.Values.ToArray().ShouldBe([.. a.Zip(b, (x, y) => 0.5 * (x + y))], 1e-9);
    }

    [Fact]
    public void Explain_LinearModel_IsWeightTimesDifference()
    {
        var (spectrum, reference, weights) = (Values(50, 31), Values(50, 32), Values(50, 33));
        double Linear(float[] x) => x.Zip(weights, (value, weight) => value * (double)weight).Sum() + 4;
        // One question per band suffices for a linear model: 2 evaluations for each of 49 cuts, 2 for the ends.
        var answer = BandShap.Explain(
            Scorer(Linear),
            spectrum,
            SpectrumBackground.OfMean(new FeatureTable(reference, 50)),
            new BandShapOptions
            {
                MaximumEvaluations = 400,
                MinimumWidth = 1,
                Batch = 8,
            }
        );
        answer.Bands.Length.ShouldBe(50);
        for (var i = 0; i < 50; i++)
            answer.Values.Span[i].ShouldBe(weights[i] * ((double)spectrum[i] - reference[i]), 1e-5);
    }

    [Fact]
    public void Explain_PointsThatCountAlike_GetTheSame()
    {
        static double Product(float[] x) => x[0] * x[1] * x[2] * x[3] + x.Sum();
        var answer = BandShap.Explain(Scorer(Product), [2, 2, 2, 2], SpectrumBackground.Constant(4), Whole);
        answer.Values.ToArray().ShouldAllBe(value => Math.Abs(value - 6) < 1e-9);
    }

    [Fact]
    public void Explain_PointWithoutInfluence_GetsNothing()
    {
        static double Some(float[] x) => x[0] * x[2] * x[5];
        var answer = BandShap.Explain(Scorer(Some), Values(8, 41), SpectrumBackground.Constant(8), Whole).Values.ToArray();
        foreach (var i in new[] { 1, 3, 4, 6, 7 })
            answer[i].ShouldBe(0, 1e-12);
        answer[5].ShouldNotBe(0);
    }

    [Fact]
    public void Explain_OnePeakThatCounts_IsFoundWithASmallBudget()
    {
        var spectrum = Enumerable
            .Range(0, 2631)
            .Select(i =>
                (float)(1 + 5 * Math.Exp(-0.5 * Math.Pow((i - 700) / 4.0, 2)) + 3 * Math.Exp(-0.5 * Math.Pow((i - 1900) / 4.0, 2)))
            )
            .ToArray();
        static double Peak(float[] x) => Math.Tanh(x[690..711].Sum() / 40);
        var answer = BandShap.Explain(
            Scorer(Peak),
            spectrum,
            SpectrumBackground.Constant(2631, 1),
            new BandShapOptions { MaximumEvaluations = 100 }
        );
        var inside = Enumerable.Range(685, 31).Sum(i => answer.Values.Span[i]);
        inside.ShouldBeGreaterThan(0.9 * (answer.Score - answer.BaseScore));
    }

    [Fact]
    public void Explain_CutsAtMinima_NotThroughPeaks()
    {
        // Peaks every 16 points, valleys between them: with cuts in the middle the first cut would tear the peak at 32.
        var spectrum = Enumerable.Range(0, 64).Select(i => (float)Math.Cos(2 * Math.PI * i / 16)).ToArray();
        var answer = BandShap.Explain(
            Scorer(x => x.Sum()),
            spectrum,
            SpectrumBackground.Constant(64),
            new BandShapOptions { MaximumEvaluations = 4 }
        );
        answer.Bands.Length.ShouldBe(2);
        (answer.Bands[1].Start % 16).ShouldBe(8);
    }

    [Fact]
    public void Explain_BudgetBelowTheLeast_Throws()
    {
        var background = SpectrumBackground.OfSpectra(new FeatureTable(Values(20, 1), 4));
        Should.Throw<ArgumentException>(() =>
            BandShap.Explain(Scorer(Interacting), Values(4, 2), background, new BandShapOptions { MaximumEvaluations = 5 })
        );
        Should.Throw<ArgumentException>(() => BandShap.Explain(Scorer(Interacting), Values(5, 2), background));
        Should.Throw<ArgumentException>(() => BandShap.Explain(Scorer(Interacting), [], background));
    }

    [Fact]
    public void Explain_ScoreNotFinite_SaysSo() =>
        Should.Throw<InvalidOperationException>(() =>
            BandShap.Explain(Scorer(_ => double.NaN), Values(5, 2), SpectrumBackground.StraightLines)
        );

    internal static SpectrumScorer Scorer(Func<float[], double> score) =>
        rows => [.. Enumerable.Range(0, rows.Rows).Select(i => score(rows.Row(i).ToArray()))];

    internal static float[] Values(int count, int seed)
    {
        var random = new RandomSource((ulong)seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)random.NextNormal())];
    }

    private static SpectrumScorer Counted(Func<float[], double> score, Action count) =>
        Scorer(x =>
        {
            count();
            return score(x);
        });

    private static double Interacting(float[] x)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
            sum +=
                Math.Sin(i + 1) * x[i]
                + 0.3 * x[i] * x[(i * 3 + 1) % x.Length]
                + 0.1 * x[i] * x[(i + 1) % x.Length] * x[(i + 2) % x.Length];
        return sum;
    }

    /// <summary>
    /// Owen values by their definition: the mean over all ways in which the neighbour halves of a point's bands are hidden or shown.
    /// </summary>
    private static double[] Owen(float[] spectrum, float[] reference)
    {
        var values = new double[spectrum.Length];
        for (var point = 0; point < values.Length; point++)
        {
            var neighbours = Neighbours(0, values.Length, point);
            for (var choice = 0; choice < 1 << neighbours.Count; choice++)
            {
                var without = (float[])reference.Clone();
                for (var k = 0; k < neighbours.Count; k++)
                    if ((choice >> k & 1) == 1)
                        spectrum.AsSpan(neighbours[k].Start..neighbours[k].End).CopyTo(without.AsSpan(neighbours[k].Start));
                var with = (float[])without.Clone();
                with[point] = spectrum[point];
                values[point] += (Interacting(with) - Interacting(without)) / (1 << neighbours.Count);
            }
        }

        return values;
    }

    private static List<(int Start, int End)> Neighbours(int start, int end, int point)
    {
        if (end - start == 1)
            return [];
        var middle = (start + end) / 2;
        return point < middle ? [(middle, end), .. Neighbours(start, middle, point)] : [(start, middle), .. Neighbours(middle, end, point)];
    }
}
