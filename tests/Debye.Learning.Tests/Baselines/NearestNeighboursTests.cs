using Debye.Learning.Baselines;
using Debye.Learning.Tables;
using Debye.Learning.Techniques.Pdf;
using Debye.Learning.Trees;
using Debye.Techniques.Pdf;

namespace Debye.Learning.Tests.Baselines;

public sealed class NearestNeighboursTests
{
    private static readonly StretchSearch Search = new()
    {
        First = 1,
        Last = 20,
        Range = 0.1,
        Step = 0.02,
    };

    public static TheoryData<NeighbourMetric, bool, int> Cases() =>
        new()
        {
            { NeighbourMetric.Pearson, false, 1 },
            { NeighbourMetric.Pearson, false, 4 },
            { NeighbourMetric.Pearson, true, 3 },
            { NeighbourMetric.StandardisedEuclidean, false, 5 },
        };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Nearest_AnyMetric_AsOnePairAtATime(NeighbourMetric metric, bool stretch, int count)
    {
        var (train, test) = (BaselineData.Peaks(70, 1), BaselineData.Peaks(330, 2).Features);
        var model = NearestNeighbours.Train(train, new NearestNeighboursOptions { Metric = metric, Stretch = stretch ? Search : null });
        var found = model.Nearest(test, count, threads: 2);
        model.Nearest(test, count).ShouldBe(found);
        for (var i = 0; i < test.Rows; i++)
        {
            var plain = Enumerable
                .Range(0, 70)
                .Select(row => (Row: row, Pair: PlainDistance(train.Features, row, test.Row(i).ToArray(), metric, stretch)))
                .OrderBy(item => item.Pair.Distance)
                .Take(count)
                .ToArray();
            for (var k = 0; k < count; k++)
            {
                found[i * count + k].Distance.ShouldBe(plain[k].Pair.Distance, 1e-4);
                if (found[i * count + k].Row == plain[k].Row)
                    found[i * count + k].Stretch.ShouldBe(plain[k].Pair.Stretch, 1e-12);
            }

            found[i * count].Row.ShouldBe(plain[0].Row);
        }
    }

    [Fact]
    public void Nearest_StretchedCurve_FindsItsOrigin()
    {
        var train = BaselineData.Peaks(30, 3);
        var original = train.Features.Row(13).ToArray();
        var stretched = new float[original.Length];
        Search.Resample(original, 1 / 1.06, stretched);
        for (var p = 0; p < 4; p++)
            stretched[p] = original[p];
        var found = NearestNeighbours
            .Train(train, new NearestNeighboursOptions { Stretch = Search })
            .Nearest(new FeatureTable(stretched, original.Length), 1)[0];
        found.Row.ShouldBe(13);
        found.Stretch.ShouldBe(1.06, 0.021);
    }

    [Fact]
    public void Predict_ScaledAndShiftedCurve_SameByCorrelation()
    {
        var (train, test) = (BaselineData.Peaks(60, 4), BaselineData.Peaks(20, 5).Features);
        var bent = new FeatureTable(test.Values.ToArray().Select(value => 7 * value - 3).ToArray(), test.Columns);
        foreach (var votes in Enum.GetValues<NeighbourVotes>())
        {
            var model = NearestNeighbours.Train(train, new NearestNeighboursOptions { Neighbours = 5, Votes = votes });
            model.Predict(bent).ShouldBe(model.Predict(test), 1e-4);
        }
    }

    [Fact]
    public void Predict_TrainingExample_DecidesAlone()
    {
        var train = BaselineData.Peaks(60, 6);
        foreach (
            var (metric, stretch) in new (NeighbourMetric, StretchSearch?)[]
            {
                (NeighbourMetric.Pearson, null),
                (NeighbourMetric.Pearson, Search),
                (NeighbourMetric.StandardisedEuclidean, null),
            }
        )
        foreach (var votes in Enum.GetValues<NeighbourVotes>())
        {
            var model = NearestNeighbours.Train(
                train,
                new NearestNeighboursOptions
                {
                    Neighbours = 3,
                    Metric = metric,
                    Stretch = stretch,
                    Votes = votes,
                }
            );
            BaselineData.Accuracy(model, train).ShouldBe(1);
        }
    }

    [Fact]
    public void Predict_OneNeighbour_BothRulesAgreeInTheFirst()
    {
        var (train, test) = (BaselineData.Peaks(60, 7), BaselineData.Peaks(200, 8).Features);
        var all = NearestNeighbours.Train(train, new NearestNeighboursOptions()).Predict(test);
        var each = NearestNeighbours.Train(train, new NearestNeighboursOptions { Votes = NeighbourVotes.NearestOfEachClass }).Predict(test);
        for (var i = 0; i < test.Rows; i++)
        {
            all.AsSpan(3 * i, 3).ToArray().Count(p => p == 1).ShouldBe(1);
            Array
                .IndexOf(all[(3 * i)..(3 * i + 3)], 1)
                .ShouldBe(Array.IndexOf(each[(3 * i)..(3 * i + 3)], each[(3 * i)..(3 * i + 3)].Max()));
            each.AsSpan(3 * i, 3).ToArray().ShouldAllBe(p => p > 0);
        }
    }

    [Fact]
    public void Predict_ConstantCurvesAndEmptyClasses_AreFine()
    {
        var train = TreeExamples.ForClasses(new FeatureTable(new float[] { 1, 1, 1, 0, 1, 2 }, 3), [0, 2], 4);
        foreach (var votes in Enum.GetValues<NeighbourVotes>())
        {
            var model = NearestNeighbours.Train(train, new NearestNeighboursOptions { Neighbours = 9, Votes = votes });
            var answer = model.Predict(new FeatureTable(new float[] { 5, 5, 5, 1, 2, 4 }, 3));
            answer.ShouldAllBe(p => p >= 0 && p <= 1);
            answer.Chunk(4).ShouldAllBe(row => Math.Abs(row.Sum() - 1) < 1e-5 && row[1] == 0 && row[3] == 0);
            answer[6].ShouldBeGreaterThan(answer[4]);
        }
    }

    [Fact]
    public void Train_WrongOptions_Throws()
    {
        var train = BaselineData.Peaks(9, 9);
        foreach (
            var options in new[]
            {
                new NearestNeighboursOptions { Neighbours = 0 },
                new NearestNeighboursOptions { Metric = NeighbourMetric.StandardisedEuclidean, Stretch = Search },
                new NearestNeighboursOptions { Stretch = Search with { Range = 0.7 } },
                new NearestNeighboursOptions { Stretch = Search with { Step = 0 } },
                new NearestNeighboursOptions { Stretch = Search with { Last = 1 } },
                new NearestNeighboursOptions { Stretch = Search with { First = 19.9, Range = 0.5 } },
            }
        )
            Should.Throw<ArgumentException>(() => NearestNeighbours.Train(train, options));
        Should.Throw<ArgumentOutOfRangeException>(() =>
            NearestNeighbours.Train(train, new NearestNeighboursOptions()).Nearest(train.Features, 10)
        );
    }

    [Fact]
    public void Predict_ReferenceSplits_ReachTheReferenceNumbers()
    {
        // Tolerances: half a unit of the last printed digit without stretches; 0.005 with them, where the treatment of
        // the ends counts. Stretches take half a minute a split: the benchmark pdf-baselines calculates the other one.
        var stretch = new StretchSearch { First = PdfGrid.SpaceGroupNetwork.FirstAngstrom, Last = PdfGrid.SpaceGroupNetwork.LastAngstrom };
        var plain = new NearestNeighboursOptions { Votes = NeighbourVotes.NearestOfEachClass };
        foreach (
            var (split, options, top1, top2, tolerance) in new[]
            {
                (BaselineData.RandomSplit, new NearestNeighboursOptions(), 0.541, 0.684, 0.0006),
                (BaselineData.RandomSplit, new NearestNeighboursOptions { Neighbours = 5 }, 0.508, 0.732, 0.0006),
                (
                    BaselineData.RandomSplit,
                    new NearestNeighboursOptions { Neighbours = 5, Metric = NeighbourMetric.StandardisedEuclidean },
                    0.492,
                    0.716,
                    0.0006
                ),
                (BaselineData.PrototypeSplit, plain, 0.340, 0.595, 0.0006),
                (BaselineData.PrototypeSplit, plain with { Stretch = stretch }, 0.393, 0.638, 0.005),
            }
        )
        {
            var (train, test, truth, _) = BaselineData.Pdf(split);
            var probabilities = NearestNeighbours.Train(train, options).Predict(test, threads: 2);
            BaselineData.Top(probabilities, truth, 1).ShouldBe(top1, tolerance, $"{split} {options}");
            BaselineData.Top(probabilities, truth, 2).ShouldBe(top2, tolerance, $"{split} {options}");
        }
    }

    /// <summary>The plain twin: one pair, in double precision.</summary>
    private static (double Distance, double Stretch) PlainDistance(
        FeatureTable train,
        int row,
        float[] curve,
        NeighbourMetric metric,
        bool stretch
    )
    {
        var example = train.Row(row).ToArray().Select(value => (double)value).ToArray();
        if (metric == NeighbourMetric.StandardisedEuclidean)
            return (Math.Sqrt(Enumerable.Range(0, curve.Length).Sum(p => Math.Pow((curve[p] - example[p]) / Deviation(train, p), 2))), 1);
        var best = (Distance: double.PositiveInfinity, Stretch: 1.0);
        foreach (var factor in stretch ? Search.Factors() : [1.0])
        {
            var (read, own) = (new List<double>(), new List<double>());
            for (var p = 0; p < curve.Length; p++)
            {
                var step = (Search.Last - Search.First) / (curve.Length - 1);
                var at = ((Search.First + p * step) * factor - Search.First) / step;
                if (at < -1e-9 || at > curve.Length - 1 + 1e-9)
                    continue;
                var below = Math.Clamp((int)Math.Floor(at), 0, curve.Length - 2);
                read.Add(curve[below] + (at - below) * (curve[below + 1] - curve[below]));
                own.Add(example[p]);
            }

            var distance = Math.Sqrt(Math.Max(0, 2 - 2 * MathNet.Numerics.Statistics.Correlation.Pearson(read, own)));
            if (distance < best.Distance)
                best = (distance, factor);
        }

        return best;
    }

    private static double Deviation(FeatureTable table, int column) =>
        MathNet.Numerics.Statistics.Statistics.PopulationStandardDeviation(
            Enumerable.Range(0, table.Rows).Select(row => (double)table.Row(row)[column])
        );
}
