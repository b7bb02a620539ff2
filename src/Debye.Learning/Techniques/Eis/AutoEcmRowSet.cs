using System.Collections.Immutable;
using Debye.Numerics;

namespace Debye.Learning.Techniques.Eis;

/// <summary>Parameter rows by class, with the class that has none composed of two others. Immutable; may be shared by threads.</summary>
/// <remarks>
/// The rows recovered for L-R-RCPE-RCPE-RCPE are unusable. Its parameters are composed: L1, R1 and the first arc of a row of
/// L-R-RCPE-RCPE, arcs three and four of a row of RCPE-RCPE-RCPE-RCPE, the former's CPE3_C divided by 5 (as the set's README says).
/// </remarks>
public sealed class AutoEcmRowSet
{
    private const string Composed = "L-R-RCPE-RCPE-RCPE";
    private const string InductiveParent = "L-R-RCPE-RCPE";
    private const string ArcParent = "RCPE-RCPE-RCPE-RCPE";
    private const double ThirdArcDivisor = 5;
    private const int FewValues = 5;
    private const int ManyRows = 50;
    private readonly Dictionary<string, AutoEcmRow[]> _rows;
    private readonly HashSet<(string Label, string Parameter)> _discrete;

    /// <summary>Creates a set.</summary>
    /// <param name="rows">The rows.</param>
    public AutoEcmRowSet(IEnumerable<AutoEcmRow> rows)
    {
        _rows = rows.Where(row => row.Label != Composed)
            .GroupBy(row => row.Label, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
        _discrete =
        [
            .. from pair in _rows
            where pair.Value.Length >= ManyRows
            from name in pair.Value[0].Parameters.Keys
            where pair.Value.Select(row => row.Parameters[name]).Distinct().Count() <= FewValues
            select (pair.Key, name),
        ];
    }

    /// <summary>Number of rows.</summary>
    public int Count => _rows.Values.Sum(rows => rows.Length);

    /// <summary>Classes that can be drawn, in the order of <see cref="EisCircuitClass.All"/>.</summary>
    public ImmutableArray<string> Labels =>
        [
            .. EisCircuitClass.Names.Where(name =>
                name == Composed ? _rows.ContainsKey(InductiveParent) && _rows.ContainsKey(ArcParent) : _rows.ContainsKey(name)
            ),
        ];

    /// <summary>Splits the rows; both parts of a composed row come from the same side.</summary>
    /// <param name="share">Share of the rows of each class that goes to the second set, 0…1.</param>
    /// <param name="seed">Seed of the choice.</param>
    public (AutoEcmRowSet First, AutoEcmRowSet Second) Split(double share, ulong seed)
    {
        if (!(share is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(share), share, "Expected 0…1.");
        var (first, second) = (new List<AutoEcmRow>(), new List<AutoEcmRow>());
        var random = new RandomSource(seed);
        foreach (var name in EisCircuitClass.Names)
        {
            if (!_rows.TryGetValue(name, out var rows))
                continue;
            var order = new double[rows.Length];
            for (var i = 0; i < order.Length; i++)
                order[i] = random.NextDouble();
            var shuffled = (AutoEcmRow[])rows.Clone();
            Array.Sort(order, shuffled);
            var count = (int)Math.Round(share * rows.Length);
            second.AddRange(shuffled[..count]);
            first.AddRange(shuffled[count..]);
        }

        return (new AutoEcmRowSet(first), new AutoEcmRowSet(second));
    }

    /// <summary>Whether a parameter takes a few values only in all rows of a class.</summary>
    /// <param name="label">The class.</param>
    /// <param name="parameter">Name of the parameter in the set.</param>
    public bool IsDiscrete(string label, string parameter) => _discrete.Contains((label, parameter));

    /// <summary>Draws the parameters of one class.</summary>
    /// <exception cref="ArgumentException">There is no row of that class.</exception>
    public AutoEcmRow Draw(string label, ref RandomSource random)
    {
        if (label != Composed)
            return Pick(label, ref random);
        var (inductive, arcs) = (Pick(InductiveParent, ref random), Pick(ArcParent, ref random));
        var parameters = ImmutableDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
        foreach (var name in (string[])["L1", "R1", "R2", "CPE1_C", "CPE1_t"])
            parameters[name] = inductive.Parameters[name];
        (parameters["R3"], parameters["CPE2_C"], parameters["CPE2_t"]) = (
            arcs.Parameters["R3"],
            arcs.Parameters["CPE3_C"] / ThirdArcDivisor,
            arcs.Parameters["CPE3_t"]
        );
        (parameters["R4"], parameters["CPE3_C"], parameters["CPE3_t"]) = (
            arcs.Parameters["R4"],
            arcs.Parameters["CPE4_C"],
            arcs.Parameters["CPE4_t"]
        );
        return new AutoEcmRow($"{inductive.Id}+{arcs.Id}", Composed, parameters.ToImmutable());
    }

    private AutoEcmRow Pick(string label, ref RandomSource random) =>
        _rows.TryGetValue(label, out var rows)
            ? rows[random.NextInt(rows.Length)]
            : throw new ArgumentException($"There is no parameter row of the class '{label}'.", nameof(label));
}
