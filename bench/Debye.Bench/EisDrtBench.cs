using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using Debye.Numerics;
using Debye.Spectra;
using Debye.Techniques.Eis;
using Debye.Techniques.Eis.Relaxation;

namespace Debye.Bench;

/// <summary>Distributions of relaxation times: errors against exact ones for each rule, coverage of the intervals, times.</summary>
/// <remarks>eis-drt [NOISE [REPEATS]]. Bar: below 50 ms for a spectrum of 81 points with GCV.</remarks>
internal static class EisDrtBench
{
    private static readonly Case[] Cases =
    [
        new("ZARC", s => 50 / (1 + Complex.Pow(0.1 * s, 0.8)), tau => AnalyticRelaxation.Zarc(tau, 50, 0.1, 0.8), 50),
        new(
            "2 ZARC, 2 decades",
            s => 50 / (1 + Complex.Pow(0.1 * s, 0.8)) + 50 / (1 + Complex.Pow(0.001 * s, 0.8)),
            tau => AnalyticRelaxation.Zarc(tau, 50, 0.1, 0.8) + AnalyticRelaxation.Zarc(tau, 50, 0.001, 0.8),
            100
        ),
        new(
            "2 ZARC, 1 decade",
            s => 50 / (1 + Complex.Pow(0.1 * s, 0.8)) + 50 / (1 + Complex.Pow(0.01 * s, 0.8)),
            tau => AnalyticRelaxation.Zarc(tau, 50, 0.1, 0.8) + AnalyticRelaxation.Zarc(tau, 50, 0.01, 0.8),
            100
        ),
        new(
            "HN",
            s => 50 / Complex.Pow(1 + Complex.Pow(0.1 * s, 0.9), 0.7),
            tau => AnalyticRelaxation.HavriliakNegami(tau, 50, 0.1, 0.9, 0.7),
            50
        ),
        new("Gerischer", s => 50 / Complex.Sqrt(1 + 0.1 * s), tau => AnalyticRelaxation.Gerischer(tau, 50, 0.1), 50),
        new("RC", s => 50 / (1 + 0.1 * s), null, 50),
    ];

    public static int Run(string[] args)
    {
        var noise = args.Length > 0 ? double.Parse(args[0], CultureInfo.InvariantCulture) : 0.005;
        var repeats = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 20;
        Console.WriteLine(
            $"81 points from 1 MHz to 10 mHz, R∞ 10 Ω, noise {100 * noise} % of |Z|, {repeats} draws of it; error: root of ∫(γ - "
                + "exact)² / ∫ exact², median"
        );
        foreach (var rule in Enum.GetValues<RelaxationSelection>())
        foreach (var example in Cases)
            Report(rule, RelaxationPosterior.Projected, example, noise, repeats);
        Console.WriteLine("Truncated posterior:");
        Report(RelaxationSelection.Gcv, RelaxationPosterior.Truncated, Cases[0], noise, repeats);
        Time(noise);
        return 0;
    }

    private static void Report(RelaxationSelection rule, RelaxationPosterior posterior, Case example, double noise, int repeats)
    {
        List<double> errors = [],
            lambdas = [],
            areas = [],
            covered = [],
            peaksCovered = [];
        var counts = new List<int>();
        var positions = "";
        for (var k = 0; k < repeats; k++)
        {
            var result = RelaxationTimes.Find(
                Simulate(example, noise, (ulong)k),
                new RelaxationOptions
                {
                    Selection = rule,
                    Samples = 300,
                    Posterior = posterior,
                }
            );
            lambdas.Add(Math.Log10(result.Lambda));
            areas.Add(result.PolarisationOhm / example.Resistance - 1);
            counts.Add(result.Peaks.Length);
            peaksCovered.Add(
                result.PolarisationInterval is { } interval && interval.Low <= example.Resistance && example.Resistance <= interval.High
                    ? 1
                    : 0
            );
            if (k == 0)
                positions = string.Join(" ", result.Peaks.Select(peak => $"{peak.TauSeconds:g3}s/{peak.ResistanceOhm:f1}Ω"));
            if (example.Gamma is null)
                continue;
            double[] exact = [.. result.TauSeconds.ToArray().Select(example.Gamma)];
            var gamma = result.GammaOhm.ToArray();
            errors.Add(Math.Sqrt(exact.Zip(gamma, (a, b) => (a - b) * (a - b)).Sum() / exact.Sum(value => value * value)));
            var level = 0.05 * gamma.Max();
            var counted = Enumerable.Range(0, gamma.Length).Where(i => exact[i] > level).ToArray();
            covered.Add(counted.Average(i => result.GammaLowOhm.Span[i] <= exact[i] && exact[i] <= result.GammaHighOhm.Span[i] ? 1.0 : 0));
        }

        var quality = example.Gamma is null
            ? "error     -, γ covered    - "
            : $"error {Median(errors):f3}, γ covered {100 * covered.Average(), 3:f0} %";
        Console.WriteLine(
            $"{rule, -15} {example.Name, -18} lg λ {Median(lambdas), 5:f1}, {quality}, R covered "
                + $"{100 * peaksCovered.Average(), 3:f0} %, R off by {100 * areas.Average(Math.Abs):f2} %, peaks "
                + $"{counts.Min()}…{counts.Max()}, first: {positions}"
        );
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static void Time(double noise)
    {
        var spectrum = Simulate(Cases[1], noise, 1);
        foreach (var rule in Enum.GetValues<RelaxationSelection>())
            Console.WriteLine(
                $"{rule, -15} {Median(spectrum, new RelaxationOptions { Selection = rule, Samples = 0 }):f2} ms without "
                    + $"intervals, {Median(spectrum, new RelaxationOptions { Selection = rule }):f1} ms with 1000 draws"
            );
    }

    private static double Median(ImpedanceSpectrum spectrum, RelaxationOptions options)
    {
        var times = new List<double>();
        for (var round = -10; round < 31; round++)
        {
            var start = Stopwatch.GetTimestamp();
            RelaxationTimes.Find(spectrum, options);
            if (round >= 0)
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return Median(times);
    }

    private static ImpedanceSpectrum Simulate(Case example, double noise, ulong seed)
    {
        var random = new RandomSource(seed, 77);
        var frequency = FrequencyGrid.Logarithmic(1e6, 1e-2, 81);
        var impedance = new Complex[frequency.Length];
        for (var i = 0; i < impedance.Length; i++)
        {
            var value = 10 + example.Impedance(new Complex(0, 2 * Math.PI * frequency[i]));
            impedance[i] = value + noise * value.Magnitude * new Complex(random.NextNormal(), random.NextNormal());
        }

        return new ImpedanceSpectrum(frequency, impedance);
    }

    private sealed record Case(string Name, Func<Complex, Complex> Impedance, Func<double, double>? Gamma, double Resistance);
}
