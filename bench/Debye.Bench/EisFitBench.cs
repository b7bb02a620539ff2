using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Debye.Spectra;
using Debye.Techniques.Eis.Circuits;
using Debye.Techniques.Eis.Fitting;

namespace Debye.Bench;

/// <summary>Fits of the 30 noisy spectra of fit_bench.json: optima reached, time for one, scaling over threads.</summary>
/// <remarks>
/// eis-fit FILE.json [ROUNDS]. Bar: chi² at most 1.001 × the known optimum for 30 of 30 without a guess, median 0.5 ms on one core.
/// </remarks>
internal static class EisFitBench
{
    public static int Run(string[] args)
    {
        if (args.Length == 0)
        {
            Console.Error.WriteLine("usage: eis-fit FILE.json [ROUNDS]");
            return 2;
        }

        var rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 31;
        using var document = JsonDocument.Parse(File.ReadAllText(args[0]));
        var entries = document.RootElement.GetProperty("spectra").EnumerateArray().ToArray();
        var spectra = entries.Select(Spectrum).ToArray();
        var optima = entries.Select(entry => entry.GetProperty("chi2_modulus_optimum").GetDouble()).ToArray();
        var circuit = Circuit.Parse(document.RootElement.GetProperty("circuit").GetString()!);
        var fit = new CircuitFit(circuit);
        var results = spectra.Select(fit.Fit).ToArray();
        var reached = 0;
        for (var i = 0; i < results.Length; i++)
        {
            if (results[i].ChiSquared <= 1.001 * optima[i])
                reached++;
            else
                Console.WriteLine($"spectrum {i}: chi² {results[i].ChiSquared:g6}, optimum {optima[i]:g6}, {results[i].Status}");
        }

        Console.WriteLine(
            $"{circuit}: optimum reached {reached} of {results.Length}, chi²/optimum at most "
                + $"{results.Select((result, i) => result.ChiSquared / optima[i]).Max():f6}, iterations median "
                + $"{results.Select(result => result.Iterations).Order().ElementAt(results.Length / 2)}"
        );
        Time(fit, spectra, rounds);
        Scale(circuit, spectra);
        return reached == results.Length ? 0 : 1;
    }

    private static void Time(CircuitFit fit, ImpedanceSpectrum[] spectra, int rounds)
    {
        for (var warm = 0; warm < 30; warm++)
            foreach (var spectrum in spectra)
                fit.Fit(spectrum);
        var times = spectra.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < spectra.Length; i++)
            {
                var start = Stopwatch.GetTimestamp();
                fit.Fit(spectra[i]);
                times[i].Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }

        var medians = times.Select(list => list.Order().ElementAt(list.Count / 2)).Order().ToArray();
        Console.WriteLine(
            $"one core: median {medians[medians.Length / 2]:f3} ms a fit, spectra from {medians[0]:f3} to {medians[^1]:f3} ms "
                + $"(each the median of {rounds})"
        );
    }

    private static void Scale(Circuit circuit, ImpedanceSpectrum[] spectra)
    {
        var batch = Enumerable.Range(0, 100).SelectMany(_ => spectra).ToArray();
        foreach (var threads in Enumerable.Range(0, 10).Select(i => 1 << i).TakeWhile(count => count <= Environment.ProcessorCount))
        {
            var rates = new List<double>();
            for (var round = 0; round < 5; round++)
            {
                var start = Stopwatch.GetTimestamp();
                CircuitFit.FitAll(circuit, batch, null, threads);
                rates.Add(batch.Length / Stopwatch.GetElapsedTime(start).TotalSeconds);
            }

            Console.WriteLine($"{threads} thread(s): median {rates.Order().ElementAt(2):f0} fits/s in batches of {batch.Length}");
        }
    }

    private static ImpedanceSpectrum Spectrum(JsonElement entry)
    {
        double[] Numbers(string key) => [.. entry.GetProperty(key).EnumerateArray().Select(value => value.GetDouble())];
        return new ImpedanceSpectrum(
            Numbers("freq_hz"),
            [.. Numbers("z_re").Zip(Numbers("z_im"), (real, imaginary) => new Complex(real, imaginary))]
        );
    }
}
