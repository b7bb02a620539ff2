using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Debye.Learning.Techniques.Eis;
using Debye.Numerics;
using Debye.Techniques.Eis;
using Debye.Techniques.Eis.Circuits;
using Debye.Techniques.Eis.Fitting;

namespace Debye.Bench;

/// <summary>
/// Parameters of the AutoECM test spectra by fits of their true circuit, beside the benchmark's regression: accuracy, not speed.
/// </summary>
/// <remarks>
/// Fits get no guess, but 300 random starts beside those read off the data. Limits are those of the training rows, widened threefold.
/// "guarded" is the fitted value where the fit determines it, else the training mean: a regression answers the mean too where it does
/// not know. Not determined: at a limit, without standard error, or with one above half the value (above 0.05 for an exponent). Arcs of the
/// same kind are interchangeable; the labels have them by ascending R·C, and so are the fitted ones put. C1 of RC-RC-RCPE-RCPE is compared
/// with the value that the spectra have.
/// </remarks>
internal static class EisParameterBench
{
    private const double Widened = 3;
    private const int ComposedRows = 900;
    private static readonly CircuitFitOptions Settings = new()
    {
        Starts = 16,
        MaximumIterations = 10_000,
        Tolerance = 1e-13,
        GlobalSearch = GlobalSearch.Multistart,
        GlobalEffort = 300,
    };

    public static int Run(string[] args)
    {
        if (args.Length is < 3 or > 4)
        {
            Console.Error.WriteLine("usage: eis-parameters TEST.jsonl.gz TRAIN.csv.gz PAPER_NUMBERS.json [NOISE]");
            return 2;
        }

        var noise = args.Length > 3 ? double.Parse(args[3], CultureInfo.InvariantCulture) : 0;
        var items = AutoEcmFiles.ReadSpectra(args[0]).Select((item, i) => Noisy(item, noise, i)).ToArray();
        var rows = new AutoEcmRowSet(AutoEcmFiles.ReadParameters(args[1]));
        using var paper = JsonDocument.Parse(File.ReadAllText(args[2]));
        var published = paper
            .RootElement.GetProperty("parameter_regression_test_mae")
            .EnumerateArray()
            .ToDictionary(
                entry => (entry.GetProperty("circuit").GetString()!, entry.GetProperty("param").GetString()!),
                entry => (Mean: entry.GetProperty("mae_dummy").GetDouble(), Trees: entry.GetProperty("mae_xgb").GetDouble())
            );
        Console.WriteLine(
            $"noise {noise}; mean absolute errors; \"trees\" and \"mean\" as published (1865 spectra), \"mean here\": training "
                + "mean on these spectra"
        );
        Console.WriteLine(
            $"{"circuit", -21}{"parameter", -9}{"fit", 11}{"guarded", 11}{"unknown", 8}{"median", 11}"
                + $"{"relative", 10}{"in 95 %", 9}{"trees", 11}{"mean", 11}{"mean here", 11}"
        );
        var (better, betterThanTrees, guarded, guardedThanTrees, count) = (0, 0, 0, 0, 0);
        foreach (var kind in EisCircuitClass.All)
        {
            var own = items.Where(item => item.Label == kind.Name).ToArray();
            var training = TrainingRows(rows, kind);
            var start = Stopwatch.GetTimestamp();
            var results = CircuitFit.FitAll(
                Limited(kind, training),
                [.. own.Select(item => item.Spectrum)],
                Settings,
                Environment.ProcessorCount
            );
            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            foreach (var line in EisParameterTable.Lines(kind, own, results, training))
            {
                var (mean, trees) = published[(kind.Name, line.Parameter)];
                Console.WriteLine(
                    $"{kind.Name, -21}{line.Parameter, -9}{line.Mae, 11:g4}{line.Guarded, 11:g4}"
                        + $"{line.Unknown, 8:f3}{line.Median, 11:g3}"
                        + $"{line.RelativeMedian, 10:g3}{(noise > 0 ? $"{line.Covered:f3}" : "-"), 9}{trees, 11:g4}"
                        + $"{mean, 11:g4}{line.MeanHere, 11:g4}"
                );
                (count, better, betterThanTrees) = (
                    count + 1,
                    better + (line.Mae < mean ? 1 : 0),
                    betterThanTrees + (line.Mae < trees ? 1 : 0)
                );
                (guarded, guardedThanTrees) = (guarded + (line.Guarded < mean ? 1 : 0), guardedThanTrees + (line.Guarded < trees ? 1 : 0));
            }

            var ended = results.GroupBy(result => result.Status).Select(group => $"{group.Key} {group.Count()}");
            Console.WriteLine(
                $"{kind.Name}: {own.Length} fits in {seconds:f1} s; {string.Join(", ", ended)}; relative deviation, median "
                    + $"{Deviations(results)[results.Length / 2]:g2}, 90 % {Deviations(results)[results.Length * 9 / 10]:g2}"
            );
        }

        Console.WriteLine(
            $"fits beat the published mean on {better} of {count} parameters, the published trees on {betterThanTrees}; guarded, "
                + $"{guarded} and {guardedThanTrees}"
        );
        return 0;
    }

    private static double[] Deviations(FitResult[] results) =>
        [.. results.Select(result => Math.Sqrt(result.ChiSquared / Math.Max(1, 2 * result.Points))).Order()];

    private static LabelledImpedance Noisy(LabelledImpedance item, double noise, int index)
    {
        var random = new RandomSource(1, (ulong)index);
        return noise > 0
            ? item with
            {
                Spectrum = EisDisturbance.Apply(item.Spectrum, new EisOptions { NoiseLevel = noise }, random.NextBits()),
            }
            : item;
    }

    private static double[][] TrainingRows(AutoEcmRowSet rows, EisCircuitClass kind)
    {
        var random = new RandomSource(1);
        var values = new double[ComposedRows][];
        for (var i = 0; i < values.Length; i++)
            values[i] = kind.Values(rows.Draw(kind.Name, ref random).Parameters);
        return values;
    }

    private static Circuit Limited(EisCircuitClass kind, double[][] training)
    {
        var settings = kind.Circuit.Parameters.Select(
            (parameter, k) =>
            {
                var (low, high) = (training.Min(row => row[k]), training.Max(row => row[k]));
                var margin = parameter.Definition.IsLogarithmic ? Widened : 1.1;
                return new ParameterSetting(null, false, Math.Max(parameter.Lower, low / margin), Math.Min(parameter.Upper, high * margin));
            }
        );
        return kind.Circuit.With([.. settings]);
    }
}
