using Debye.Numerics;

namespace Debye.Techniques.Eis.Sampling;

/// <summary>How measurements go wrong, as ranges to draw from; the defaults cover careful to careless laboratories.</summary>
public sealed record EisDisturbanceRanges
{
    /// <summary>Share of spectra without noise, 0…1; default 0.2.</summary>
    public double NoiseFreeShare { get; init; } = 0.2;

    /// <summary>Smallest noise of the others, relative, above 0; drawn evenly in its logarithm; default 3e-4.</summary>
    public double LowestNoise { get; init; } = 3e-4;

    /// <summary>Largest noise, at most 1; default 0.04.</summary>
    public double HighestNoise { get; init; } = 0.04;

    /// <summary>Share of noise that follows each part by itself, 0…1; default 0.5.</summary>
    public double ProportionalShare { get; init; } = 0.5;

    /// <summary>Share of noise that is the same at all points, 0…1; the rest follows |Z|; default 0.2.</summary>
    public double UnitShare { get; init; } = 0.2;

    /// <summary>Share of noisy spectra that drift while they are measured, 0…1; default 0.</summary>
    public double DriftShare { get; init; }

    /// <summary>Largest relative change from the first to the last point, either way, 0…0.9; default 0.03.</summary>
    public double LargestDrift { get; init; } = 0.03;

    /// <summary>Share of noisy spectra that have outliers, 0…1; default 0.</summary>
    public double OutlierShare { get; init; }

    /// <summary>Probability that a point of such a spectrum is an outlier, 0…1; default 0.04.</summary>
    public double OutlierProbability { get; init; } = 0.04;

    /// <summary>Size of outliers relative to |Z|, 0…10; default 0.05.</summary>
    public double OutlierSize { get; init; } = 0.05;

    /// <summary>Share of noisy spectra that are disturbed at mains frequency (50 or 60 Hz), 0…1; default 0.</summary>
    public double MainsShare { get; init; }

    /// <summary>Share of spectra measured with inductive leads of 10 nH…1 µH, 0…1; default 0.</summary>
    public double LeadShare { get; init; }

    /// <summary>Draws one measurement's disturbances.</summary>
    public EisOptions Draw(ref RandomSource random)
    {
        var leads = random.NextBool(LeadShare) ? Logarithmic(1e-8, 1e-6, ref random) : 0;
        if (random.NextBool(NoiseFreeShare))
            return new EisOptions { LeadInductanceHenry = leads };
        var kind = random.NextDouble();
        return new EisOptions
        {
            NoiseLevel = Logarithmic(LowestNoise, HighestNoise, ref random),
            NoiseKind =
                kind < ProportionalShare ? EisNoise.Proportional
                : kind < ProportionalShare + UnitShare ? EisNoise.Unit
                : EisNoise.Modulus,
            Drift = random.NextBool(DriftShare) ? random.NextDouble(-LargestDrift, LargestDrift) : 0,
            OutlierProbability = random.NextBool(OutlierShare) ? OutlierProbability : 0,
            OutlierSize = OutlierSize,
            MainsHertz = random.NextBool(MainsShare)
                ? random.NextBool(0.5)
                    ? 50
                    : 60
                : 0,
            LeadInductanceHenry = leads,
        };
    }

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside the range its property states.</exception>
    public void Validate()
    {
        foreach (
            var (name, value) in new[]
            {
                (nameof(NoiseFreeShare), NoiseFreeShare),
                (nameof(ProportionalShare), ProportionalShare),
                (nameof(UnitShare), UnitShare),
                (nameof(DriftShare), DriftShare),
                (nameof(OutlierShare), OutlierShare),
                (nameof(OutlierProbability), OutlierProbability),
                (nameof(MainsShare), MainsShare),
                (nameof(LeadShare), LeadShare),
            }
        )
            if (!(value is >= 0 and <= 1))
                throw new ArgumentOutOfRangeException(name, value, Invariant($"{name} must be 0…1, is {value}."));
        if (!(LowestNoise > 0 && HighestNoise >= LowestNoise && HighestNoise <= 1))
            throw new ArgumentOutOfRangeException(
                nameof(LowestNoise),
                LowestNoise,
                Invariant($"Noise must be above 0 and at most 1, is {LowestNoise}…{HighestNoise}.")
            );
        if (!(LargestDrift is >= 0 and <= 0.9))
            throw new ArgumentOutOfRangeException(
                nameof(LargestDrift),
                LargestDrift,
                Invariant($"LargestDrift must be 0…0.9, is {LargestDrift}.")
            );
        if (!(OutlierSize is >= 0 and <= 10))
            throw new ArgumentOutOfRangeException(
                nameof(OutlierSize),
                OutlierSize,
                Invariant($"OutlierSize must be 0…10, is {OutlierSize}.")
            );
    }

    private static double Logarithmic(double low, double high, ref RandomSource random) =>
        Math.Exp(random.NextDouble(Math.Log(low), Math.Log(high)));
}
