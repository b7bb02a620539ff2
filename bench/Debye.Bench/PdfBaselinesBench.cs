using System.Diagnostics;
using System.Globalization;
using Debye.Learning;
using Debye.Learning.Baselines;
using Debye.Learning.Metrics;
using Debye.Learning.Tables;
using Debye.Learning.Techniques.Pdf;
using Debye.Learning.Trees;
using Debye.Techniques.Pdf;

namespace Debye.Bench;

/// <summary>
/// Space group from G(r) by every baseline, on the two fixed splits of the synthetic set, beside the numbers of its reference.
/// </summary>
/// <remarks>
/// pdf-baselines SHARED [THREADS [NAME]]: SHARED is the folder of the reference data; NAME limits the run to baselines whose name contains
/// it.
/// </remarks>
internal static class PdfBaselinesBench
{
    private const ulong Seed = 0;

    private static StretchSearch Stretch { get; } =
        new() { First = PdfGrid.SpaceGroupNetwork.FirstAngstrom, Last = PdfGrid.SpaceGroupNetwork.LastAngstrom };

    public static int Run(string[] args)
    {
        if (args.Length is < 1 or > 3)
        {
            Console.Error.WriteLine("usage: pdf-baselines SHARED [THREADS [NAME]]");
            return 2;
        }

        var threads = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1;
        var (data, reference) = (Path.Combine(args[0], "data", "pdf"), Path.Combine(args[0], "reference", "pdf"));
        var set = PdfDataset.Read(Path.Combine(data, "synthetic_x.csv.gz"), Path.Combine(data, "synthetic_y.csv"));
        var chosen = Baselines(threads)
            .Where(item => args.Length < 3 || item.Name.Contains(args[2], StringComparison.OrdinalIgnoreCase))
            .ToArray();
        Report(
            "random split",
            set,
            PdfSplit.Read(Path.Combine(reference, "split_synthetic_seed0.json.gz"), set),
            chosen,
            threads,
            item => item.Random
        );
        Report(
            "split by prototype",
            set,
            PdfSplit.Read(Path.Combine(reference, "split_prototype_seed0.json.gz"), set),
            chosen,
            threads,
            item => item.Prototype
        );
        return 0;
    }

    private static Baseline[] Baselines(int threads)
    {
        var logistic = new LogisticRegressionOptions { Threads = threads };
        var forest = new RandomForestOptions
        {
            Trees = 300,
            Threads = threads,
            Seed = Seed,
        };
        var extra = RandomForestOptions.ExtraTrees with { Trees = 300, Threads = threads, Seed = Seed };
        Func<TreeExamples, IClassifier> Near(NearestNeighboursOptions options) => examples => NearestNeighbours.Train(examples, options);
        var each = new NearestNeighboursOptions { Votes = NeighbourVotes.NearestOfEachClass };
        return
        [
            new("majority class", MajorityClass.Train, "0.337", ""),
            new("logistic regression", examples => LogisticRegression.Train(examples, logistic), "0.399 0.628 0.301", ""),
            new(
                "logistic, balanced",
                examples => LogisticRegression.Train(examples, logistic with { BalanceClasses = true }),
                "0.344 0.574 0.377",
                ""
            ),
            new("random forest, 300", examples => RandomForest.Train(examples, forest), "", ""),
            new("extra trees, 300", examples => RandomForest.Train(examples, extra), "0.494 0.721 0.380", ""),
            new(
                "5-NN, standardised",
                Near(new() { Neighbours = 5, Metric = NeighbourMetric.StandardisedEuclidean }),
                "0.492 0.716 0.466",
                ""
            ),
            new("5-NN, Pearson", Near(new() { Neighbours = 5 }), "0.508 0.732 0.505", ""),
            new("1-NN, Pearson", Near(new()), "0.541 0.684 0.555", ""),
            new("1-NN of each class", Near(each), "", "0.340 0.595"),
            new("1-NN, stretch search", Near(each with { Stretch = Stretch }), "0.681 0.823", "0.393 0.638"),
            new("5-NN, stretch search", Near(new() { Neighbours = 5, Stretch = Stretch }), "", ""),
            new(
                "MiniRocket",
                examples => MiniRocketClassifier.Train(examples, new MiniRocketOptions { Threads = threads, Seed = Seed }),
                "",
                ""
            ),
        ];
    }

    private static void Report(
        string name,
        PdfDataset set,
        PdfSplit split,
        Baseline[] baselines,
        int threads,
        Func<Baseline, string> reference
    )
    {
        var (train, test, truth) = (set.Examples(split.TrainAndValidation), set.Features([.. split.Test]), set.LabelsOf([.. split.Test]));
        string[] labels = [.. set.Classes.Select(group => $"{group}")];
        Console.WriteLine(
            $"{name}: {train.Features.Rows} curves to learn from, {test.Rows} to test; threads {threads}; intervals 95 %, 1000 draws"
        );
        Console.WriteLine($"{"", -21} {"accuracy", -20}  {"top-2", -20}  {"macro recall", -20}  train s  test s  reference");
        foreach (var baseline in baselines)
        {
            var start = Stopwatch.GetTimestamp();
            var model = baseline.Train(train);
            var training = Stopwatch.GetElapsedTime(start).TotalSeconds;
            start = Stopwatch.GetTimestamp();
            var probabilities = model.Predict(test, threads);
            var testing = Stopwatch.GetElapsedTime(start).TotalSeconds;
            var figures = Bootstrap.Intervals(
                probabilities,
                truth,
                labels,
                report => [report.Accuracy.Value, report.TopK[2].Value, report.MacroRecall],
                1,
                1000,
                2
            );
            Console.WriteLine(
                $"{baseline.Name, -21} {figures[0], -20}  {figures[1], -20}  {figures[2], -20}  {training, 7:f2} {testing, 7:f2} "
                    + $" {reference(baseline)}{Note(model)}"
            );
        }
    }

    private static string Note(IClassifier model) =>
        model switch
        {
            LogisticRegression own => $" ({own.Iterations} iterations{(own.Converged ? "" : ", not converged")})",
            MiniRocketClassifier { Head: RidgeClassifier head } own =>
                $" ({own.Features.FeatureCount} features, penalty {head.Penalty}, temperature {head.Temperature:f3})",
            _ => "",
        };

    /// <summary>A baseline, and accuracy, top-2 and macro recall of the reference where it has them.</summary>
    private sealed record Baseline(string Name, Func<TreeExamples, IClassifier> Train, string Random, string Prototype);
}
