using System.Diagnostics;
using Debye.Learning.Techniques.Eis;
using Debye.Numerics;

namespace Debye.Bench;

/// <summary>
/// Nine circuits fitted to noise-free spectra of the AutoECM kind: how often the true one is fitted to rounding, and the time for all nine.
/// </summary>
internal static class EisCompareBench
{
    // χ² for each number at which rounding of the printed digits explains the deviations.
    private const double Reached = 2;

    public static int Run(string[] args)
    {
        if (args.Length != 2)
        {
            Console.Error.WriteLine("usage: eis-compare TRAIN.csv.gz COUNT");
            return 2;
        }

        var rows = new AutoEcmRowSet(AutoEcmFiles.ReadParameters(args[0]));
        var simulator = new AutoEcmSimulator(rows, new AutoEcmSimulatorOptions { Jitter = 0.1 });
        var features = new FitFeatures(EisCircuitClass.FitCircuits);
        var values = new float[features.Names.Length];
        var (reached, count, times) = (new int[EisCircuitClass.Names.Length], new int[EisCircuitClass.Names.Length], new List<double>());
        for (var i = 0; i < int.Parse(args[1]); i++)
        {
            var random = new RandomSource(5, (ulong)i);
            var label = i % rows.Labels.Length;
            var spectrum = simulator.Draw(rows.Labels[label], ref random).Spectrum;
            var start = Stopwatch.GetTimestamp();
            features.Compute(spectrum, values);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            count[label]++;
            if (features.Comparison!.Circuits[label].ReducedChiSquared < Reached)
                reached[label]++;
        }

        times.Sort();
        for (var k = 0; k < count.Length; k++)
            Console.WriteLine($"{rows.Labels[k], -21} fitted to rounding {reached[k]} of {count[k]}");
        Console.WriteLine(
            $"all                   {reached.Sum()} of {count.Sum()} ({(double)reached.Sum() / count.Sum():p1}); nine circuits "
                + $"in {times[times.Count / 2]:f0} ms (median), nine tenths below {times[times.Count * 9 / 10]:f0} ms, one thread"
        );
        return 0;
    }
}
