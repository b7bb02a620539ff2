namespace Debye.Techniques.Eis;

/// <summary>What the standard deviation of simulated noise follows.</summary>
public enum EisNoise
{
    /// <summary>|Z| of the point.</summary>
    Modulus,

    /// <summary>Each part by itself: |Z′| and |Z″|.</summary>
    Proportional,

    /// <summary>The mean |Z| of the spectrum: the same at all points.</summary>
    Unit,
}

/// <summary>How a simulated measurement goes wrong; the defaults: not at all.</summary>
public sealed record EisOptions
{
    /// <summary>Standard deviation of normal noise on each part, as a share of what <see cref="NoiseKind"/> says, 0…1; default 0.</summary>
    public double NoiseLevel { get; init; }

    /// <summary>What the noise follows; default the modulus.</summary>
    public EisNoise NoiseKind { get; init; } = EisNoise.Modulus;

    /// <summary>Relative change of Z from the first to the last point, linear in their number, -0.9…10; default 0.</summary>
    public double Drift { get; init; }

    /// <summary>Probability that a point is an outlier, 0…1; default 0.</summary>
    public double OutlierProbability { get; init; }

    /// <summary>Standard deviation of an outlier on each part as a share of |Z|, 0…10; default 0.1.</summary>
    public double OutlierSize { get; init; } = 0.1;

    /// <summary>Inductance of the leads in series with the cell, H, 0…1; default 0.</summary>
    public double LeadInductanceHenry { get; init; }

    /// <summary>Capacitance between the leads, parallel to all the rest, F, 0…1; default 0.</summary>
    public double StrayCapacitanceFarad { get; init; }

    /// <summary>
    /// Mains frequency, Hz, 0…1000; points within 3 % of it or of its double or triple are disturbed; 0 (default) for none.
    /// </summary>
    public double MainsHertz { get; init; }

    /// <summary>Standard deviation of that disturbance on each part as a share of |Z|, 0…10; default 0.05.</summary>
    public double MainsSize { get; init; } = 0.05;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside the range its property states.</exception>
    public void Validate()
    {
        Require(NoiseLevel is >= 0 and <= 1, nameof(NoiseLevel), NoiseLevel, "0…1");
        Require(Drift is >= -0.9 and <= 10, nameof(Drift), Drift, "-0.9…10");
        Require(OutlierProbability is >= 0 and <= 1, nameof(OutlierProbability), OutlierProbability, "0…1");
        Require(OutlierSize is >= 0 and <= 10, nameof(OutlierSize), OutlierSize, "0…10");
        Require(LeadInductanceHenry is >= 0 and <= 1, nameof(LeadInductanceHenry), LeadInductanceHenry, "0…1 H");
        Require(StrayCapacitanceFarad is >= 0 and <= 1, nameof(StrayCapacitanceFarad), StrayCapacitanceFarad, "0…1 F");
        Require(MainsHertz is >= 0 and <= 1000, nameof(MainsHertz), MainsHertz, "0…1000 Hz");
        Require(MainsSize is >= 0 and <= 10, nameof(MainsSize), MainsSize, "0…10");
    }

    private static void Require(bool holds, string name, double value, string range)
    {
        if (!holds)
            throw new ArgumentOutOfRangeException(name, value, Invariant($"{name} must be {range}, is {value}."));
    }
}
