using System.Diagnostics;
using System.Globalization;
using Debye.Numerics;
using Debye.Techniques.Eis;
using Debye.Techniques.Eis.Circuits;

namespace Debye.Bench;

/// <summary>
/// Noise-free spectra of R0-p(R1,CPE1)-p(R2,CPE2) at 60 points on one core, beside the plain way with System.Numerics.Complex.
/// </summary>
/// <remarks>eis-simulate [ROUNDS]. Bar: 500,000 spectra/s.</remarks>
internal static class EisSimulateBench
{
    private const int Count = 10_000;
    private const int Points = 60;

    public static int Run(string[] args)
    {
        var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 31;
        var circuit = Circuit.Parse("R0-p(R1,CPE1)-p(R2,CPE2)");
        var frequency = FrequencyGrid.Logarithmic(1e-2, 1e5, Points);
        var simulator = new EisSimulator(circuit, frequency);
        var parameters = Parameters();
        var (real, imaginary) = (new double[Count * Points], new double[Count * Points]);
        var (ours, plain) = (new List<double>(), new List<double>());
        for (var round = -5; round < rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            simulator.SimulateMany(parameters, real, imaginary);
            var middle = Stopwatch.GetTimestamp();
            var worst = Plain(frequency, parameters, real, imaginary, Count / 20);
            if (round < 0)
                continue;
            ours.Add(Count / Stopwatch.GetElapsedTime(start, middle).TotalSeconds);
            plain.Add(Count / 20 / Stopwatch.GetElapsedTime(middle).TotalSeconds);
            if (worst > 1e-12)
                Console.WriteLine($"the two differ by {worst:g2}");
        }

        Report("Debye", ours);
        Report("plain", plain);
        Console.WriteLine($"ratio   median {ours.Zip(plain, (a, b) => a / b).Order().ElementAt(rounds / 2):f1}");
        return 0;
    }

    private static void Report(string name, List<double> rates)
    {
        var sorted = rates.Order().ToArray();
        Console.WriteLine($"{name, -7} median {sorted[sorted.Length / 2]:f0} spectra/s, lowest {sorted[0]:f0}, highest {sorted[^1]:f0}");
    }

    private static double[] Parameters()
    {
        var random = new RandomSource(1);
        var parameters = new double[Count * 7];
        for (var i = 0; i < Count; i++)
        {
            double Log(double low, double high, ref RandomSource source) => Math.Exp(source.NextDouble(Math.Log(low), Math.Log(high)));
            var row = parameters.AsSpan(7 * i, 7);
            row[0] = Log(1, 100, ref random);
            for (var arc = 0; arc < 2; arc++)
            {
                row[1 + 3 * arc] = Log(1, 1000, ref random);
                row[2 + 3 * arc] = Log(1e-6, 1e-2, ref random);
                row[3 + 3 * arc] = random.NextDouble(0.6, 1);
            }
        }

        return parameters;
    }

    /// <summary>The plain way for the first spectra; returns the largest relative deviation from the results.</summary>
    private static double Plain(double[] frequency, double[] parameters, double[] real, double[] imaginary, int count)
    {
        var worst = 0.0;
        for (var i = 0; i < count; i++)
        {
            var p = parameters.AsSpan(7 * i, 7);
            for (var k = 0; k < frequency.Length; k++)
            {
                var s = new System.Numerics.Complex(0, 2 * Math.PI * frequency[k]);
                var value =
                    p[0]
                    + 1 / (1 / p[1] + p[2] * System.Numerics.Complex.Pow(s, p[3]))
                    + 1 / (1 / p[4] + p[5] * System.Numerics.Complex.Pow(s, p[6]));
                var deviation = value - new System.Numerics.Complex(real[i * Points + k], imaginary[i * Points + k]);
                worst = Math.Max(worst, deviation.Magnitude / value.Magnitude);
            }
        }

        return worst;
    }
}
