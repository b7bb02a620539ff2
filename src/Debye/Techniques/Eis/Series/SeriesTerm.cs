namespace Debye.Techniques.Eis.Series;

/// <summary>Shape of one term of a series circuit: its impedance is an amplitude times the shape.</summary>
internal enum TermShape
{
    /// <summary>1.</summary>
    Resistor,

    /// <summary>s.</summary>
    Inductor,

    /// <summary>1/s.</summary>
    Capacitor,

    /// <summary>(1 - j)/√ω.</summary>
    Warburg,

    /// <summary>1/(1 + (sτ)^a).</summary>
    Arc,

    /// <summary>1/√(1 + sτ).</summary>
    Gerischer,

    /// <summary>tanh(u)/u, u = (sτ)^a.</summary>
    FiniteWarburg,
}

/// <summary>One term of a series circuit: what it is and within which limits.</summary>
/// <param name="Shape">Its shape.</param>
/// <param name="Lower">Smallest amplitude, in the unit of the shape's coefficient, at least 0.</param>
/// <param name="Upper">Largest amplitude.</param>
/// <param name="LowerLnTau">Smallest ln(τ/s).</param>
/// <param name="UpperLnTau">Largest ln(τ/s).</param>
/// <param name="LowerExponent">Smallest exponent a.</param>
/// <param name="UpperExponent">Largest one; the same for an exponent that is fixed.</param>
internal readonly record struct SeriesTerm(
    TermShape Shape,
    double Lower,
    double Upper,
    double LowerLnTau = -45,
    double UpperLnTau = 25,
    double LowerExponent = 1,
    double UpperExponent = 1
)
{
    /// <summary>Whether the term has a time constant.</summary>
    public bool HasTau => Shape >= TermShape.Arc;

    /// <summary>Whether its exponent is fitted.</summary>
    public bool HasExponent => HasTau && UpperExponent > LowerExponent;

    /// <summary>Number of parameters beside the amplitude.</summary>
    public int Nonlinear => (HasTau ? 1 : 0) + (HasExponent ? 1 : 0);
}
