namespace Debye.Learning.Training;

/// <summary>Shape of the learning rate over a training.</summary>
public enum ScheduleKind
{
    /// <summary>The base rate throughout.</summary>
    Constant,

    /// <summary>Multiplied by a factor at every milestone.</summary>
    Step,

    /// <summary>Linear warm-up, then half a cosine down to the final rate.</summary>
    Cosine,

    /// <summary>Cosine up to the base rate, cosine down to nearly nothing (L. N. Smith, arXiv 1708.07120).</summary>
    OneCycle,

    /// <summary>Triangles between a lower and the base rate (L. N. Smith, doi 10.1109/WACV.2017.58).</summary>
    Cyclical,

    /// <summary>Triangles of which every one is half as high as the one before (Smith's triangular2).</summary>
    CyclicalHalving,

    /// <summary>Triangles whose height falls by a factor at every step (Smith's exp_range).</summary>
    CyclicalDecaying,
}

/// <summary>Learning rate as a function of the step; stateless, so that a resumed training follows the same curve.</summary>
public sealed record LearningRateSchedule
{
    /// <summary>The shape.</summary>
    public ScheduleKind Kind { get; init; } = ScheduleKind.Cosine;

    /// <summary>Largest rate, above 0.</summary>
    public double BaseRate { get; init; } = 1e-3;

    /// <summary>Smallest rate, as a share of the base rate, 0…1.</summary>
    public double FinalShare { get; init; } = 0.01;

    /// <summary>Share of all steps spent warming up, 0…1 (cosine, one-cycle).</summary>
    public double WarmUpShare { get; init; } = 0.05;

    /// <summary>Shares of all steps at which the rate drops (step).</summary>
    public double[] Milestones { get; init; } = [];

    /// <summary>Factor at a milestone, 0…1 (step).</summary>
    public double Factor { get; init; } = 0.1;

    /// <summary>Number of triangles (all cyclical kinds), at least 1; each climbs for half of its steps.</summary>
    public int Cycles { get; init; } = 4;

    /// <summary>Factor on the height of a triangle at every step (cyclical, decaying), above 0 and up to 1.</summary>
    public double DecayPerStep { get; init; } = 1;

    /// <summary>Rate at a step.</summary>
    /// <param name="step">Zero-based step.</param>
    /// <param name="totalSteps">Number of steps of the whole training, at least 1.</param>
    public double RateAt(long step, long totalSteps)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(totalSteps);
        var progress = Math.Min(1, (double)step / totalSteps);
        return BaseRate
            * (
                Kind switch
                {
                    ScheduleKind.Constant => 1,
                    ScheduleKind.Step => Math.Pow(Factor, Milestones.Count(milestone => progress >= milestone)),
                    ScheduleKind.Cosine => progress < WarmUpShare
                        ? (step + 1) / (WarmUpShare * totalSteps + 1)
                        : Fall((progress - WarmUpShare) / (1 - WarmUpShare)),
                    ScheduleKind.OneCycle => progress < WarmUpShare
                        ? 1 - 0.96 * 0.5 * (1 + Math.Cos(Math.PI * progress / WarmUpShare))
                        : Fall((progress - WarmUpShare) / (1 - WarmUpShare)),
                    ScheduleKind.Cyclical => Triangle(progress),
                    ScheduleKind.CyclicalHalving => Triangle(progress, Math.Pow(0.5, Math.Floor(progress * Cycles))),
                    ScheduleKind.CyclicalDecaying => Triangle(progress, Math.Pow(DecayPerStep, step)),
                    _ => throw new InvalidOperationException($"Unknown schedule {Kind}."),
                }
            );
    }

    private double Triangle(double progress, double height = 1) =>
        FinalShare + (1 - FinalShare) * height * (1 - Math.Abs(2 * (progress * Cycles % 1) - 1));

    private double Fall(double progress) => FinalShare + (1 - FinalShare) * 0.5 * (1 + Math.Cos(Math.PI * progress));
}
