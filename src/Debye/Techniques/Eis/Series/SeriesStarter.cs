using System.Numerics;
using Debye.Numerics;
using Debye.Spectra;
using Debye.Techniques.Eis.Circuits;
using Debye.Techniques.Eis.Fitting;

namespace Debye.Techniques.Eis.Series;

/// <summary>
/// Starts for the general fit of a circuit with many arcs in series, found by searching time constants and exponents alone.
/// </summary>
internal sealed class SeriesStarter
{
    private const int FewestArcs = 3;
    private const int Hops = 8;

    private readonly SeriesCircuit _circuit;
    private readonly SeriesProblem _problem = new();
    private readonly SeriesSearch _search;
    private readonly bool _isUnit;
    private readonly ulong _seed;

    private SeriesStarter(SeriesCircuit circuit, CircuitFitOptions options)
    {
        (_circuit, _isUnit, _seed) = (circuit, options.Weights == FitWeights.Unit, options.Seed);
        _search = new SeriesSearch(_problem);
    }

    /// <summary>
    /// A starter, or null where the usual starts do as well: few arcs, parts that are no series, values that a user gave.
    /// </summary>
    public static SeriesStarter? TryCreate(Circuit circuit, CircuitFitOptions options)
    {
        if (
            !options.Constraints.IsEmpty
            || !options.Guess.IsEmpty
            || circuit.Parameters.Any(parameter => parameter.Setting.Value is not null && !IsFixedExponent(parameter))
        )
            return null;
        var series = SeriesCircuit.TryCreate(circuit);
        return series?.Terms.Count(term => term.HasTau) >= FewestArcs && series.Terms.Length <= SeriesProblem.MaxTerms
            ? new SeriesStarter(series, options)
            : null;
    }

    /// <summary>Parameters of the circuit at the best minima, best first.</summary>
    public IEnumerable<double[]> Find(ImpedanceSpectrum spectrum)
    {
        var impedance = spectrum.ImpedanceOhm;
        var weights = new double[2 * impedance.Length];
        for (var i = 0; i < impedance.Length; i++)
            weights[i] = weights[impedance.Length + i] = _isUnit ? 1 : 1 / Math.Max(Complex.Abs(impedance[i]), 1e-150);
        _problem.Load(new FrequencyGrid(spectrum.FrequencyHertz), impedance, weights);
        var random = new RandomSource(_seed);
        return _search.Search(_circuit.Terms, [], Hops, 0, ref random).Select(_circuit.ToParameters);
    }

    private static bool IsFixedExponent(CircuitParameter parameter) => parameter.Setting.IsFixed && !parameter.Definition.IsLogarithmic;
}
