using Debye.Learning;
using Debye.Learning.Baselines;
using Debye.Learning.OpenSet;
using Debye.Learning.Tables;
using Debye.Learning.Trees;

namespace Debye.Bench;

/// <summary>
/// Detectors of unknown materials side by side: prompt-gamma spectra of ten known and three unknown classes, 20 random splits, no network.
/// </summary>
/// <remarks>
/// spectra-open-set. The data are taken from the folder named by DEBYE_SHARED (data/spectra/pgaa). Features: 2,631 bins to sum 1, logarithm
/// of at least 1e-7, means of 224 segments. Logits: logarithms of the probabilities of logistic regression. Detectors see known training
/// samples alone.
/// </remarks>
internal static class SpectraOpenSetBench
{
    private const int Segments = 224;
    private const int Splits = 20;
    private const int Folds = 10;

    public static int Run(string[] args)
    {
        if (args.Length > 0 || Environment.GetEnvironmentVariable("DEBYE_SHARED") is not { Length: > 0 } shared)
        {
            Console.Error.WriteLine("spectra-open-set takes no arguments and needs DEBYE_SHARED, the folder of the reference data");
            return 2;
        }

        var (features, materials, folders, isKnown) = Read(shared);
        string[] classes = [.. materials.Where((_, i) => isKnown[i]).Distinct().Order(StringComparer.Ordinal)];
        int[] known = [.. Enumerable.Range(0, materials.Length).Where(i => isKnown[i])];
        var unknown = Table(features, [.. Enumerable.Range(0, materials.Length).Where(i => !isKnown[i])]);
        var results = new Dictionary<string, List<DetectorFigures>>(StringComparer.Ordinal);
        for (var split = 0; split < Splits; split++)
        {
            var (train, test) = PgaaSpectra.Split(known, materials, (ulong)split);
            int[] labels = [.. train.Select(i => Array.IndexOf(classes, materials[i]))];
            var table = Table(features, train);
            var logits = new LogProbabilities(
                LogisticRegression.Train(
                    TreeExamples.ForClasses(table, labels, classes.Length),
                    new LogisticRegressionOptions { Penalty = 1e-2 }
                )
            );
            int[] groups = [.. train.Select(i => Array.IndexOf(folders, folders[i]))];
            foreach (var (name, options) in new[] { 0.001, 0.01, 0.05 }.SelectMany(Detectors))
            {
                var view = options.Input == DetectorInput.Features ? new FeaturesThemselves(Segments) : (IRepresentation)logits;
                var examples = new OpenSetExamples(view.Represent(table), labels, classes.Length);
                Add(name, options.FitCrossed(examples, Folds, (ulong)split), view);
                if (options is NearestNeighbourOptions)
                    Add(
                        name.Replace(" |", ", folders left out whole |", StringComparison.Ordinal),
                        options.FitGrouped(examples, groups, (ulong)split),
                        view
                    );
            }

            void Add(string name, OpenSetDetector detector, IRepresentation view)
            {
                if (!results.TryGetValue(name, out var list))
                    results[name] = list = [];
                list.Add(DetectorComparison.Judge(detector, view.Represent(Table(features, test)), view.Represent(unknown)));
            }
        }

        Report(results);
        Console.WriteLine();
        LeaveFoldersOut(features, materials, folders, known, classes);
        return 0;
    }

    private static IEnumerable<(string Name, DetectorOptions Options)> Detectors(double significance)
    {
        var at = FormattableString.Invariant($"| {significance}");
        foreach (var axes in new[] { 5, 10, 20, 50 })
            yield return ($"DIME, {axes} axes {at}", new DimeOptions { Axes = axes, Significance = significance });
        yield return ($"nearest neighbour {at}", new NearestNeighbourOptions { Significance = significance });
        yield return ($"third neighbour {at}", new NearestNeighbourOptions { Neighbour = 3, Significance = significance });
        yield return ($"Mahalanobis {at}", new MahalanobisOptions { Significance = significance });
        yield return ($"conformal, pooled {at}", new ConformalOptions { IsClassConditional = false, Significance = significance });
        yield return ($"conformal, by class {at}", new ConformalOptions { Significance = significance });
        yield return ($"largest probability (logistic regression) {at}", new SoftmaxOptions { Significance = significance });
        yield return ($"OpenMax (logistic regression) {at}", new OpenMaxOptions { Significance = significance });
    }

    /// <summary>
    /// Whole sample folders of the two classes that have several are left out: how much of a known material that was never measured is
    /// accepted.
    /// </summary>
    private static void LeaveFoldersOut(float[][] features, string[] materials, string[] folders, int[] known, string[] classes)
    {
        string[] several =
        [
            .. known
                .GroupBy(i => materials[i], StringComparer.Ordinal)
                .Where(group => group.Select(i => folders[i]).Distinct().Count() > 1)
                .SelectMany(group => group.Select(i => folders[i]))
                .Distinct(),
        ];
        Console.WriteLine(
            "| folder left out | class | spectra | accepted by nearest neighbour | the same, folders left out whole | third "
                + "neighbour | Mahalanobis | DIME, 20 axes |"
        );
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (var folder in several)
        {
            int[] train = [.. known.Where(i => folders[i] != folder)],
                test = [.. known.Where(i => folders[i] == folder)];
            var examples = new OpenSetExamples(
                SampleTable.From(Table(features, train)),
                [.. train.Select(i => Array.IndexOf(classes, materials[i]))],
                classes.Length
            );
            DetectorOptions nearest = new NearestNeighbourOptions { Significance = 0.001 };
            DetectorOptions[] others = [new NearestNeighbourOptions { Neighbour = 3 }, new MahalanobisOptions(), new DimeOptions()];
            OpenSetDetector[] detectors =
            [
                nearest.Fit(examples),
                nearest.FitGrouped(examples, [.. train.Select(i => Array.IndexOf(folders, folders[i]))], 1),
                .. others.Select(options => (options with { Significance = 0.001 }).FitCrossed(examples, Folds, 1)),
            ];
            var table = SampleTable.From(Table(features, test));
            var accepted = detectors.Select(detector => Enumerable.Range(0, test.Length).Count(i => detector.Accepts(table.Row(i))));
            Console.WriteLine($"| {folder} | {materials[test[0]]} | {test.Length} | {string.Join(" | ", accepted)} |");
        }
    }

    private static void Report(Dictionary<string, List<DetectorFigures>> results)
    {
        Console.WriteLine("| detector | α | known accepted, mean (worst split) | unknown refused, mean (worst split) | area under ROC |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (var (name, list) in results)
            Console.WriteLine(
                $"| {name} | {list.Average(f => f.KnownAccepted):f4} ({list.Min(f => f.KnownAccepted):f3}) | "
                    + $"{list.Average(f => f.UnknownRejected):f4} ({list.Min(f => f.UnknownRejected):f3}) | "
                    + $"{list.Average(f => f.RankArea):f4} |"
            );
    }

    private static (float[][] Features, string[] Materials, string[] Folders, bool[] IsKnown) Read(string shared)
    {
        var spectra = PgaaSpectra.Read(shared);
        var features = spectra.Logarithms.Select(bins =>
            Enumerable
                .Range(0, Segments)
                .Select(j => (float)bins[(j * PgaaSpectra.Bins / Segments)..((j + 1) * PgaaSpectra.Bins / Segments)].Average())
                .ToArray()
        );
        return ([.. features], spectra.Materials, spectra.Folders, spectra.IsKnown);
    }

    private static FeatureTable Table(float[][] features, IReadOnlyList<int> rows) =>
        new(rows.SelectMany(i => features[i]).ToArray(), Segments);
}
