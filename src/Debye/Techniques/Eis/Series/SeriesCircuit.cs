using Debye.Techniques.Eis.Circuits;

namespace Debye.Techniques.Eis.Series;

/// <summary>A circuit whose parts lie in series, as a sum of terms.</summary>
internal sealed class SeriesCircuit
{
    private readonly List<(int Amplitude, int Second, int Exponent)> _places = [];

    private SeriesCircuit(Circuit circuit) => Circuit = circuit;

    /// <summary>Translates a circuit.</summary>
    /// <param name="circuit">Series of R, L, C, W, G, Ws, Wsp, K, Zarc, p(R,C) and p(R,CPE).</param>
    /// <exception cref="ArgumentException">It has another part.</exception>
    public static SeriesCircuit Create(Circuit circuit) =>
        TryCreate(circuit)
        ?? throw new ArgumentException(
            $"The circuit {circuit} is no series of R, L, C, W, G, Ws, Wsp, K, Zarc, p(R,C) and p(R,CPE).",
            nameof(circuit)
        );

    /// <summary>Translates a circuit; null where it has a part that is no term of a series.</summary>
    public static SeriesCircuit? TryCreate(Circuit circuit)
    {
        var result = new SeriesCircuit(circuit);
        var parts = circuit.Root is SeriesNode series ? series.Parts : [circuit.Root];
        SeriesTerm?[] terms = [.. parts.Select(result.Translate)];
        if (terms.Contains(null))
            return null;
        result.Terms = Array.ConvertAll(terms, term => term!.Value);
        return result;
    }

    /// <summary>The circuit.</summary>
    public Circuit Circuit { get; }

    /// <summary>Its terms.</summary>
    public SeriesTerm[] Terms { get; private set; } = [];

    /// <summary>Number of fitted parameters.</summary>
    public int Parameters => Terms.Sum(term => 1 + term.Nonlinear);

    /// <summary>Parameters of the circuit from those of the terms.</summary>
    public double[] ToParameters(SeriesSolution solution)
    {
        var values = new double[Circuit.Parameters.Length];
        var place = 0;
        for (var k = 0; k < Terms.Length; k++)
        {
            var term = Terms[k];
            var tau = term.HasTau ? Math.Exp(solution.Point[place]) : 0;
            var exponent = term.HasExponent ? solution.Point[place + 1] : term.UpperExponent;
            place += term.Nonlinear;
            var (amplitude, second, third) = _places[k];
            values[amplitude] = term.Shape == TermShape.Capacitor ? 1 / solution.Amplitudes[k] : solution.Amplitudes[k];
            if (third >= 0)
                values[third] = exponent;
            if (second >= 0)
                values[second] = IsParallel(k) ? Math.Pow(tau, exponent) / solution.Amplitudes[k] : tau;
        }

        return values;
    }

    private bool IsParallel(int term) => Circuit.Parameters[_places[term].Second].Unit != "s";

    private SeriesTerm? Translate(CircuitNode part)
    {
        if (part is ElementNode element)
            return Translate(element);
        if (part is ParallelNode { Parts: [ElementNode first, ElementNode second] })
        {
            var (resistor, other) = first.Element.Symbol == "R" ? (first, second) : (second, first);
            if (resistor.Element.Symbol == "R" && other.Element.Symbol is "C" or "CPE")
            {
                var amplitude = Circuit.IndexOf(resistor.Name);
                var place = Circuit.IndexOf(other.Element.Symbol == "C" ? other.Name : other.Name + "_0");
                return Timed(TermShape.Arc, amplitude, place, other.Element.Symbol == "C" ? -1 : place + 1);
            }
        }

        return null;
    }

    private SeriesTerm? Translate(ElementNode element)
    {
        var first = Circuit.IndexOf(element.Element.Parameters.Length == 1 ? element.Name : element.Name + "_0");
        var limits = Circuit.Parameters[first];
        switch (element.Element.Symbol)
        {
            case "R" or "L" or "W":
                _places.Add((first, -1, -1));
                var shape = element.Element.Symbol switch
                {
                    "R" => TermShape.Resistor,
                    "L" => TermShape.Inductor,
                    _ => TermShape.Warburg,
                };
                return new SeriesTerm(shape, limits.Lower, limits.Upper);
            case "C":
                _places.Add((first, -1, -1));
                return new SeriesTerm(TermShape.Capacitor, 1 / limits.Upper, 1 / limits.Lower);
            case "K":
                return Timed(TermShape.Arc, first, first + 1, -1);
            case "Zarc":
                return Timed(TermShape.Arc, first, first + 1, first + 2);
            case "G":
                return Timed(TermShape.Gerischer, first, first + 1, -1);
            case "Ws":
                return Timed(TermShape.FiniteWarburg, first, first + 1, -1, 0.5);
            case "Wsp":
                return Timed(TermShape.FiniteWarburg, first, first + 1, first + 2);
            default:
                return null;
        }
    }

    private SeriesTerm Timed(TermShape shape, int amplitude, int second, int exponent, double fixedExponent = 1)
    {
        _places.Add((amplitude, second, exponent));
        var (parameter, limits) = (Circuit.Parameters[second], Circuit.Parameters[amplitude]);
        var (low, high) = (fixedExponent, fixedExponent);
        if (exponent >= 0)
        {
            var setting = Circuit.Parameters[exponent];
            (low, high) = setting.Setting is { IsFixed: true, Value: { } value } ? (value, value) : (setting.Lower, setting.Upper);
        }

        return parameter.Unit == "s" && parameter.Setting != default
            ? new SeriesTerm(shape, limits.Lower, limits.Upper, Math.Log(parameter.Lower), Math.Log(parameter.Upper), low, high)
            : new SeriesTerm(shape, limits.Lower, limits.Upper, LowerExponent: low, UpperExponent: high);
    }
}
