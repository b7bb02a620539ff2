namespace Debye.Learning.Trees;

/// <summary>Settings of <see cref="GradientBoosting"/>; the defaults are those of most programs of this kind.</summary>
public sealed record GradientBoostingOptions
{
    /// <summary>Rounds of boosting, 1…100,000.</summary>
    public int Rounds { get; init; } = 100;

    /// <summary>Share of each step that is taken, above 0, at most 1.</summary>
    public double LearningRate { get; init; } = 0.3;

    /// <summary>
    /// What is minimised where values are learned: squared error, absolute error or Huber's loss. Classes have their own.
    /// </summary>
    public BoostingObjective ValueObjective { get; init; } = BoostingObjective.SquaredError;

    /// <summary>Residual at which Huber's loss turns from squared to absolute, above 0, in the unit of the values.</summary>
    public double HuberWidth { get; init; } = 1;

    /// <summary>Most splits between root and leaf, 1…64.</summary>
    public int MaxDepth { get; init; } = 6;

    /// <summary>Most leaves of a tree, 2 or more, grown best first; 0 for no limit but depth.</summary>
    public int MaxLeaves { get; init; }

    /// <summary>Most bins of a feature, missing values not counted, 2…255.</summary>
    public int MaxBins { get; init; } = 255;

    /// <summary>
    /// Penalty on squared leaf values, 0 or more; with absolute error and Huber's loss it is felt by the choice of splits only.
    /// </summary>
    public double L2 { get; init; } = 1;

    /// <summary>Least sum of second derivatives in a leaf, 0 or more. For values that is the weight of its examples.</summary>
    public double MinimumChildWeight { get; init; } = 1;

    /// <summary>Least gain of a split (difference of G²/(H+λ)), 0 or more.</summary>
    public double MinimumGain { get; init; }

    /// <summary>Share of the examples that each round sees, above 0, at most 1; drawn without replacement.</summary>
    public double RowFraction { get; init; } = 1;

    /// <summary>Share of the features that each tree sees, above 0, at most 1; at least one.</summary>
    public double ColumnFraction { get; init; } = 1;

    /// <summary>Rounds without a lower validation loss after which training ends; 0 for never.</summary>
    public int EarlyStoppingRounds { get; init; }

    /// <summary>
    /// For each feature 1 (the score must not fall with it), −1 (must not rise) or 0; empty for none. For squared error and two classes.
    /// </summary>
    public IReadOnlyList<int> MonotoneConstraints { get; init; } = [];

    /// <summary>Weight of each class, or null for 1.</summary>
    public IReadOnlyList<double>? ClassWeights { get; init; }

    /// <summary>Seed of the subsampling.</summary>
    public ulong Seed { get; init; }

    /// <summary>Threads, 1 or more; the trained model does not depend on it.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public void Validate()
    {
        Require(Rounds is >= 1 and <= 100_000, nameof(Rounds), Rounds, "1…100,000");
        Require(LearningRate is > 0 and <= 1, nameof(LearningRate), LearningRate, "above 0, at most 1");
        Require(
            ValueObjective is BoostingObjective.SquaredError or BoostingObjective.AbsoluteError or BoostingObjective.Huber,
            nameof(ValueObjective),
            ValueObjective,
            "squared error, absolute error or Huber"
        );
        Require(HuberWidth > 0 && double.IsFinite(HuberWidth), nameof(HuberWidth), HuberWidth, "above 0");
        Require(MaxDepth is >= 1 and <= 64, nameof(MaxDepth), MaxDepth, "1…64");
        Require(MaxLeaves is 0 or >= 2, nameof(MaxLeaves), MaxLeaves, "2 or more, or 0");
        Require(MaxBins is >= 2 and <= 255, nameof(MaxBins), MaxBins, "2…255");
        Require(L2 >= 0 && double.IsFinite(L2), nameof(L2), L2, "0 or more");
        Require(
            MinimumChildWeight >= 0 && double.IsFinite(MinimumChildWeight),
            nameof(MinimumChildWeight),
            MinimumChildWeight,
            "0 or more"
        );
        Require(MinimumGain >= 0 && double.IsFinite(MinimumGain), nameof(MinimumGain), MinimumGain, "0 or more");
        Require(RowFraction is > 0 and <= 1, nameof(RowFraction), RowFraction, "above 0, at most 1");
        Require(ColumnFraction is > 0 and <= 1, nameof(ColumnFraction), ColumnFraction, "above 0, at most 1");
        Require(EarlyStoppingRounds >= 0, nameof(EarlyStoppingRounds), EarlyStoppingRounds, "0 or more");
        Require(Threads >= 1, nameof(Threads), Threads, "1 or more");
        Require(
            MonotoneConstraints.All(sign => sign is >= -1 and <= 1),
            nameof(MonotoneConstraints),
            MonotoneConstraints.Count,
            "−1, 0 or 1 each"
        );
        Require(
            MonotoneConstraints.Count == 0 || ValueObjective == BoostingObjective.SquaredError,
            nameof(MonotoneConstraints),
            MonotoneConstraints.Count,
            "none with absolute error or Huber"
        );
        Require(
            ClassWeights is null || ClassWeights.All(w => w > 0 && double.IsFinite(w)),
            nameof(ClassWeights),
            ClassWeights?.Count ?? 0,
            "finite weights above 0"
        );
    }

    private static void Require(bool holds, string name, object value, string expected)
    {
        if (!holds)
            throw new ArgumentOutOfRangeException(name, value, $"Expected {expected}.");
    }
}
