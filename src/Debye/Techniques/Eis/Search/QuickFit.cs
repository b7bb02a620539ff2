using Debye.Numerics;
using Debye.Spectra;
using Debye.Techniques.Eis.Circuits;
using Debye.Techniques.Eis.Fitting;

namespace Debye.Techniques.Eis.Search;

/// <summary>Fits one circuit from several start values, roughly first; only the best start is followed to its end.</summary>
internal sealed class QuickFit(ImpedanceSpectrum spectrum, CircuitSearchOptions options)
{
    private const int Followed = 3;
    private const int RoughIterations = 8;
    private const int Iterations = 40;

    private readonly CircuitFitOptions _fitOptions = new() { Weights = options.Weights };

    /// <summary>The fit; null where no start gives a finite deviation or there are too few points.</summary>
    /// <param name="variants">Trees of one structure that differ in their start values.</param>
    public TriedCircuit? Fit(IReadOnlyList<CircuitNode> variants)
    {
        var trees = variants.Select(CircuitTree.Standard).ToArray();
        var circuit = new Circuit(trees[0]);
        if (2 * spectrum.Length <= circuit.Parameters.Length + 1)
            return null;
        var problem = new FitProblem(circuit, _fitOptions);
        problem.Load(spectrum);
        var search = new LevenbergMarquardt(problem);
        var starts = Starts(trees, circuit, problem);
        (double ChiSquared, double[] Point) best = (double.PositiveInfinity, []);
        foreach (var start in starts)
        {
            var chi = search.Minimise(start, RoughIterations, 1e-3);
            if (chi < best.ChiSquared)
                best = (chi, start);
        }

        if (!double.IsFinite(best.ChiSquared))
            return null;
        var end = search.Minimise(best.Point, Iterations, 1e-6);
        var values = new double[circuit.Parameters.Length];
        problem.ToParameters(best.Point, values);
        return new TriedCircuit(
            circuit.With([.. values.Select(value => new ParameterSetting(value))]),
            end,
            Score(Bic(end, values.Length), circuit)
        );
    }

    /// <summary>The criterion with the noise floor.</summary>
    public double Bic(double chiSquared, int parameters)
    {
        var n = 2.0 * spectrum.Length;
        return n * Math.Log(Math.Max(chiSquared / n, Floor)) + (parameters + 1) * Math.Log(n);
    }

    /// <summary>
    /// The criterion and what a circuit of so many elements costs: the number of structures to choose from grows with each.
    /// </summary>
    public double Score(double bic, Circuit circuit) => bic + 2 * circuit.Elements.Length * Math.Log(Math.Max(2, options.Elements.Length));

    /// <summary>Akaike's criterion with the noise floor.</summary>
    public double Aicc(double chiSquared, int parameters)
    {
        var (n, k) = (2.0 * spectrum.Length, parameters + 1.0);
        return n > k + 1 ? n * Math.Log(Math.Max(chiSquared / n, Floor)) + 2 * k + 2 * k * (k + 1) / (n - k - 1) : double.PositiveInfinity;
    }

    /// <summary>Smallest χ²/n that counts: relative noise squared, in the units of the weights.</summary>
    private double Floor
    {
        get
        {
            var square = options.NoiseFloor * options.NoiseFloor;
            if (options.Weights == FitWeights.Boukamp)
                return square / spectrum.Length;
            if (options.Weights != FitWeights.Unit)
                return square;
            var mean = 0.0;
            foreach (var value in spectrum.ImpedanceOhm)
                mean += value.Magnitude * value.Magnitude / spectrum.Length;
            return square * mean;
        }
    }

    private static double[][] Starts(CircuitNode[] trees, Circuit circuit, FitProblem problem)
    {
        var starts = new List<(double ChiSquared, double[] Point)>();
        foreach (var tree in trees)
        {
            var values = CircuitTree.Values(tree);
            for (var i = 0; i < values.Length; i++)
                values[i] = Math.Clamp(values[i], circuit.Parameters[i].Lower, circuit.Parameters[i].Upper);
            var point = new double[problem.Map.Count];
            problem.Map.ToPoint(values, point);
            var chi = problem.ChiSquared(point);
            if (double.IsFinite(chi) && !starts.Exists(other => Math.Abs(other.ChiSquared - chi) <= 1e-9 * chi))
                starts.Add((chi, point));
        }

        return [.. starts.OrderBy(start => start.ChiSquared).Take(Followed).Select(start => start.Point)];
    }
}
