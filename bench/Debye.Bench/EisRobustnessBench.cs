using System.Globalization;
using Debye.Learning.Metrics;
using Debye.Learning.Tables;
using Debye.Learning.Techniques.Eis;
using Debye.Learning.Trees;
using Debye.Numerics;
using Debye.Techniques.Eis;
using Debye.Techniques.Eis.Sampling;

namespace Debye.Bench;

/// <summary>Accuracy of single methods against noise, each trained anew at every level: what the shipped model is compared with.</summary>
/// <remarks>
/// Noise is proportional to each part, its level known to the simulation alone. Boosting stops early on spectra of other parameter rows.
/// </remarks>
internal static class EisRobustnessBench
{
    private const int PerClass = 450;
    private const int ValidationPerClass = 60;
    private static readonly GradientBoostingOptions Boosting = new()
    {
        Rounds = 600,
        LearningRate = 0.08,
        MaxDepth = 6,
        RowFraction = 0.7,
        ColumnFraction = 0.3,
        EarlyStoppingRounds = 30,
        Threads = Environment.ProcessorCount,
    };

    public static int Run(string[] args)
    {
        if (args.Length is < 2 or > 3)
        {
            Console.Error.WriteLine("usage: eis-robustness TEST.jsonl.gz TRAIN.csv.gz [LEVELS]");
            return 2;
        }

        var items = AutoEcmFiles.ReadSpectra(args[0]);
        var (rows, others) = new AutoEcmRowSet(AutoEcmFiles.ReadParameters(args[1])).Split(0.1, 1);
        Console.WriteLine(
            $"accuracy and macro-F1 on {items.Count} spectra; each method trained on {9 * PerClass} simulations of that level"
        );
        foreach (var text in (args.Length > 2 ? args[2] : "0,0.001,0.003,0.01,0.03").Split(','))
        {
            var level = double.Parse(text, CultureInfo.InvariantCulture);
            var noisy = items
                .Select(
                    (item, i) =>
                        item with
                        {
                            Spectrum = EisDisturbance.Apply(
                                item.Spectrum,
                                new EisOptions { NoiseLevel = level, NoiseKind = EisNoise.Proportional },
                                new RandomSource(7, (ulong)i).NextBits()
                            ),
                        }
                )
                .ToArray();
            var (training, validation, test) = (
                Parts(Draw(rows, level, PerClass, 11)),
                Parts(Draw(others, level, ValidationPerClass, 12)),
                Parts(noisy)
            );
            Report(level, "smallest BIC of the nine fits", SmallestBic(test.Fits), test.Fits.Labels);
            Report(level, "forest on 60 interpolated values", Forest(training.Plain, test.Plain), test.Plain.Labels);
            Report(
                level,
                "boosting on the series",
                Boosted(training.Series, validation.Series, test.Series, _ => true),
                test.Series.Labels
            );
            Report(
                level,
                "boosting on deviations of fits",
                Boosted(training.Fits, validation.Fits, test.Fits, IsDeviation),
                test.Fits.Labels
            );
            Report(
                level,
                "boosting on fitted parameters",
                Boosted(
                    training.Fits,
                    validation.Fits,
                    test.Fits,
                    name => name.Contains(".arc", StringComparison.Ordinal) || name.Contains(".plain", StringComparison.Ordinal)
                ),
                test.Fits.Labels
            );
            Report(level, "boosting on all of the fits", Boosted(training.Fits, validation.Fits, test.Fits, _ => true), test.Fits.Labels);
        }

        return 0;
    }

    private static bool IsDeviation(string name) =>
        name.EndsWith("lnChi", StringComparison.Ordinal)
        || name.EndsWith("lnDeviation", StringComparison.Ordinal)
        || name.EndsWith(".bic", StringComparison.Ordinal);

    private static (EisExamples Fits, EisExamples Series, EisExamples Plain) Parts(IReadOnlyList<LabelledImpedance> items)
    {
        EisExamples Make(string features) => EisExamples.From(items, features, Environment.ProcessorCount);
        return (Make(FitFeatures.Identifier), Make(SeriesFeatures.Identifier), Make(InterpolatedFeatures.Identifier));
    }

    private static LabelledImpedance[] Draw(AutoEcmRowSet rows, double level, int perClass, ulong seed)
    {
        var disturbances =
            level > 0
                ? new EisDisturbanceRanges
                {
                    NoiseFreeShare = 0,
                    LowestNoise = level,
                    HighestNoise = level,
                    ProportionalShare = 1,
                    UnitShare = 0,
                }
                : null;
        var simulator = new AutoEcmSimulator(rows, new AutoEcmSimulatorOptions { Jitter = 0.1, Disturbances = disturbances });
        var labels = rows.Labels;
        return
        [
            .. Enumerable
                .Range(0, perClass * labels.Length)
                .Select(i =>
                {
                    var random = new RandomSource(seed, (ulong)i);
                    return simulator.Draw(labels[i % labels.Length], ref random);
                }),
        ];
    }

    private static float[] SmallestBic(EisExamples test)
    {
        var names = EisFeatures.Create(FitFeatures.Identifier).Names;
        int[] columns = [.. Enumerable.Range(0, EisCircuitClass.Names.Length).Select(k => names.IndexOf($"{k}.bic"))];
        var answers = new float[test.Count * columns.Length];
        for (var i = 0; i < test.Count; i++)
        for (var k = 0; k < columns.Length; k++)
            answers[i * columns.Length + k] = -test.Features.Row(i)[columns[k]];
        return answers;
    }

    private static float[] Forest(EisExamples training, EisExamples test) =>
        RandomForest
            .Train(
                Examples(training.Features, training.Labels),
                new RandomForestOptions { Trees = 300, Threads = Environment.ProcessorCount }
            )
            .Predict(test.Features, Environment.ProcessorCount);

    private static float[] Boosted(EisExamples training, EisExamples validation, EisExamples test, Predicate<string> wanted)
    {
        var id =
            training.Features.Columns == EisFeatures.Create(FitFeatures.Identifier).Names.Length
                ? FitFeatures.Identifier
                : SeriesFeatures.Identifier;
        int[] columns =
        [
            .. EisFeatures.Create(id).Names.Select((name, i) => (name, i)).Where(pair => wanted(pair.name)).Select(pair => pair.i),
        ];
        var model = GradientBoosting.Train(
            Examples(Chosen(training.Features, columns), training.Labels),
            Boosting,
            Examples(Chosen(validation.Features, columns), validation.Labels)
        );
        return model.Predict(Chosen(test.Features, columns), Environment.ProcessorCount);
    }

    private static TreeExamples Examples(FeatureTable features, int[] labels) =>
        TreeExamples.ForClasses(features, labels, EisCircuitClass.Names.Length);

    private static FeatureTable Chosen(FeatureTable table, int[] columns)
    {
        var values = new float[table.Rows * columns.Length];
        for (var i = 0; i < table.Rows; i++)
        for (var k = 0; k < columns.Length; k++)
            values[i * columns.Length + k] = table.Row(i)[columns[k]];
        return new FeatureTable(values, columns.Length);
    }

    private static void Report(double level, string method, float[] scores, int[] labels)
    {
        var classes = EisCircuitClass.Names.Length;
        var (right, pairs) = (0, new int[classes, classes]);
        for (var i = 0; i < labels.Length; i++)
        {
            var row = scores.AsSpan(i * classes, classes);
            var answer = row.IndexOf(System.Numerics.Tensors.TensorPrimitives.Max(row));
            pairs[labels[i], answer]++;
            if (answer == labels[i])
                right++;
        }

        var f1 = Enumerable
            .Range(0, classes)
            .Average(k => 2.0 * pairs[k, k] / Math.Max(1, Enumerable.Range(0, classes).Sum(j => pairs[k, j] + pairs[j, k])));
        Console.WriteLine($"noise {level, -6} {method, -34} accuracy {Interval.Wilson(right, labels.Length)}  macro-F1 {f1:f3}");
    }
}
