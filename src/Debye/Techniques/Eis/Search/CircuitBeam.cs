using Debye.Numerics;
using Debye.Spectra;
using Debye.Techniques.Eis.Circuits;

namespace Debye.Techniques.Eis.Search;

/// <summary>The search itself: the best circuits whose neighbours are unknown are expanded, round by round.</summary>
internal sealed class CircuitBeam(
    ImpedanceSpectrum spectrum,
    CircuitSearchOptions options,
    IProgress<int>? progress,
    CancellationToken cancellation
)
{
    private const int Places = 7;
    private const int MostVisits = 2;
    private const int IdleRounds = 3;

    // A step may make the criterion worse by this much when the next one may repay it.
    private const double Slack = 10;

    private readonly CircuitGrammar _grammar = new(options.Elements);
    private readonly QuickFit _fit = new(spectrum, options);
    private readonly Dictionary<string, TriedCircuit> _tried = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _visits = new(StringComparer.Ordinal);
    private readonly Placement[] _placements = Placements(spectrum, options.Seed);
    private int _fitted;

    public IReadOnlyCollection<TriedCircuit> Run()
    {
        Try(Structures(_placements.Select(place => _grammar.Seeds(place).ToArray()).ToArray()), double.PositiveInfinity);
        var (best, idle) = (double.PositiveInfinity, 0);
        while (idle < IdleRounds && _fitted < options.MaximumCircuits)
        {
            var parents = _tried
                .Values.Where(circuit => !circuit.IsExpanded)
                .OrderBy(circuit => circuit.Score)
                .ThenBy(circuit => circuit.Circuit.CanonicalForm, StringComparer.Ordinal)
                .Take(options.BeamWidth)
                .ToArray();
            if (parents.Length == 0)
                break;
            foreach (var parent in parents)
                Expand(parent);
            var now = _tried.Values.Min(circuit => circuit.Score);
            idle = now < best - 0.1 ? 0 : idle + 1;
            best = Math.Min(best, now);
        }

        return _tried.Values;
    }

    private void Expand(TriedCircuit parent)
    {
        parent.IsExpanded = true;
        var root = parent.Circuit.Root;
        var grown = Structures(_placements.Select(place => _grammar.Grow(root, place).ToArray()).ToArray());
        var changed = CircuitGrammar.Change(root).Select(node => new[] { node });
        Try(grown.Concat(changed), parent.Score + Slack);
    }

    /// <summary>From lists of one structure for each place to lists of places for each structure.</summary>
    private static IEnumerable<CircuitNode[]> Structures(CircuitNode[][] byPlace) =>
        Enumerable.Range(0, byPlace[0].Length).Select(i => byPlace.Select(list => list[i]).ToArray());

    private void Try(IEnumerable<CircuitNode[]> structures, double limit)
    {
        var chosen = new List<CircuitNode[]>();
        foreach (var variants in structures)
        {
            if (_fitted + chosen.Count >= options.MaximumCircuits)
                break;
            if (!CircuitTree.IsSensible(variants[0]) || !IsSmallEnough(variants[0]))
                continue;
            var form = CircuitTree.Standard(variants[0]).CanonicalForm();
            var visits = _visits.GetValueOrDefault(form);
            if (visits >= MostVisits)
                continue;
            _visits[form] = visits + 1;
            chosen.Add(variants);
        }

        var results = new TriedCircuit?[chosen.Count];
        Parallel.For(
            0,
            results.Length,
            new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellation },
            i => results[i] = _fit.Fit(chosen[i])
        );
        foreach (var result in results)
            Keep(result, limit);
        _fitted += chosen.Count;
        progress?.Report(_fitted);
    }

    private void Keep(TriedCircuit? result, double limit)
    {
        if (result is null)
            return;
        result.IsExpanded = result.Score > limit;
        var form = result.Circuit.CanonicalForm;
        // A better minimum of a known structure is worth new neighbours.
        if (_tried.TryGetValue(form, out var known) && known.Score - result.Score < 1)
        {
            known.IsExpanded &= result.IsExpanded || known.Score > limit;
            return;
        }

        _tried[form] = result;
    }

    private bool IsSmallEnough(CircuitNode root)
    {
        var (elements, parameters) = (0, 0);
        Count(root);
        return elements <= options.MaximumElements && parameters <= options.MaximumParameters;

        void Count(CircuitNode node)
        {
            foreach (var part in CircuitParser.PartsOf(node))
                Count(part);
            if (node is not ElementNode leaf)
                return;
            elements++;
            parameters += leaf.Element.Parameters.Length;
        }
    }

    /// <summary>Time constants over the measured range, each with |Z| there and with a small part of it.</summary>
    private static Placement[] Placements(ImpedanceSpectrum spectrum, ulong seed)
    {
        var random = new RandomSource(seed);
        var points = spectrum
            .FrequencyHertz.ToArray()
            .Zip(spectrum.ImpedanceOhm.ToArray(), (frequency, value) => (Tau: 1 / (2 * Math.PI * frequency), Size: value.Magnitude))
            .OrderBy(point => point.Tau)
            .ToArray();
        var result = new List<Placement>();
        for (var i = 0; i < Places; i++)
        {
            var place = Math.Clamp((i + random.NextDouble(0.3, 0.7)) / Places, 0, 1) * (points.Length - 1);
            var (tau, size) = points[(int)Math.Round(place)];
            result.Add(new Placement(tau, 0.5 * size));
            result.Add(new Placement(tau, 0.03 * size));
        }

        return [.. result];
    }
}
