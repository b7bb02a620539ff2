using System.Collections.Immutable;

namespace Debye.Techniques.Eis.Fitting;

/// <summary>How much each point counts: the weight w of the squared deviation of each part.</summary>
public enum FitWeights
{
    /// <summary>w = 1: every ohm counts alike.</summary>
    Unit,

    /// <summary>w = 1/|Z|² of the measured point.</summary>
    Modulus,

    /// <summary>w = 1/Z′² and 1/Z″² of the measured parts, which are taken for at least 10⁻⁴ |Z|.</summary>
    Proportional,

    /// <summary>
    /// w = 1/(N |Z|²): χ² is Boukamp's pseudo χ², the mean squared relative deviation (J. Electrochem. Soc. 142, 1885 (1995), doi
    /// 10.1149/1.2044210).
    /// </summary>
    Boukamp,
}

/// <summary>Which quantity is compared.</summary>
public enum FitQuantity
{
    /// <summary>Z.</summary>
    Impedance,

    /// <summary>Y = 1/Z; weights then are those of Y.</summary>
    Admittance,
}

/// <summary>What outliers cost.</summary>
public enum RobustLoss
{
    /// <summary>Least squares.</summary>
    None,

    /// <summary>
    /// Huber: deviations beyond 1.345 scales count linearly (Ann. Math. Stat. 35, 73 (1964), doi 10.1214/aoms/1177703732).
    /// </summary>
    Huber,

    /// <summary>Cauchy: large deviations have little weight; constant 2.385 scales.</summary>
    Cauchy,
}

/// <summary>A search beyond the starts that are read off the data.</summary>
public enum GlobalSearch
{
    /// <summary>None.</summary>
    None,

    /// <summary>Local fits from many random starts.</summary>
    Multistart,

    /// <summary>
    /// Differential evolution (R. Storn, K. Price, J. Glob. Optim. 11, 341 (1997), doi 10.1023/A:1008202821328), then a local fit.
    /// </summary>
    DifferentialEvolution,
}

/// <summary>A relation that two parameters keep in a fit.</summary>
/// <param name="Parameter">Name of the parameter that is bound.</param>
/// <param name="Other">Name of the one it is bound to; must not be bound itself to the first.</param>
/// <param name="IsEquality">True: Parameter = Factor × Other. False: Parameter ≥ Factor × Other.</param>
/// <param name="Factor">Above 0.</param>
public sealed record ParameterConstraint(string Parameter, string Other, bool IsEquality, double Factor = 1);

/// <summary>Settings of a fit.</summary>
public sealed record CircuitFitOptions
{
    /// <summary>Weights; default modulus.</summary>
    public FitWeights Weights { get; init; } = FitWeights.Modulus;

    /// <summary>What is compared; default the impedance.</summary>
    public FitQuantity Quantity { get; init; } = FitQuantity.Impedance;

    /// <summary>What outliers cost; default least squares.</summary>
    public RobustLoss Loss { get; init; } = RobustLoss.None;

    /// <summary>Search beyond the starts read off the data; default none.</summary>
    public GlobalSearch GlobalSearch { get; init; } = GlobalSearch.None;

    /// <summary>Random starts, or generations of differential evolution, 1…100,000; default 200.</summary>
    public int GlobalEffort { get; init; } = 200;

    /// <summary>Most starts that are followed, 1…1000; default 4. More are used when the best one ends at a limit.</summary>
    public int Starts { get; init; } = 4;

    /// <summary>Most iterations of one local fit, 1…100,000; default 200.</summary>
    public int MaximumIterations { get; init; } = 200;

    /// <summary>A fit has converged when an iteration lowers χ² by less than this share, 1e-15…0.1; default 1e-10.</summary>
    public double Tolerance { get; init; } = 1e-10;

    /// <summary>Start values by parameter name; the others are read off the data. Values in the circuit string count likewise.</summary>
    public ImmutableDictionary<string, double> Guess { get; init; } = [];

    /// <summary>Relations between parameters; default none.</summary>
    public ImmutableArray<ParameterConstraint> Constraints { get; init; } = [];

    /// <summary>Level of confidence of intervals, 0.5…0.9999; default 0.95.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>
    /// Whether intervals come from the profile of the likelihood (costs some twelve small fits per parameter) instead of the covariance;
    /// default no.
    /// </summary>
    public bool ProfileIntervals { get; init; }

    /// <summary>Seed of global searches; default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside the range its property states.</exception>
    public void Validate()
    {
        Require(GlobalEffort is >= 1 and <= 100_000, nameof(GlobalEffort), GlobalEffort, "1…100,000");
        Require(Starts is >= 1 and <= 1000, nameof(Starts), Starts, "1…1000");
        Require(MaximumIterations is >= 1 and <= 100_000, nameof(MaximumIterations), MaximumIterations, "1…100,000");
        Require(Tolerance is >= 1e-15 and <= 0.1, nameof(Tolerance), Tolerance, "1e-15…0.1");
        Require(Confidence is >= 0.5 and <= 0.9999, nameof(Confidence), Confidence, "0.5…0.9999");
        foreach (var constraint in Constraints)
            Require(
                constraint.Factor > 0 && double.IsFinite(constraint.Factor),
                nameof(Constraints),
                constraint.Factor,
                "above 0 for every factor"
            );
        foreach (var (name, value) in Guess)
            Require(double.IsFinite(value), name, value, "finite");
    }

    private static void Require(bool holds, string name, double value, string range)
    {
        if (!holds)
            throw new ArgumentOutOfRangeException(name, value, Invariant($"{name} must be {range}, is {value}."));
    }
}
