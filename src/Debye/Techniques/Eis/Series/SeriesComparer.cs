using System.Collections.Immutable;
using System.Numerics;
using Debye.Numerics;
using Debye.Spectra;
using Debye.Techniques.Eis.Circuits;

namespace Debye.Techniques.Eis.Series;

/// <summary>Fits a list of series circuits to spectra, each helping the others to their global minimum. Keeps buffers: one for each thread.</summary>
/// <remarks>
/// A circuit in series is a sum of amplitudes times shapes, so that only time constants and exponents are searched (variable
/// projection). The minimum of a circuit with an arc less, with an arc inserted at the best place, is a start of the larger one;
/// the other way round an arc is left out. First with weights 1/|Z|, then with those of the noise that the best fit shows, but
/// never finer than the numbers were printed.
/// </remarks>
public sealed class SeriesComparer
{
    // A spectrum with less noise than this is one of numbers computed and rounded, until shown otherwise.
    private const double SmallestNoise = 3e-5;

    private readonly SeriesCircuit[] _circuits;
    private readonly int[] _order;
    private readonly SeriesProblem _problem = new();
    private readonly SeriesSearch _search;
    private readonly SeriesErrors _errors;
    private readonly int _hops;

    /// <summary>Prepares comparisons.</summary>
    /// <param name="circuits">Series of R, L, C, W, G, Ws, K, Zarc, p(R,C) and p(R,CPE); limits and fixed exponents of their strings are kept.</param>
    /// <param name="hops">Random hops from the best minimum of each circuit, 0…1000: more effort for overlapping arcs.</param>
    /// <exception cref="ArgumentException">A circuit has another part, or there is none.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of hops is out of range.</exception>
    public SeriesComparer(IReadOnlyList<Circuit> circuits, int hops = 6)
    {
        ArgumentNullException.ThrowIfNull(circuits);
        if (circuits.Count == 0) throw new ArgumentException("Expected at least one circuit, got none.", nameof(circuits));
        if (hops is < 0 or > 1000) throw new ArgumentOutOfRangeException(nameof(hops), hops, "Expected 0…1000 hops.");
        _circuits = [.. circuits.Select(circuit => new SeriesCircuit(circuit))];
        _order = [.. Enumerable.Range(0, _circuits.Length).OrderBy(i => _circuits[i].Terms.Count(term => term.HasTau)).ThenBy(i => _circuits[i].Parameters)];
        _search = new SeriesSearch(_problem);
        _errors = new SeriesErrors(_problem);
        _hops = hops;
    }

    /// <summary>Fits all circuits to a spectrum.</summary>
    /// <param name="spectrum">The spectrum, in any order of frequency.</param>
    /// <returns>The circuits in the order given.</returns>
    public CircuitComparison Compare(ImpedanceSpectrum spectrum)
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        var grid = new FrequencyGrid(spectrum.FrequencyHertz);
        var impedance = spectrum.ImpedanceOhm.ToArray();
        var modulus = impedance.Select(value => Math.Max(Complex.Abs(value), 1e-150)).ToArray();
        var rounding = PrintedResolution.Deviations(impedance);
        var random = new RandomSource(0x5E21E5, (ulong)impedance.Length);
        var found = new List<SeriesSolution>[_circuits.Length];

        double[] relative = [.. modulus.Select(value => 1 / value), .. modulus.Select(value => 1 / value)];
        _problem.Load(grid, impedance, relative);
        var target = 1.5 * rounding.Zip(relative, (a, b) => a * a * b * b).Sum();
        foreach (var i in _order) found[i] = _search.Search(_circuits[i].Terms, Known(found), _hops, target, ref random);

        var noise = Estimate(impedance, found);
        var deviations = Combine(rounding, noise.Level < SmallestNoise ? new double[rounding.Length] : noise.Deviations(Model(Best(found))));
        _problem.Load(grid, impedance, Inverse(deviations));
        // What is known already is followed on the new weights, then searched for again, small to large and back.
        for (var i = 0; i < found.Length; i++) found[i] = _search.Refine(found[i], 0);
        target = noise.Level < SmallestNoise ? 1.5 * rounding.Length : 0;
        foreach (var i in _order.Concat(_order.Reverse())) found[i] = _search.Search(_circuits[i].Terms, Known(found), _hops / 2, target, ref random);
        if (noise.Level < SmallestNoise)
        {
            noise = Estimate(impedance, found);
            if (found[Best(found)].First().ChiSquared < 4 * rounding.Length) noise = noise with { Level = 0 };
        }

        return new CircuitComparison
        {
            Circuits = [.. found.Select((solutions, i) => Describe(_circuits[i], solutions[0], spectrum, modulus))],
            Noise = noise,
            RelativeResolution = Math.Sqrt(rounding.Zip(relative, (a, b) => a * a * b * b).Average()),
        };

        int Best(List<SeriesSolution>[] all) => Enumerable.Range(0, all.Length).MinBy(i => Score(all[i][0], impedance.Length));

        NoiseEstimate Estimate(Complex[] measured, List<SeriesSolution>[] all)
        {
            var best = Best(all);
            return NoiseEstimate.From(measured, Model(best), _circuits[best].Parameters);
        }

        Complex[] Model(int i) => _circuits[i].Circuit.Impedance(spectrum.FrequencyHertz, _circuits[i].ToParameters(found[i][0]));
    }

    /// <summary>Number of terms of a circuit without and with a time constant.</summary>
    /// <exception cref="ArgumentException">The circuit is no such series.</exception>
    public static (int Plain, int Timed) CountTerms(Circuit circuit)
    {
        var terms = new SeriesCircuit(circuit).Terms;
        return (terms.Count(term => !term.HasTau), terms.Count(term => term.HasTau));
    }

    private static IEnumerable<SeriesSolution> Known(List<SeriesSolution>?[] found) => found.Where(solutions => solutions is not null).SelectMany(solutions => solutions!).ToList();

    private static double Score(SeriesSolution solution, int points)
    {
        var parameters = solution.Terms.Sum(term => 1 + term.Nonlinear);
        return 2 * points * Math.Log(Math.Max(solution.ChiSquared, 1e-280)) + 2 * parameters;
    }

    private static double[] Combine(double[] a, double[] b) => [.. a.Zip(b, (x, y) => Math.Sqrt(x * x + y * y))];

    private static double[] Inverse(double[] deviations) => [.. deviations.Select(value => 1 / Math.Max(value, 1e-150))];

    private ComparedCircuit Describe(SeriesCircuit circuit, SeriesSolution solution, ImpedanceSpectrum spectrum, double[] modulus)
    {
        var n = 2 * spectrum.Length;
        var errors = _errors.Of(solution);
        var parameters = circuit.ToParameters(solution);
        var model = circuit.Circuit.Impedance(spectrum.FrequencyHertz, parameters);
        var deviation = Math.Sqrt(model.Select((value, i) => Math.Pow(Complex.Abs(value - spectrum.ImpedanceOhm[i]) / modulus[i], 2)).Average());
        return new ComparedCircuit
        {
            Circuit = circuit.Circuit,
            Parameters = [.. parameters],
            ReducedChiSquared = solution.ChiSquared / n,
            FreeParameters = circuit.Parameters,
            Bic = Math.Max(solution.ChiSquared, n - circuit.Parameters) + circuit.Parameters * Math.Log(n),
            LogEvidence = errors.LogEvidence,
            RelativeDeviation = deviation,
            Terms = errors.Terms,
        };
    }
}
