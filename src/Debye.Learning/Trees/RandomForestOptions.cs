namespace Debye.Learning.Trees;

/// <summary>Settings of <see cref="RandomForest"/> and <see cref="RegressionForest"/>.</summary>
public sealed record RandomForestOptions
{
    /// <summary>
    /// Number of <see cref="MaxBins"/> that makes every distinct value a bin of its own: exact splits for up to as many values.
    /// </summary>
    public const int ExactBins = 65_535;

    /// <summary>Number of trees, 1…100,000.</summary>
    public int Trees { get; init; } = 100;

    /// <summary>
    /// Features tried for a split; 0 for the square root of their number, or a third of it for values. Features constant in a node do not
    /// count.
    /// </summary>
    public int FeaturesPerSplit { get; init; }

    /// <summary>Most splits between root and leaf; 0 for no limit.</summary>
    public int MaxDepth { get; init; }

    /// <summary>Least distinct examples in a leaf, 1 or more.</summary>
    public int MinimumLeafRows { get; init; } = 1;

    /// <summary>Most bins of a feature, missing values not counted, 2…<see cref="ExactBins"/>.</summary>
    public int MaxBins { get; init; } = 255;

    /// <summary>Whether each tree sees a sample drawn with replacement, else all examples.</summary>
    public bool Bootstrap { get; init; } = true;

    /// <summary>Whether to judge each example by the trees that did not see it; needs <see cref="Bootstrap"/>.</summary>
    public bool OutOfBagScore { get; init; }

    /// <summary>Weight of each class, or null for 1.</summary>
    public IReadOnlyList<double>? ClassWeights { get; init; }

    /// <summary>
    /// Whether a feature is tried at one threshold, drawn evenly between its smallest and largest value in the node, instead of at all.
    /// </summary>
    public bool RandomThresholds { get; init; }

    /// <summary>
    /// Settings of extremely randomised trees: every tree sees all examples, thresholds are random, values are not binned.
    /// </summary>
    /// <remarks>Source: P. Geurts, D. Ernst and L. Wehenkel, Mach. Learn. 63, 3 (2006), doi 10.1007/s10994-006-6226-1.</remarks>
    public static RandomForestOptions ExtraTrees { get; } =
        new()
        {
            Bootstrap = false,
            RandomThresholds = true,
            MaxBins = ExactBins,
        };

    /// <summary>Seed of samples, features and thresholds.</summary>
    public ulong Seed { get; init; }

    /// <summary>Threads, 1 or more; the trained model does not depend on it.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public void Validate()
    {
        Require(Trees is >= 1 and <= 100_000, nameof(Trees), Trees, "1…100,000");
        Require(FeaturesPerSplit >= 0, nameof(FeaturesPerSplit), FeaturesPerSplit, "0 or more");
        Require(MaxDepth >= 0, nameof(MaxDepth), MaxDepth, "0 or more");
        Require(MinimumLeafRows >= 1, nameof(MinimumLeafRows), MinimumLeafRows, "1 or more");
        Require(MaxBins is >= 2 and <= ExactBins, nameof(MaxBins), MaxBins, "2…65,535");
        Require(Bootstrap || !OutOfBagScore, nameof(OutOfBagScore), OutOfBagScore, "false without bootstrap samples");
        Require(Threads >= 1, nameof(Threads), Threads, "1 or more");
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
