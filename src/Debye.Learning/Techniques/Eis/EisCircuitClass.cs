using System.Collections.Immutable;
using Debye.Techniques.Eis.Circuits;

namespace Debye.Learning.Techniques.Eis;

/// <summary>One of the nine equivalent circuits of the AutoECM set, with the way from its listed parameters to Debye's.</summary>
/// <remarks>
/// In the set a block RCPE is R/(1 + R C s^t): p(R,CPE) with Q = C and a = t. Its G is Debye's G; its Ws is Wsp with φ near W1_p/6.5.
/// That last relation is a mean one: the spectra of Rs_Ws are those of Wsp to nine digits, but with φ some hundredths off. Arcs of the
/// same kind are listed by ascending R·C.
/// Source: J. Schaeffer et al., J. Electrochem. Soc. 170, 060512 (2023), doi 10.1149/1945-7111/acd8fb.
/// </remarks>
public sealed class EisCircuitClass
{
    private const double ListedExponentPerPhi = 6.5;
    private readonly (string Name, double Divisor)[] _listed;

    private EisCircuitClass(string name, string circuit, params ReadOnlySpan<string> listed)
    {
        Name = name;
        Circuit = Circuit.Parse(circuit);
        ListedNames = [.. listed];
        _listed = [.. ListedNames.Select(item => (item, item.EndsWith("_p", StringComparison.Ordinal) ? ListedExponentPerPhi : 1))];
        if (Circuit.Parameters.Length != _listed.Length)
            throw new InvalidOperationException($"{name} names {_listed.Length} of {Circuit.Parameters.Length} parameters.");
    }

    /// <summary>All nine, in the order of the set's class numbers 0…8.</summary>
    public static ImmutableArray<EisCircuitClass> All { get; } =
    [
        new("L-R-RCPE", "L1-R1-p(R2,CPE1)", "L1", "R1", "R2", "CPE1_C", "CPE1_t"),
        new("L-R-RCPE-RCPE", "L1-R1-p(R2,CPE1)-p(R3,CPE2)", "L1", "R1", "R2", "CPE1_C", "CPE1_t", "R3", "CPE2_C", "CPE2_t"),
        new(
            "L-R-RCPE-RCPE-RCPE",
            "L1-R1-p(R2,CPE1)-p(R3,CPE2)-p(R4,CPE3)",
            "L1",
            "R1",
            "R2",
            "CPE1_C",
            "CPE1_t",
            "R3",
            "CPE2_C",
            "CPE2_t",
            "R4",
            "CPE3_C",
            "CPE3_t"
        ),
        new("RC-G-G", "p(R1,C1)-G1-G2", "R1", "C1", "R_g1", "t_g1", "R_g2", "t_g2"),
        new(
            "RC-RC-RCPE-RCPE",
            "p(R1,C1)-p(R2,C2)-p(R3,CPE3)-p(R4,CPE4)",
            "R1",
            "C1",
            "R2",
            "C2",
            "R3",
            "CPE3_C",
            "CPE3_t",
            "R4",
            "CPE4_C",
            "CPE4_t"
        ),
        new("RCPE-RCPE", "p(R1,CPE1)-p(R2,CPE2)", "R1", "CPE1_C", "CPE1_t", "R2", "CPE2_C", "CPE2_t"),
        new(
            "RCPE-RCPE-RCPE",
            "p(R1,CPE1)-p(R2,CPE2)-p(R3,CPE3)",
            "R1",
            "CPE1_C",
            "CPE1_t",
            "R2",
            "CPE2_C",
            "CPE2_t",
            "R3",
            "CPE3_C",
            "CPE3_t"
        ),
        new(
            "RCPE-RCPE-RCPE-RCPE",
            "p(R1,CPE1)-p(R2,CPE2)-p(R3,CPE3)-p(R4,CPE4)",
            "R1",
            "CPE1_C",
            "CPE1_t",
            "R2",
            "CPE2_C",
            "CPE2_t",
            "R3",
            "CPE3_C",
            "CPE3_t",
            "R4",
            "CPE4_C",
            "CPE4_t"
        ),
        new("Rs_Ws", "R1-Wsp1", "R1", "W1_R", "W1_T", "W1_p"),
    ];

    /// <summary>Name in the set.</summary>
    public string Name { get; }

    /// <summary>The circuit.</summary>
    public Circuit Circuit { get; }

    /// <summary>Names of the parameters in the set, in the order of the circuit's parameters.</summary>
    public ImmutableArray<string> ListedNames { get; }

    /// <summary>The circuits as they are compared: within the limits that their class has in the training rows, with some room.</summary>
    public static ImmutableArray<Circuit> FitCircuits => Eis.FitCircuits.All;

    /// <summary>Names of all classes, in order.</summary>
    public static ImmutableArray<string> Names { get; } = [.. All.Select(item => item.Name)];

    /// <summary>Finds a class.</summary>
    /// <param name="name">Name in the set.</param>
    /// <returns>The class, or null when there is none of that name.</returns>
    public static EisCircuitClass? Find(string name) => All.FirstOrDefault(item => item.Name == name);

    /// <summary>Number of a class, 0…8.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static int IndexOf(string name)
    {
        var index = Names.IndexOf(name);
        return index >= 0
            ? index
            : throw new ArgumentException($"Unknown circuit class '{name}'; known are {string.Join(" ", Names)}.", nameof(name));
    }

    /// <summary>Values for the circuit from listed parameters.</summary>
    /// <param name="listed">Parameters by the names of the set.</param>
    /// <returns>One value for each parameter of <see cref="Circuit"/>.</returns>
    /// <exception cref="ArgumentException">One is missing.</exception>
    public double[] Values(IReadOnlyDictionary<string, double> listed)
    {
        ArgumentNullException.ThrowIfNull(listed);
        var values = new double[_listed.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = listed.TryGetValue(_listed[i].Name, out var value)
                ? value / _listed[i].Divisor
                : throw new ArgumentException($"The parameter {_listed[i].Name} of {Name} is missing.", nameof(listed));
        return values;
    }

    /// <summary>Listed parameters from values of the circuit.</summary>
    /// <param name="values">One value for each parameter of <see cref="Circuit"/>.</param>
    /// <exception cref="ArgumentException">The length is wrong.</exception>
    public ImmutableDictionary<string, double> Listed(ReadOnlySpan<double> values)
    {
        if (values.Length != _listed.Length)
            throw new ArgumentException($"Expected {_listed.Length} values, got {values.Length}.", nameof(values));
        var result = ImmutableDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
        for (var i = 0; i < values.Length; i++)
            result[_listed[i].Name] = values[i] * _listed[i].Divisor;
        return result.ToImmutable();
    }
}
