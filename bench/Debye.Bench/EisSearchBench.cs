using System.Diagnostics;
using System.Globalization;
using Debye.Numerics;
using Debye.Spectra;
using Debye.Techniques.Eis;
using Debye.Techniques.Eis.Circuits;
using Debye.Techniques.Eis.Search;

namespace Debye.Bench;

/// <summary>
/// Circuits found from spectra alone: how often the true one is first or among the first five, up to equivalence within the data.
/// </summary>
/// <remarks>
/// eis-search [DRAWS [CIRCUITS]]: random parameters for each of twelve circuits and two noise levels; CIRCUITS is the effort. Real spectra
/// are taken from the folder named by DEBYE_SHARED where there is one.
/// </remarks>
internal static class EisSearchBench
{
    private static readonly string[] s_circuits =
    [
        "R0-C0",
        "R0-p(R1,C0)",
        "R0-p(R1,CPE0)",
        "L0-R0-p(R1,CPE0)",
        "R0-p(R1,C0)-p(R2,C1)",
        "R0-p(R1,CPE0)-p(R2,CPE1)",
        "R0-p(R1-W0,C0)",
        "R0-p(R1-Ws0,CPE0)",
        "R0-p(R1,CPE0)-W0",
        "L0-R0-p(R1,CPE0)-p(R2,CPE1)",
        "R0-p(R1,CPE0)-Wo0",
        "R0-p(R1,C0)-G0",
    ];

    public static int Run(string[] args)
    {
        var draws = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 3;
        var effort = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : new CircuitSearchOptions().MaximumCircuits;
        foreach (var noise in (double[])[0.001, 0.01])
            Study(draws, noise, effort);
        Real(effort);
        return 0;
    }

    private static void Study(int draws, double noise, int effort)
    {
        var search = new CircuitSearch(new CircuitSearchOptions { MaximumCircuits = effort });
        var (first, five, all) = (0, 0, 0);
        var times = new List<double>();
        foreach (var text in s_circuits)
        {
            var circuit = Circuit.Parse(text);
            var simulator = new EisSimulator(circuit, FrequencyGrid.Logarithmic(1e5, 1e-2, 60));
            var places = new List<int>();
            for (var draw = 0; draw < draws; draw++)
            {
                var spectrum = simulator.Simulate(Draw(circuit, (ulong)draw + 1), new EisOptions { NoiseLevel = noise }, (ulong)draw + 1);
                var start = Stopwatch.GetTimestamp();
                var found = search.Find(spectrum);
                times.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
                places.Add(
                    1
                        + found
                            .Select(candidate =>
                                candidate.Circuit.IsEquivalentTo(circuit) || candidate.Equivalents.Any(circuit.IsEquivalentTo)
                            )
                            .ToList()
                            .IndexOf(true)
                );
            }

            (first, five, all) = (
                first + places.Count(place => place == 1),
                five + places.Count(place => place is >= 1 and <= 5),
                all + draws
            );
            Console.WriteLine(
                $"{noise:p1}  {text, -30} place of the true circuit: "
                    + $"{string.Join(' ', places.Select(place => place == 0 ? "-" : $"{place}"))}"
            );
        }

        Console.WriteLine(
            $"{noise:p1}  first {first} of {all}, among the first five {five} of {all}, median "
                + $"{times.Order().ElementAt(times.Count / 2):f2} s, longest {times.Max():f2} s (one thread)"
        );
    }

    /// <summary>Arcs two decades apart, sizes within a factor of ten.</summary>
    private static double[] Draw(Circuit circuit, ulong seed)
    {
        var random = new RandomSource(seed);
        var (values, arc, ohm) = (new List<double>(), 0, 100.0);
        double Log(double low, double high, ref RandomSource source) => Math.Exp(source.NextDouble(Math.Log(low), Math.Log(high)));
        foreach (var element in circuit.Elements)
        {
            var tau = (arc == 0 ? 1e-3 : 0.2) * Log(0.3, 3, ref random);
            var exponent = random.NextDouble(0.7, 0.95);
            switch (element.Element.Symbol)
            {
                case "R":
                    values.Add(ohm = Log(30, 300, ref random));
                    break;
                case "L":
                    values.Add(ohm * Log(1e-6, 5e-6, ref random));
                    break;
                case "C":
                    values.Add(tau / ohm);
                    arc++;
                    break;
                case "CPE":
                    values.AddRange([Math.Pow(tau, exponent) / ohm, exponent]);
                    arc++;
                    break;
                case "W":
                    values.Add(Log(30, 200, ref random));
                    break;
                default:
                    values.AddRange([Log(100, 400, ref random), Log(0.5, 5, ref random)]);
                    break;
            }
        }

        return [.. values];
    }

    private static void Real(int effort)
    {
        if (Environment.GetEnvironmentVariable("DEBYE_SHARED") is not { Length: > 0 } shared)
            return;
        var search = new CircuitSearch(new CircuitSearchOptions { MaximumCircuits = effort });
        foreach (var path in (string[])["data/eis/battery/ImpedanceAnalyzer", "data/eis/vendor/impedance.py"])
        {
            var folder = Path.Combine(shared, path);
            if (!Directory.Exists(folder))
                continue;
            foreach (
                var file in Directory
                    .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                    .Where(file => Path.GetExtension(file) is ".csv" or ".mpt" or ".z" or ".DTA" or ".dfr" or ".txt")
                    .Order(StringComparer.Ordinal)
                    .Take(4)
            )
                Report(search, file);
        }
    }

    private static void Report(CircuitSearch search, string file)
    {
        IReadOnlyList<ImpedanceSpectrum> spectra;
        try
        {
            spectra = EisReader.Read(file);
        }
        catch (Exception problem) when (problem is IOException or DataFormatException)
        {
            return;
        }

        if (spectra.Count == 0 || spectra[0].Length < 12)
            return;
        Console.WriteLine($"{Path.GetFileName(file)} ({spectra[0].Length} points)");
        foreach (var candidate in search.Find(spectra[0]).Take(5))
        {
            var equal = candidate.Equivalents.IsEmpty ? "" : $"  or {string.Join(", ", candidate.Equivalents)}";
            Console.WriteLine(
                $"  {candidate.Weight, 6:p1}  BIC {candidate.Bic:f1}  {candidate.Circuit}{equal}  {string.Join(' ', candidate.Notes)}"
            );
        }
    }
}
