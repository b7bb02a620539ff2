using Debye.Learning;
using Debye.Learning.Baselines;
using Debye.Learning.OpenSet;
using Debye.Learning.Tables;
using Debye.Learning.Techniques.Spectra.Images;
using Debye.Learning.Techniques.Spectra.Images.Pretraining;
using Debye.Learning.Trees;
using Debye.Techniques.Spectra.Images;

namespace Debye.Bench;

/// <summary>What frozen bases make of prompt-gamma spectra: classes told apart and unknown ones refused, 20 random splits.</summary>
/// <remarks>
/// spectra-transfer [OWN] [--known-only]. OWN is a folder with a base, models/spectra-base if not given. Data and MobileNets are taken from
/// the folder named by DEBYE_SHARED. Splits and detectors as in spectra-open-set: thresholds from training spectra alone, α = 0.001. With
/// --known-only the three unknown classes are not looked at: every known class in turn takes their place.
/// </remarks>
internal static class SpectraTransferBench
{
    private const int Splits = 20;
    private const int Folds = 10;
    private const double Significance = 0.001;
    private static readonly (string Name, DetectorOptions Options)[] Detectors =
    [
        ("DIME 5", new DimeOptions { Axes = 5, Significance = Significance }),
        ("DIME 10", new DimeOptions { Axes = 10, Significance = Significance }),
        ("DIME 20", new DimeOptions { Axes = 20, Significance = Significance }),
        ("neighbour", new NearestNeighbourOptions { Significance = Significance }),
    ];

    public static int Run(string[] args)
    {
        if (Environment.GetEnvironmentVariable("DEBYE_SHARED") is not { Length: > 0 } shared)
        {
            Console.Error.WriteLine("spectra-transfer needs DEBYE_SHARED, the folder of the reference data");
            return 2;
        }

        var (spectra, knownOnly) = (PgaaSpectra.Read(shared), args.Contains("--known-only"));
        Console.WriteLine(
            "| features | number | nearest neighbour right | logistic regression right | "
                + $"{string.Join(" | ", Detectors.Select(d => d.Name + ": known accepted, unknown refused (ROC area)"))} |"
        );
        Console.WriteLine($"|---|---|---|---|{string.Concat(Enumerable.Repeat("---|", Detectors.Length))}");
        foreach (var (name, features) in Bases(args.FirstOrDefault(arg => !arg.StartsWith('-')) ?? "models/spectra-base", shared))
        {
            var table = features.Represent(spectra.Table(), Environment.ProcessorCount);
            Console.WriteLine($"| {name} | {table.Columns} | {(knownOnly ? JudgeKnown(spectra, table) : Judge(spectra, table))} |");
        }

        return 0;
    }

    private static IEnumerable<(string Name, IRepresentation Features)> Bases(string own, string shared)
    {
        var trained = SpectrumImageBase.Load(own, PgaaSpectra.Bins);
        yield return ("own base, 112 pixels", trained);
        yield return ("own base, 224 pixels", SpectrumImageBase.Load(own, PgaaSpectra.Bins, trained.Image with { Size = 224 }));
        yield return (
            "own base, 112 pixels, summation field",
            SpectrumImageBase.Load(own, PgaaSpectra.Bins, trained.Image with { Field = AngularFieldKind.Summation })
        );
        var recipe = SpectrumPretrainingRecipe.Read(Path.Combine(own, "recipe.json"));
        for (var seed = 101UL; seed < 104; seed++)
            yield return (
                $"the same network, random weights {seed - 100}, 112 pixels",
                new SpectrumImageBase(SpectrumPretraining.Untrained(recipe, seed), trained.Image, PgaaSpectra.Bins)
            );
        if (recipe.Projection is not null)
            yield return (
                "the same network, random weights 1 with the fitted last layer, 112 pixels",
                new SpectrumImageBase(
                    SpectrumPretraining.Untrained(recipe, 101, isProjected: true, Environment.ProcessorCount),
                    trained.Image,
                    PgaaSpectra.Bins
                )
            );
        foreach (
            var (name, size) in new[]
            {
                ("mobilenet_v1_1.0_224_u8", 224),
                ("mobilenet_v1_0.25_128_u8", 128),
                ("mobilenet_v2_1.0_224_u8", 224),
            }
        )
        {
            var path = Path.Combine(shared, "data/spectra/imagenet_base", name);
            yield return (
                $"{name[..^3]}, {size} pixels",
                SpectrumImageBase.Load(
                    path + ".safetensors",
                    path + ".architecture.json",
                    PgaaSpectra.Bins,
                    new SpectrumImageOptions { Size = size }
                )
            );
        }
    }

    private static string Judge(PgaaSpectra spectra, SampleTable table)
    {
        int[] rows = [.. Enumerable.Range(0, table.Rows)],
            known = [.. rows.Where(i => spectra.IsKnown[i])];
        return Describe([
            .. Enumerable
                .Range(0, Splits)
                .Select(split => Judge(spectra, table, known, [.. rows.Where(i => !spectra.IsKnown[i])], (ulong)split)),
        ]);
    }

    /// <summary>Every known class in turn stands for the unknown ones, two splits each.</summary>
    private static string JudgeKnown(PgaaSpectra spectra, SampleTable table)
    {
        int[] all = [.. Enumerable.Range(0, table.Rows).Where(i => spectra.IsKnown[i])];
        var figures = spectra
            .Materials.Where((_, i) => spectra.IsKnown[i])
            .Distinct()
            .SelectMany(left =>
                new[] { 0UL, 1UL }.Select(split =>
                    Judge(
                        spectra,
                        table,
                        [.. all.Where(i => spectra.Materials[i] != left)],
                        [.. all.Where(i => spectra.Materials[i] == left)],
                        split
                    )
                )
            );
        return Describe([.. figures]);
    }

    private static (double Neighbour, double Regression, DetectorFigures[] Detectors) Judge(
        PgaaSpectra spectra,
        SampleTable table,
        int[] known,
        int[] unknown,
        ulong split
    )
    {
        string[] classes = [.. known.Select(i => spectra.Materials[i]).Distinct().Order(StringComparer.Ordinal)];
        var (train, test) = PgaaSpectra.Split(known, spectra.Materials, split);
        int[] labels = Labels(train),
            expected = Labels(test);
        var (inputs, others) = (table.Select(train), table.Select(test));
        var regression = LogisticRegression.Train(
            TreeExamples.ForClasses(Narrow(inputs), labels, classes.Length),
            new LogisticRegressionOptions { Penalty = 1e-2 }
        );
        var answers = regression.Predict(Narrow(others));
        var right = Enumerable.Range(0, test.Length).Count(i => Largest(answers.AsSpan(i * classes.Length, classes.Length)) == expected[i]);
        var near = Enumerable.Range(0, test.Length).Count(i => labels[Nearest(inputs, others.Row(i))] == expected[i]);
        var examples = new OpenSetExamples(inputs, labels, classes.Length);
        var figures = Detectors.Select(d =>
            DetectorComparison.Judge(d.Options.FitCrossed(examples, Folds, split), others, table.Select(unknown))
        );
        return ((double)near / test.Length, (double)right / test.Length, [.. figures]);

        int[] Labels(int[] rows) => [.. rows.Select(i => Array.IndexOf(classes, spectra.Materials[i]))];
    }

    private static string Describe((double Neighbour, double Regression, DetectorFigures[] Detectors)[] splits)
    {
        var detectors = Enumerable
            .Range(0, Detectors.Length)
            .Select(d =>
                $"{splits.Average(s => s.Detectors[d].KnownAccepted):f4}, "
                + $"{splits.Average(s => s.Detectors[d].UnknownRejected):f4} ({splits.Average(s => s.Detectors[d].RankArea):f4})"
            );
        return $"{splits.Average(s => s.Neighbour):f4} | {splits.Average(s => s.Regression):f4} | {string.Join(" | ", detectors)}";
    }

    private static FeatureTable Narrow(SampleTable table) =>
        new(table.Values.ToArray().Select(value => (float)value).ToArray(), table.Columns);

    private static int Largest(ReadOnlySpan<float> values) => System.Numerics.Tensors.TensorPrimitives.IndexOfMax(values);

    private static int Nearest(SampleTable training, ReadOnlySpan<double> row)
    {
        var (nearest, least) = (0, double.PositiveInfinity);
        for (var i = 0; i < training.Rows; i++)
        {
            var distance = System.Numerics.Tensors.TensorPrimitives.Distance(training.Row(i), row);
            if (distance < least)
                (nearest, least) = (i, distance);
        }

        return nearest;
    }
}
