using Debye.Numerics;
using Debye.Spectra;
using Debye.Techniques.Eis.Circuits;

namespace Debye.Techniques.Eis.Fitting;

/// <summary>Start values for a fit: read off the data, ranked by χ² of the circuit itself.</summary>
internal sealed class StartFinder(Circuit circuit, CircuitFitOptions options, FitProblem problem)
{
    private static readonly double[] s_depressed = [0.95, 0.75];
    private static readonly double[] s_round = [1];

    private readonly StartPlan _plan = new(circuit);

    // What a user says of single parameters makes time constants differ that are alike otherwise.
    private readonly bool _isTold =
        !options.Constraints.IsEmpty || !options.Guess.IsEmpty || circuit.Parameters.Any(parameter => parameter.Setting != default);
    private readonly double[] _parameters = new double[circuit.Parameters.Length];

    /// <summary>Points within the limits, best first, without repetitions.</summary>
    public List<(double ChiSquared, double[] Point)> Find(ImpedanceSpectrum spectrum)
    {
        var starts = new List<(double ChiSquared, double[] Point)>();
        foreach (var model in Models(spectrum))
        foreach (var order in Orders(_plan.Count))
            Add(starts, model, order);
        starts.Sort((a, b) => a.ChiSquared.CompareTo(b.ChiSquared));
        return starts;
    }

    /// <summary>A random start: arcs with time constants and resistances drawn over the range of the data.</summary>
    public double[] Draw(ImpedanceSpectrum spectrum, ref RandomSource random)
    {
        var (low, high, small, large) = (double.PositiveInfinity, 0.0, double.PositiveInfinity, 0.0);
        foreach (var omega in problem.Grid.OmegaRadianPerSecond)
            (low, high) = (Math.Min(low, omega), Math.Max(high, omega));
        foreach (var value in spectrum.ImpedanceOhm)
            (small, large) = (Math.Min(small, value.Magnitude), Math.Max(large, value.Magnitude));
        var arcs = new Arc[_plan.Count];
        for (var i = 0; i < arcs.Length; i++)
            arcs[i] = new Arc(Log(large * 1e-3, large * 2, ref random), Log(0.3 / high, 3 / low, ref random), random.NextDouble(0.5, 1));
        var model = new ArcModel(
            0,
            arcs,
            Log(Math.Max(small * 0.1, large * 1e-6), large, ref random),
            Log(1e-3 * large / high, large / high, ref random),
            Log(1e-3 * large * low, large * low, ref random),
            Log(1e-3 * large * Math.Sqrt(low), large * Math.Sqrt(low), ref random)
        );
        _plan.Fill(model, Enumerable.Range(0, arcs.Length).ToArray(), _parameters);
        return ToPoint();
    }

    /// <summary>A start at given parameters, within the limits.</summary>
    public double[] ToPoint(ReadOnlySpan<double> parameters)
    {
        parameters.CopyTo(_parameters);
        return ToPoint();
    }

    private static double Log(double low, double high, ref RandomSource random) =>
        Math.Exp(random.NextDouble(Math.Log(Math.Max(low, 1e-300)), Math.Log(Math.Max(high, 1e-300))));

    private IEnumerable<ArcModel> Models(ImpedanceSpectrum spectrum)
    {
        var search = new ArcSearch(spectrum, problem.Grid, _plan.SeriesKinds, _plan.HasExponents ? s_depressed : s_round);
        return search.Find(Math.Min(_plan.Count, 12));
    }

    /// <summary>Which arc becomes which time constant: every way for up to three, otherwise rotations both ways.</summary>
    private IEnumerable<int[]> Orders(int count)
    {
        int[] plain = [.. Enumerable.Range(0, count)];
        if ((_plan.AreAlike && !_isTold) || count <= 1)
            return [plain];
        if (count == 2)
            return [plain, [1, 0]];
        if (count == 3)
            return [plain, [2, 1, 0], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1]];
        return Enumerable
            .Range(0, count)
            .SelectMany(shift =>
                new int[][] { [.. plain.Select(i => (i + shift) % count)], [.. plain.Select(i => (2 * count - 1 - i - shift) % count)] }
            );
    }

    private void Add(List<(double ChiSquared, double[] Point)> starts, ArcModel model, int[] order)
    {
        _plan.Fill(model, order, _parameters);
        var point = ToPoint();
        var chi = problem.ChiSquared(point);
        if (double.IsFinite(chi) && !starts.Exists(other => Math.Abs(other.ChiSquared - chi) < 1e-9 * chi))
            starts.Add((chi, point));
    }

    private double[] ToPoint()
    {
        for (var i = 0; i < _parameters.Length; i++)
        {
            var parameter = circuit.Parameters[i];
            if (options.Guess.TryGetValue(parameter.Name, out var guess))
                _parameters[i] = guess;
            else if (parameter.Setting.Value is { } value)
                _parameters[i] = value;
            if (!parameter.Setting.IsFixed)
                _parameters[i] = Math.Clamp(_parameters[i], parameter.Lower, parameter.Upper);
        }

        problem.SetFixed(_parameters);
        var point = new double[problem.Map.Count];
        problem.Map.ToPoint(_parameters, point);
        return point;
    }
}
