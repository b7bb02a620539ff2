namespace Debye.Learning.Regression;

/// <summary>Settings of <see cref="GaussianProcess"/>.</summary>
public sealed record GaussianProcessOptions
{
    /// <summary>How covariance falls with distance.</summary>
    public GaussianProcessShape Shape { get; init; } = GaussianProcessShape.Matern52;

    /// <summary>
    /// Groups of columns, each with a variance and a length scale of its own; the covariances are added. Empty: one group of all columns.
    /// A column may be in several groups or in none.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<int>> Groups { get; init; } = [];

    /// <summary>Whether a function linear in all features is added.</summary>
    public bool Linear { get; init; }

    /// <summary>Hyper-parameters to take as they are; null to learn them.</summary>
    public GaussianProcessParameters? Parameters { get; init; }

    /// <summary>Points from which the likelihood is climbed, 1…1000; the first is fixed, the others are drawn.</summary>
    public int Starts { get; init; } = 3;

    /// <summary>Most steps from each of them, 1 or more.</summary>
    public int MaxIterations { get; init; } = 50;

    /// <summary>
    /// Most examples, drawn at random, on which hyper-parameters are learned, 2 or more; predictions always use all. One step costs about
    /// n³ operations.
    /// </summary>
    public int LikelihoodRows { get; init; } = 1000;

    /// <summary>Seed of starts and drawn examples.</summary>
    public ulong Seed { get; init; }

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public void Validate()
    {
        Require(Enum.IsDefined(Shape), nameof(Shape), Shape, "a known shape");
        Require(Groups.All(group => group.Count > 0), nameof(Groups), Groups.Count, "groups of at least one column");
        Require(Starts is >= 1 and <= 1000, nameof(Starts), Starts, "1…1000");
        Require(MaxIterations >= 1, nameof(MaxIterations), MaxIterations, "1 or more");
        Require(LikelihoodRows >= 2, nameof(LikelihoodRows), LikelihoodRows, "2 or more");
        Require(
            Parameters is null || Linear == Parameters.LinearVariance > 0,
            nameof(Parameters),
            Parameters?.LinearVariance ?? 0,
            "a linear variance above 0 with a linear term, else 0"
        );
    }

    private static void Require(bool holds, string name, object value, string expected)
    {
        if (!holds)
            throw new ArgumentOutOfRangeException(name, value, $"Expected {expected}.");
    }
}
