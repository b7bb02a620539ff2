using System.Diagnostics;
using Debye.Learning.Explanation;
using Debye.Learning.Tables;
using Debye.Learning.Trees;
using Debye.Numerics;
using Debye.Tensors;
using Debye.Tensors.Cpu;

namespace Debye.Bench;

/// <summary>
/// SHAP of spectra of 2,631 points by bands: time beside that of the network alone, and agreement with the exact values at small budgets.
/// </summary>
/// <remarks>
/// spectra-explain. The network is trained on made spectra of three classes first. "plain" takes one question at a time, the largest
/// contribution first, and spreads what is left evenly, as the partition explainer of shap does.
/// </remarks>
internal static class SpectraExplainBench
{
    private const int Points = 2631;
    private const int Classes = 3;
    private const int Explained = 8;
    private const int Rounds = 5;

    // 128 bands: few enough to look at all their surroundings, so that the reference is exact.
    private const int Width = 21;

    public static int Run(string[] args)
    {
        if (args.Length > 0)
        {
            Console.Error.WriteLine("spectra-explain takes no arguments");
            return 2;
        }

        var backend = new CpuBackend(1);
        var network = Train(backend);
        var background = SpectrumBackground.OfMean(
            new FeatureTable(Enumerable.Range(0, 60).SelectMany(i => Spectrum(i % Classes, i)).ToArray(), Points)
        );
        Agreement(network, backend, background);
        Times(network, backend, background);
        return 0;
    }

    private static void Agreement(Module network, CpuBackend backend, SpectrumBackground background)
    {
        int[] budgets = [100, 250, 500, 1000];
        var (own, single, plain) = (Table(budgets), Table(budgets), Table(budgets));
        for (var s = 0; s < Explained; s++)
        {
            var (spectrum, scorer) = (Spectrum(s % Classes, 1000 + s), SpectrumScorers.OfNetwork(network, backend, s % Classes));
            double[] Values(int budget, int batch) =>
                BandShap
                    .Explain(
                        scorer,
                        spectrum,
                        background,
                        new BandShapOptions
                        {
                            MaximumEvaluations = budget,
                            Batch = batch,
                            CutsAtMinima = false,
                            MinimumWidth = Width,
                        }
                    )
                    .Values.ToArray();
            var full = Values(100_000, 256);
            for (var b = 0; b < budgets.Length; b++)
            {
                own[b].Add(Correlation(Values(budgets[b], 32), full));
                single[b].Add(Correlation(Values(budgets[b], 2), full));
                plain[b].Add(Correlation(PlainPartition.Explain(scorer, spectrum, background, budgets[b], Width), full));
            }
        }

        Console.WriteLine(
            "| evaluations | correlation with all 10,922 evaluations: batches of 32, mean (least) | one question at a time | plain |"
        );
        Console.WriteLine("|---|---|---|---|");
        for (var b = 0; b < budgets.Length; b++)
            Console.WriteLine($"| {budgets[b]:n0} | {Cell(own[b])} | {Cell(single[b])} | {Cell(plain[b])} |");
        Console.WriteLine();
    }

    private static void Times(Module network, CpuBackend backend, SpectrumBackground background)
    {
        var (spectrum, scorer) = (Spectrum(1, 2000), SpectrumScorers.OfNetwork(network, backend, 1));
        var rows = new FeatureTable(Enumerable.Range(0, 500).SelectMany(i => Spectrum(i % Classes, i)).ToArray(), Points);
        (string Name, int Count, Action Body)[] cases =
        [
            ("network alone", 500, () => scorer(rows)),
            ("BandShap, batches of 32", 500, () => BandShap.Explain(scorer, spectrum, background)),
            (
                "BandShap, one question at a time",
                500,
                () => BandShap.Explain(scorer, spectrum, background, new BandShapOptions { Batch = 2 })
            ),
            ("plain, one row at a time", 500, () => PlainPartition.Explain(scorer, spectrum, background, 500, 4)),
            ("occlusion, 32 points every 16", 165, () => Occlusion.Explain(scorer, spectrum, background)),
            ("BandShap, model without cost", 500, () => BandShap.Explain(table => new double[table.Rows], spectrum, background)),
        ];
        Console.WriteLine("| case | evaluations per second, median | milliseconds |");
        Console.WriteLine("|---|---|---|");
        foreach (var (name, count, body) in cases)
        {
            var times = new List<double>();
            for (var round = -1; round < Rounds; round++)
            {
                var watch = Stopwatch.StartNew();
                body();
                if (round >= 0)
                    times.Add(watch.Elapsed.TotalSeconds);
            }

            var median = times.Order().ElementAt(Rounds / 2);
            Console.WriteLine($"| {name} | {count / median:n0} | {1000 * median:f1} |");
        }
    }

    /// <summary>Peaks at places of their own for each class and at common places, over a slope, as logarithms.</summary>
    private static float[] Spectrum(int kind, int seed)
    {
        var random = new RandomSource((ulong)seed, 7);
        var spectrum = new double[Points];
        for (var i = 0; i < Points; i++)
            spectrum[i] = 1000 * Math.Exp(-i / 900.0);
        for (var k = 0; k < 40; k++)
            Add(spectrum, 37 + 64 * k, 300 * random.NextDouble());
        foreach (var place in new[] { 301, 877, 1490, 2222 })
            Add(spectrum, place + 61 * kind, 400 * (0.5 + random.NextDouble()));
        return [.. spectrum.Select(value => (float)(Math.Log(value + 10 * random.NextNormal() + 60) - 5))];
    }

    private static void Add(double[] spectrum, int place, double height)
    {
        for (var i = Math.Max(0, place - 12); i < Math.Min(Points, place + 13); i++)
            spectrum[i] += height * Math.Exp(-0.5 * Math.Pow((i - place) / 2.5, 2));
    }

    private static Sequential Train(CpuBackend backend)
    {
        var random = new RandomStream(3);
        var network = new Sequential(
            new Conv1d(1, 16, 16, random, 4, padding: 6),
            new Activation(UnaryFunction.Relu),
            new Pool1d(PoolingKind.Maximum, 2),
            new Conv1d(16, 48, 8, random, 2, padding: 3),
            new Activation(UnaryFunction.Relu),
            new Pool1d(PoolingKind.Maximum, 2),
            new Conv1d(48, 96, 8, random, 2, padding: 3),
            new Activation(UnaryFunction.Relu),
            new Flatten(),
            new Linear(41 * 96, Classes, random)
        );
        var optimizer = new Adam(network.NamedParameters(), backend, 1e-3f);
        var tape = new Tape(backend);
        var right = 0;
        for (var step = 0; step < 160; step++)
        {
            var labels = Enumerable.Range(0, 24).Select(i => i % Classes).ToArray();
            var input = tape.Input(labels.SelectMany((label, i) => Spectrum(label, 10_000 + 24 * step + i)).ToArray(), 24, Points, 1);
            var logits = network.Forward(tape, input);
            if (step >= 150)
                right += Enumerable
                    .Range(0, 24)
                    .Count(i => logits.Span.Slice(i * Classes, Classes).ToArray().Max() == logits.Span[i * Classes + labels[i]]);
            tape.Backward(Losses.CrossEntropy(tape, logits, labels));
            optimizer.Step();
            tape.Reset();
        }

        Console.WriteLine(
            $"network of {network.CountParameters():n0} parameters, {right / 240.0:0.0 %} of the last 240 made spectra right\n"
        );
        return network;
    }

    private static List<double>[] Table(int[] budgets) => [.. budgets.Select(_ => new List<double>())];

    private static string Cell(List<double> values) => $"{values.Average():f3} ({values.Min():f3})";

    private static double Correlation(double[] a, double[] b)
    {
        var (meanA, meanB) = (a.Average(), b.Average());
        return a.Zip(b, (x, y) => (x - meanA) * (y - meanB)).Sum()
            / Math.Sqrt(a.Sum(x => (x - meanA) * (x - meanA)) * b.Sum(y => (y - meanB) * (y - meanB)));
    }
}
