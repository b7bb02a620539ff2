using Debye.Techniques.Eis.Circuits;

namespace Debye.Techniques.Eis.Fitting;

/// <summary>Where the time constants of a circuit sit: how arcs read off the data become start values of its parameters.</summary>
internal sealed class StartPlan
{
    /// <summary>One time constant: parameters of its resistance, time or capacity, and exponent; -1 for none.</summary>
    private readonly record struct Slot(int Resistance, int Time, int Capacity, int Inductance, int Exponent);

    private readonly Circuit _circuit;
    private readonly List<Slot> _slots = [];
    private readonly List<(int Parameter, int Kind)> _series = [];
    private readonly Dictionary<string, int> _first = new(StringComparer.Ordinal);
    private readonly HashSet<int> _planned = [];

    public StartPlan(Circuit circuit)
    {
        _circuit = circuit;
        var next = 0;
        foreach (var element in circuit.Elements)
        {
            _first[element.Name] = next;
            next += element.Element.Parameters.Length;
        }

        ReadOnlySpan<CircuitNode> parts = circuit.Root is SeriesNode series ? series.Parts.AsSpan() : new[] { circuit.Root };
        foreach (var part in parts)
            PlanInSeries(part);
        AreAlike =
            parts.Length - _series.Count == _slots.Count
            && parts
                .ToArray()
                .Where(part => part is not ElementNode { Element.Symbol: "R" or "L" or "C" or "CPE" or "W" })
                .Select(part => part.CanonicalForm())
                .Distinct(StringComparer.Ordinal)
                .Count() <= 1;
        HasExponents = _slots.Any(slot => slot.Exponent >= 0 || slot.Capacity < 0);
    }

    /// <summary>Number of time constants.</summary>
    public int Count => _slots.Count;

    /// <summary>Whether it makes no difference which arc becomes which time constant.</summary>
    public bool AreAlike { get; }

    /// <summary>Whether arcs may be depressed.</summary>
    public bool HasExponents { get; }

    /// <summary>What lies in series: 0 R, 1 L, 2 C, 3 W, each once; an offset always, for it may lie within.</summary>
    public int[] SeriesKinds => [.. _series.Select(item => item.Kind).Append(0).Distinct().Order()];

    /// <summary>Start values from a model of the data.</summary>
    /// <param name="model">Arcs, as many as time constants or fewer.</param>
    /// <param name="order">Which arc becomes which time constant.</param>
    /// <param name="parameters">Receives one value for each parameter.</param>
    public void Fill(ArcModel model, ReadOnlySpan<int> order, Span<double> parameters)
    {
        var scale = Math.Max(1e-8, model.Arcs.Sum(arc => arc.ResistanceOhm) + Math.Abs(model.ResistanceOhm));
        var slow = model.Arcs.Length > 0 ? model.Arcs[^1] : new Arc(scale, 1, 1);
        for (var i = 0; i < parameters.Length; i++)
            parameters[i] = Default(i, scale, slow);
        foreach (var (parameter, kind) in _series)
        {
            var count = _series.Count(item => item.Kind == kind);
            parameters[parameter] = kind switch
            {
                0 => Math.Max(model.ResistanceOhm, 1e-3 * scale) / count,
                1 => model.InductanceHenry > 0 ? model.InductanceHenry / count : 1e-9 * scale,
                2 => model.InverseCapacitance > 0 ? 1 / (model.InverseCapacitance * count) : 1e2 * slow.TauSeconds / scale,
                _ => model.Warburg > 0 ? model.Warburg / count : 0.1 * scale / Math.Sqrt(slow.TauSeconds),
            };
        }

        for (var i = 0; i < _slots.Count; i++)
            FillSlot(_slots[i], model.Arcs.Length == 0 ? slow : model.Arcs[order[i] % model.Arcs.Length], parameters);
    }

    private static void FillSlot(Slot slot, Arc arc, Span<double> parameters)
    {
        if (slot.Resistance >= 0)
            parameters[slot.Resistance] = arc.ResistanceOhm;
        if (slot.Time >= 0)
            parameters[slot.Time] = arc.TauSeconds;
        if (slot.Inductance >= 0)
            parameters[slot.Inductance] = arc.ResistanceOhm * arc.TauSeconds;
        var exponent = slot.Exponent >= 0 ? arc.Exponent : 1;
        if (slot.Exponent >= 0)
            parameters[slot.Exponent] = exponent;
        if (slot.Capacity >= 0)
            parameters[slot.Capacity] = Math.Pow(arc.TauSeconds, exponent) / arc.ResistanceOhm;
    }

    private double Default(int parameter, double scale, Arc slow)
    {
        var definition = _circuit.Parameters[parameter].Definition;
        if (definition.Unit.StartsWith("Ω s", StringComparison.Ordinal))
            return 0.3 * scale / Math.Sqrt(slow.TauSeconds);
        if (definition.Unit[0] == 'Ω')
            return 0.3 * scale;
        if (definition.Unit == "s")
            return slow.TauSeconds;
        if (definition.Unit[0] == 'F' || definition.Unit[0] == 'S')
            return slow.TauSeconds / slow.ResistanceOhm;
        if (definition.Unit[0] == 'H')
            return 1e-6 * scale;
        return definition.IsLogarithmic ? 1 : 0.85;
    }

    /// <summary>A part of the outermost series connection.</summary>
    private void PlanInSeries(CircuitNode node)
    {
        if (node is ElementNode element)
        {
            var kind = element.Element.Symbol switch
            {
                "R" => 0,
                "L" => 1,
                "C" or "CPE" => 2,
                "W" => 3,
                "La" or "Lap" => 1,
                _ => -1,
            };
            if (kind >= 0)
                _series.Add((_first[element.Name], kind));
            else
                Plan(node, null);
            return;
        }

        Plan(node, null);
    }

    private void Plan(CircuitNode node, ParallelNode? around)
    {
        foreach (var part in CircuitParser.PartsOf(node))
            Plan(part, node as ParallelNode ?? around);
        if (node is not ElementNode element)
            return;
        var first = _first[element.Name];
        var exponent = Find(element, parameter => parameter.Unit == "1" && !parameter.IsLogarithmic);
        var time = Find(element, parameter => parameter.Unit == "s");
        var capacity = Find(element, parameter => parameter.Unit[0] is 'F' or 'S');
        var inductance = Find(element, parameter => parameter.Unit[0] == 'H');
        if (time >= 0)
            _slots.Add(new Slot(first, time, -1, -1, exponent));
        else if (capacity >= 0)
            _slots.Add(new Slot(element.Element.Parameters.Length > 2 ? first : Partner(element, around), -1, capacity, -1, exponent));
        else if (inductance >= 0 && around is not null)
            _slots.Add(new Slot(Partner(element, around), -1, -1, inductance, -1));
    }

    private int Find(ElementNode element, Predicate<Elements.ElementParameter> holds)
    {
        for (var i = 0; i < element.Element.Parameters.Length; i++)
            if (holds(element.Element.Parameters[i]))
                return _first[element.Name] + i;
        return -1;
    }

    /// <summary>The first resistor beside an element that no other one has taken.</summary>
    private int Partner(ElementNode element, ParallelNode? around)
    {
        if (around is null)
            return -1;
        foreach (var branch in around.Parts.Where(branch => !ReferenceEquals(branch, element)))
        foreach (var candidate in branch is SeriesNode series ? series.Parts.AsEnumerable() : [branch])
            if (candidate is ElementNode { Element.Symbol: "R" } resistor && _planned.Add(_first[resistor.Name]))
                return _first[resistor.Name];
        return -1;
    }
}
