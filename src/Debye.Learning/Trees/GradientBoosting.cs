namespace Debye.Learning.Trees;

/// <summary>Histogram gradient boosting of second order: classes or values.</summary>
/// <remarks>
/// Trees are grown on binned features with sums in fixed point, so that the model is the same for every number of threads.
/// Missing values go the way that gained more in training, or with the heavier side where training had none.
/// Source: J. H. Friedman, Ann. Stat. 29, 1189 (2001), doi 10.1214/aos/1013203451; T. Chen, C. Guestrin, Proc. KDD 785 (2016),
/// doi 10.1145/2939672.2939785; G. Ke et al., Adv. Neural Inf. Process. Syst. 30, 3146 (2017).
/// </remarks>
public sealed class GradientBoosting : TreeModel
{
    private readonly float[] _start;
    private readonly BoostingLoss _loss;
    private readonly double[] _validationLosses;

    internal GradientBoosting(TreeEnsemble trees, BoostingObjective objective, float[] start, double[] validationLosses)
        : base(trees)
    {
        Objective = objective;
        _loss = BoostingLoss.Of(objective, trees.Outputs);
        _start = start;
        _validationLosses = validationLosses;
    }

    /// <summary>What was minimised.</summary>
    public BoostingObjective Objective { get; }

    /// <inheritdoc/>
    public override int PredictionCount => _loss.Predictions;

    /// <summary>Rounds in the model; with early stopping, up to the best one.</summary>
    public int Rounds => TreeCount / ScoreCount;

    /// <summary>Mean loss of the validation examples after each round that was trained; empty without them.</summary>
    public ReadOnlySpan<double> ValidationLosses => _validationLosses;

    internal override ReadOnlySpan<float> StartScores => _start;

    internal override double TreeScale => 1;

    /// <summary>Trains a model.</summary>
    /// <param name="examples">Classes: two are learned as one logit, more as softmax. Values:
    /// <see cref="GradientBoostingOptions.ValueObjective"/>.</param>
    /// <param name="options">Settings.</param>
    /// <param name="validation">Examples on which the loss is followed, of the same columns and classes; needed for early stopping.</param>
    /// <exception cref="ArgumentException">Something does not match; the message says what was expected.</exception>
    public static GradientBoosting Train(TreeExamples examples, GradientBoostingOptions options, TreeExamples? validation = null)
    {
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (options.EarlyStoppingRounds > 0 && validation is null)
            throw new ArgumentException("Early stopping needs validation examples.", nameof(validation));
        if (validation is not null && (validation.Features.Columns != examples.Features.Columns || validation.Classes != examples.Classes))
            throw new ArgumentException(
                Invariant($"Expected validation with {examples.Features.Columns} columns and {examples.Classes} classes, got ")
                    + Invariant($"{validation.Features.Columns} and {validation.Classes}."),
                nameof(validation)
            );
        if (examples.Classes > 0 && options.ValueObjective != BoostingObjective.SquaredError)
            throw new ArgumentException(
                Invariant($"Expected values for the objective {options.ValueObjective}, got {examples.Classes} classes."),
                nameof(options)
            );
        var constraints = options.MonotoneConstraints.Count;
        if (constraints > 0 && (constraints != examples.Features.Columns || examples.Classes > 2))
            throw new ArgumentException(
                Invariant($"Expected one constraint for each of {examples.Features.Columns} features and at most two ")
                    + Invariant($"classes, got {constraints} constraints and {examples.Classes} classes."),
                nameof(options)
            );
        return new GradientBoostingTrainer(examples, options, validation).Train();
    }

    /// <summary>Reads a model.</summary>
    /// <exception cref="DataFormatException">The file is no such model, is damaged, or comes from a newer version.</exception>
    public static new GradientBoosting Load(string path) => Require<GradientBoosting>(TreeModel.Load(path), path);

    private protected override void Link(ReadOnlySpan<double> scores, Span<float> predictions) => _loss.Link(scores, predictions);
}
