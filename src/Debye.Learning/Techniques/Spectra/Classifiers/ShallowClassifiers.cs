using Debye.Learning.Baselines;
using Debye.Learning.Chemometrics;
using Debye.Learning.Tables;
using Debye.Learning.Techniques.Spectra.Splits;
using Debye.Learning.Trees;

namespace Debye.Learning.Techniques.Spectra.Classifiers;

/// <summary>Multinomial logistic regression (<see cref="LogisticRegression"/>).</summary>
public sealed record LogisticClassifierOptions : SpectrumClassifierOptions
{
    /// <summary>Weight of the penalty on squared weights, above 0.</summary>
    public double Penalty { get; init; } = 1;

    /// <summary>Whether all classes count the same.</summary>
    public bool BalanceClasses { get; init; }

    /// <inheritdoc/>
    public override string Name => "logistic regression";

    private LogisticRegressionOptions Options => new() { Penalty = Penalty, BalanceClasses = BalanceClasses };

    /// <inheritdoc/>
    public override void Validate() => Options.Validate();

    /// <inheritdoc/>
    internal override IClassifier Train(TreeExamples examples, SpectrumTrainingContext context) =>
        LogisticRegression.Train(examples, Options with { Threads = context.Threads });
}

/// <summary>Linear discriminant analysis with a shrunken scatter (<see cref="LinearDiscriminant"/>).</summary>
public sealed record DiscriminantClassifierOptions : SpectrumClassifierOptions
{
    /// <summary>Share of the common variance in the scatter, above 0 and up to 1; null for that of Ledoit and Wolf.</summary>
    public double? Shrinkage { get; init; }

    /// <summary>Whether all classes are taken for equally frequent.</summary>
    public bool BalanceClasses { get; init; }

    /// <inheritdoc/>
    public override string Name => "linear discriminant";

    private LinearDiscriminantOptions Options => new() { Shrinkage = Shrinkage, BalanceClasses = BalanceClasses };

    /// <inheritdoc/>
    public override void Validate() => Options.Validate();

    /// <inheritdoc/>
    internal override IClassifier Train(TreeExamples examples, SpectrumTrainingContext context) =>
        LinearDiscriminant.Train(examples, Options with { Threads = context.Threads });
}

/// <summary>Linear least squares with a penalty chosen by leave-one-out (<see cref="RidgeClassifier"/>).</summary>
public sealed record RidgeSpectrumOptions : SpectrumClassifierOptions
{
    /// <inheritdoc/>
    public override string Name => "ridge";

    /// <inheritdoc/>
    public override void Validate()
    {
        // Nothing to set.
    }

    /// <inheritdoc/>
    internal override IClassifier Train(TreeExamples examples, SpectrumTrainingContext context) =>
        RidgeClassifier.Train(examples, new RidgeClassifierOptions { Threads = context.Threads });
}

/// <summary>The class of the spectra most alike (<see cref="NearestNeighbours"/>).</summary>
public sealed record NeighbourClassifierOptions : SpectrumClassifierOptions
{
    /// <summary>Number of neighbours that vote, 1 or more.</summary>
    public int Neighbours { get; init; } = 1;

    /// <summary>What "alike" means.</summary>
    public NeighbourMetric Metric { get; init; } = NeighbourMetric.StandardisedEuclidean;

    /// <inheritdoc/>
    public override string Name => Neighbours == 1 ? "nearest neighbour" : Invariant($"{Neighbours} nearest neighbours");

    private NearestNeighboursOptions Options => new() { Neighbours = Neighbours, Metric = Metric };

    /// <inheritdoc/>
    public override void Validate() => Options.Validate();

    /// <inheritdoc/>
    internal override IClassifier Train(TreeExamples examples, SpectrumTrainingContext context) =>
        NearestNeighbours.Train(examples, Options);
}

/// <summary>A forest of trees (<see cref="RandomForest"/>).</summary>
public sealed record ForestClassifierOptions : SpectrumClassifierOptions
{
    /// <summary>Number of trees, 1…100,000.</summary>
    public int Trees { get; init; } = 300;

    /// <summary>Whether thresholds are drawn at random and every tree sees all spectra (extremely randomised trees).</summary>
    public bool ExtraTrees { get; init; }

    /// <summary>Whether all classes count the same.</summary>
    public bool BalanceClasses { get; init; }

    /// <inheritdoc/>
    public override string Name => ExtraTrees ? "extra trees" : "random forest";

    private RandomForestOptions Options => (ExtraTrees ? RandomForestOptions.ExtraTrees : new RandomForestOptions()) with { Trees = Trees };

    /// <inheritdoc/>
    public override void Validate() => Options.Validate();

    /// <inheritdoc/>
    internal override IClassifier Train(TreeExamples examples, SpectrumTrainingContext context) =>
        RandomForest.Train(
            examples,
            Options with
            {
                Seed = context.Seed,
                Threads = context.Threads,
                ClassWeights = BalanceClasses ? ClassWeights.Balanced(ClassifierInput.LabelsOf(examples), examples.Classes) : null,
            }
        );
}

/// <summary>Gradient-boosted trees (<see cref="GradientBoosting"/>).</summary>
public sealed record BoostingClassifierOptions : SpectrumClassifierOptions
{
    /// <summary>Rounds of boosting, 1…100,000.</summary>
    public int Rounds { get; init; } = 100;

    /// <summary>Share of each step that is taken, above 0, at most 1.</summary>
    public double LearningRate { get; init; } = 0.1;

    /// <summary>Most splits between root and leaf, 1…64.</summary>
    public int MaxDepth { get; init; } = 4;

    /// <summary>Share of the points that each tree sees, above 0, at most 1.</summary>
    public double ColumnFraction { get; init; } = 0.3;

    /// <inheritdoc/>
    public override string Name => "boosted trees";

    private GradientBoostingOptions Options =>
        new()
        {
            Rounds = Rounds,
            LearningRate = LearningRate,
            MaxDepth = MaxDepth,
            ColumnFraction = ColumnFraction,
        };

    /// <inheritdoc/>
    public override void Validate() => Options.Validate();

    /// <inheritdoc/>
    internal override IClassifier Train(TreeExamples examples, SpectrumTrainingContext context) =>
        new BoostedClassifier(GradientBoosting.Train(examples, Options with { Seed = context.Seed, Threads = context.Threads }));
}

/// <summary>Ridge on the features of fixed kernels (<see cref="MiniRocketClassifier"/>).</summary>
public sealed record MiniRocketSpectrumOptions : SpectrumClassifierOptions
{
    /// <summary>Number of features, 84 or more.</summary>
    public int Features { get; init; } = 10_000;

    /// <inheritdoc/>
    public override string Name => "MiniRocket";

    private MiniRocketOptions Options => new() { Features = Features };

    /// <inheritdoc/>
    public override void Validate() => Options.Validate();

    /// <inheritdoc/>
    internal override IClassifier Train(TreeExamples examples, SpectrumTrainingContext context) =>
        MiniRocketClassifier.Train(examples, Options with { Seed = context.Seed, Threads = context.Threads });
}

/// <summary>Ridge on the counts of kernels that compete (<see cref="HydraClassifier"/>).</summary>
public sealed record HydraSpectrumOptions : SpectrumClassifierOptions
{
    /// <summary>Groups of kernels for each dilation; even, 2…1024.</summary>
    public int Groups { get; init; } = 64;

    /// <summary>Kernels of a group, 2…64.</summary>
    public int Kernels { get; init; } = 8;

    /// <summary>Whether the features of <see cref="MiniRocketSpectrumOptions"/> are joined to them.</summary>
    public bool WithMiniRocket { get; init; }

    /// <inheritdoc/>
    public override string Name => WithMiniRocket ? "Hydra and MiniRocket" : "Hydra";

    private HydraOptions Options => new() { Groups = Groups, Kernels = Kernels };

    /// <inheritdoc/>
    public override void Validate() => Options.Validate();

    /// <inheritdoc/>
    internal override IClassifier Train(TreeExamples examples, SpectrumTrainingContext context) =>
        HydraClassifier.Train(
            examples,
            Options with
            {
                Seed = context.Seed,
                Threads = context.Threads,
            },
            WithMiniRocket ? new MiniRocketOptions { Seed = context.Seed } : null
        );
}

/// <summary>Partial least squares discriminant analysis (<see cref="PlsDiscriminant"/>), hard.</summary>
public sealed record PlsClassifierOptions : SpectrumClassifierOptions
{
    /// <summary>Number of components, 1 or more; fewer are taken where the spectra do not give as many.</summary>
    public int Components { get; init; } = 10;

    /// <inheritdoc/>
    public override string Name => Invariant($"PLS-DA, {Components} components");

    /// <inheritdoc/>
    public override void Validate() => ArgumentOutOfRangeException.ThrowIfLessThan(Components, 1);

    /// <inheritdoc/>
    internal override IClassifier Train(TreeExamples examples, SpectrumTrainingContext context)
    {
        var most = Math.Min(examples.Features.Rows - 1, examples.Features.Columns);
        return PlsDiscriminant.Train(
            examples,
            new PlsDiscriminantOptions
            {
                Style = DiscriminantStyle.Hard,
                Regression = new PartialLeastSquaresOptions { Components = Math.Min(Components, most) },
            }
        );
    }
}
