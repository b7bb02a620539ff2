using System.Collections.Immutable;
using System.Numerics;
using Debye.Numerics;
using Debye.Spectra;
using Debye.Techniques.Eis.Circuits;

namespace Debye.Techniques.Eis.Series;

/// <summary>
/// Fits a list of series circuits to spectra, each helping the others to their global minimum. Keeps buffers: one for each thread.
/// </summary>
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

    // χ² over its expectation at which rounding alone explains a deviation.
    private const double OnlyRounding = 1.5;

    // Deviations from the best fit, in standard deviations, from which on a point is an outlier.
    private const double Outlier = 5;

    private readonly SeriesCircuit[] _circuits;
    private readonly int[] _order;
    private readonly SeriesProblem _problem = new();
    private readonly SeriesSearch _search;
    private readonly SeriesErrors _errors;
    private readonly int _hops;

    /// <summary>Prepares comparisons.</summary>
    /// <param name="circuits">Series of R, L, C, W, G, Ws, K, Zarc, p(R,C) and p(R,CPE); limits and fixed exponents of their strings are
    /// kept.</param>
    /// <param name="hops">Random hops from the best minimum of each circuit, 0…1000: more effort for overlapping arcs.</param>
    /// <exception cref="ArgumentException">A circuit has another part, or there is none.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of hops is out of range.</exception>
    public SeriesComparer(IReadOnlyList<Circuit> circuits, int hops = 6)
    {
        ArgumentNullException.ThrowIfNull(circuits);
        if (circuits.Count == 0)
            throw new ArgumentException("Expected at least one circuit, got none.", nameof(circuits));
        if (hops is < 0 or > 1000)
            throw new ArgumentOutOfRangeException(nameof(hops), hops, "Expected 0…1000 hops.");
        _circuits = [.. circuits.Select(SeriesCircuit.Create)];
        _order =
        [
            .. Enumerable
                .Range(0, _circuits.Length)
                .OrderBy(i => _circuits[i].Terms.Count(term => term.HasTau))
                .ThenBy(i => _circuits[i].Parameters),
        ];
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
        var order = Enumerable.Range(0, spectrum.Length).OrderBy(i => spectrum.FrequencyHertz[i]).ToArray();
        double[] frequency = [.. order.Select(i => spectrum.FrequencyHertz[i])];
        Complex[] impedance = [.. order.Select(i => spectrum.ImpedanceOhm[i])];
        double[] relative = [.. impedance.Select(value => 1 / Math.Max(Complex.Abs(value), 1e-150))];
        relative = [.. relative, .. relative];
        var rounding = PrintedResolution.Deviations(impedance);
        var resolution = rounding.Zip(relative, (a, b) => a * a * b * b).Sum();
        var (grid, random) = (new FrequencyGrid(frequency), new RandomSource(0x5E21E5, (ulong)impedance.Length));
        var found = new List<SeriesSolution>[_circuits.Length];

        _problem.Load(grid, impedance, relative);
        foreach (var i in _order)
            found[i] = _search.Search(_circuits[i].Terms, Known(found), _hops, OnlyRounding * resolution, ref random);

        // Minima are followed to the weights of the noise that they show, twice, as the first weights may be far from them.
        var (noise, isComputed) = (default(NoiseEstimate), false);
        for (var round = 0; round < 2 && !isComputed; round++)
        {
            noise = Estimate(found, frequency, impedance);
            isComputed = noise.Level < SmallestNoise;
            _problem.Load(
                grid,
                impedance,
                Inverse(isComputed ? rounding : Deviations(noise, rounding, impedance, Model(found, frequency)))
            );
            for (var i = 0; i < found.Length; i++)
                found[i] = _search.Refine(found[i], 0);
        }

        // What is found by now starts the search on these weights, small to large and back.
        var target = isComputed ? OnlyRounding * rounding.Length : 0;
        foreach (var i in _order.Concat(_order.Reverse()))
            found[i] = _search.Search(_circuits[i].Terms, Known(found), _hops / 2, target, ref random);
        if (isComputed)
            noise =
                found[Best(found)][0].ChiSquared < 4 * rounding.Length ? noise with { Level = 0 } : Estimate(found, frequency, impedance);

        return new CircuitComparison
        {
            Circuits = [.. found.Select((solutions, i) => Describe(_circuits[i], solutions[0], frequency, impedance))],
            Noise = noise,
            RelativeResolution = Math.Sqrt(resolution / rounding.Length),
        };
    }

    /// <summary>Number of terms of a circuit without and with a time constant.</summary>
    /// <exception cref="ArgumentException">The circuit is no such series.</exception>
    public static (int Plain, int Timed) CountTerms(Circuit circuit)
    {
        var terms = SeriesCircuit.Create(circuit).Terms;
        return (terms.Count(term => !term.HasTau), terms.Count(term => term.HasTau));
    }

    private static IEnumerable<SeriesSolution> Known(List<SeriesSolution>?[] found) =>
        found.Where(solutions => solutions is not null).SelectMany(solutions => solutions!).ToList();

    private static int Best(List<SeriesSolution>[] found) =>
        Enumerable
            .Range(0, found.Length)
            .MinBy(i =>
            {
                var solution = found[i][0];
                // Akaike's criterion with an unknown noise level; every search ran on the same data.
                return solution.Points * Math.Log(Math.Max(solution.ChiSquared, 1e-280))
                    + 2 * solution.Terms.Sum(term => 1 + term.Nonlinear);
            });

    private Complex[] Model(List<SeriesSolution>[] found, double[] frequency)
    {
        var best = Best(found);
        return _circuits[best].Circuit.Impedance(frequency, _circuits[best].ToParameters(found[best][0]));
    }

    private NoiseEstimate Estimate(List<SeriesSolution>[] found, double[] frequency, Complex[] impedance) =>
        NoiseEstimate.From(impedance, Model(found, frequency), _circuits[Best(found)].Parameters);

    /// <summary>Noise and rounding together; points far off the best fit lose their weight.</summary>
    private static double[] Deviations(NoiseEstimate noise, double[] rounding, Complex[] impedance, Complex[] model)
    {
        var deviations = noise.Deviations(model);
        for (var i = 0; i < deviations.Length; i++)
        {
            deviations[i] = Math.Sqrt(deviations[i] * deviations[i] + rounding[i] * rounding[i]);
            var found = Math.Abs(NoiseEstimate.Deviation(impedance, model, i));
            if (found > Outlier * deviations[i])
                deviations[i] = found / 2;
        }

        return deviations;
    }

    private static double[] Inverse(double[] deviations) => [.. deviations.Select(value => 1 / Math.Max(value, 1e-150))];

    private ComparedCircuit Describe(SeriesCircuit circuit, SeriesSolution solution, double[] frequency, Complex[] impedance)
    {
        var n = 2 * impedance.Length;
        var errors = _errors.Of(solution);
        var parameters = circuit.ToParameters(solution);
        var model = circuit.Circuit.Impedance(frequency, parameters);
        return new ComparedCircuit
        {
            Circuit = circuit.Circuit,
            Parameters = [.. parameters],
            ReducedChiSquared = solution.ChiSquared / n,
            FreeParameters = circuit.Parameters,
            Bic = Math.Max(solution.ChiSquared, n - circuit.Parameters) + circuit.Parameters * Math.Log(n),
            LogEvidence = errors.LogEvidence,
            RelativeDeviation = Math.Sqrt(
                model.Zip(impedance, (a, b) => Math.Pow(Complex.Abs(a - b) / Math.Max(Complex.Abs(b), 1e-150), 2)).Average()
            ),
            ResidualCorrelation = errors.Correlation,
            Terms = errors.Terms,
        };
    }
}
