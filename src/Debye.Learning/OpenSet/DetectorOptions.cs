using System.Text.Json.Serialization;
using Debye.Learning.Metrics;

namespace Debye.Learning.OpenSet;

/// <summary>Settings of a detector, and the way to fit it. Thresholds come from known samples alone.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ConformalOptions), "conformal")]
[JsonDerivedType(typeof(DimeOptions), "dime")]
[JsonDerivedType(typeof(EnergyOptions), "energy")]
[JsonDerivedType(typeof(MahalanobisOptions), "mahalanobis")]
[JsonDerivedType(typeof(NearestNeighbourOptions), "nearest-neighbour")]
[JsonDerivedType(typeof(OpenMaxOptions), "openmax")]
[JsonDerivedType(typeof(SoftmaxOptions), "softmax")]
public abstract record DetectorOptions
{
    /// <summary>Share α of known samples that may be refused, above 0 and below 1.</summary>
    public double Significance { get; init; } = 0.05;

    /// <summary>
    /// Share of the scores from whose exponential tail the threshold is drawn (<see cref="TailQuantile"/>), at least α and at most 0.5;
    /// null for the quantile of the scores themselves.
    /// </summary>
    /// <remarks>With n scores their own quantile cannot tell α below 1/n; the tail can, and a single odd example moves it less.</remarks>
    public double? ThresholdTail { get; init; }

    /// <summary>What the detector looks at.</summary>
    [JsonIgnore]
    public abstract DetectorInput Input { get; }

    /// <summary>Reading of the quantile that becomes the threshold.</summary>
    [JsonIgnore]
    internal virtual QuantileRule Rule => QuantileRule.Linear;

    /// <summary>Whether examples are judged without themselves already when the detector is fitted.</summary>
    [JsonIgnore]
    internal virtual bool LeavesOneOut => false;

    /// <summary>Fits a detector; the threshold is the α-quantile of the scores of the examples themselves.</summary>
    /// <param name="examples">Samples of known classes.</param>
    /// <exception cref="ArgumentException">The examples do not suffice for the method, or an option is out of range.</exception>
    public OpenSetDetector Fit(OpenSetExamples examples)
    {
        ArgumentNullException.ThrowIfNull(examples);
        Validate();
        var detector = Create(examples);
        return WithThreshold(detector, OwnScores(detector, examples));
    }

    /// <summary>
    /// Fits a detector; the threshold is the α-quantile of the scores of other known samples, which is what new ones will meet.
    /// </summary>
    /// <param name="examples">Samples of known classes.</param>
    /// <param name="heldOut">Others of the same classes.</param>
    /// <exception cref="ArgumentException">The examples do not suffice for the method, the two differ in columns, or an option is out of
    /// range.</exception>
    public OpenSetDetector Fit(OpenSetExamples examples, OpenSetExamples heldOut)
    {
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(heldOut);
        Validate();
        var detector = Create(examples);
        return Calibrate(detector, heldOut, _ => detector);
    }

    /// <summary>
    /// Fits a detector; the threshold is the α-quantile of scores that every example gets from a detector fitted without its fold.
    /// </summary>
    /// <remarks>
    /// Methods that leave every example out when it is judged need no folds and give what <see cref="Fit(OpenSetExamples)"/> gives.
    /// </remarks>
    /// <param name="examples">Samples of known classes; each class has more than one.</param>
    /// <param name="folds">Number of folds, 2 or more.</param>
    /// <param name="seed">Seed of the folds, which are drawn class by class.</param>
    /// <exception cref="ArgumentException">The examples do not suffice for the method or the folds, or an option is out of
    /// range.</exception>
    public OpenSetDetector FitCrossed(OpenSetExamples examples, int folds, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        Validate();
        return LeavesOneOut ? Fit(examples) : FitFolds(examples, DetectorFolds.Random(examples, folds, seed));
    }

    /// <summary>
    /// Fits a detector; the threshold is the α-quantile of scores that every example gets from a detector fitted without its whole group.
    /// </summary>
    /// <remarks>
    /// That is what samples of a known class from a new origin will meet. Groups that are all there is of a class cannot be left out whole:
    /// their examples are spread over the folds at random.
    /// </remarks>
    /// <param name="examples">Samples of known classes; each class has more than one.</param>
    /// <param name="groups">Group of each example, any numbers.</param>
    /// <param name="seed">Seed of the folds of examples without groups to leave out.</param>
    /// <exception cref="ArgumentException">The number of groups does not match, no class has several, the examples do not suffice, or an
    /// option is out of range.</exception>
    public OpenSetDetector FitGrouped(OpenSetExamples examples, ReadOnlySpan<int> groups, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(examples);
        Validate();
        return FitFolds(examples, DetectorFolds.Grouped(examples, groups, seed));
    }

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public virtual void Validate()
    {
        if (!(Significance > 0 && Significance < 1))
            throw new ArgumentOutOfRangeException(nameof(Significance), Significance, "Expected above 0 and below 1.");
        if (ThresholdTail is { } share && !(share >= Significance && share <= 0.5))
            throw new ArgumentOutOfRangeException(
                nameof(ThresholdTail),
                share,
                Invariant($"Expected {Significance} (the significance) up to 0.5.")
            );
    }

    /// <summary>A detector whose threshold is still to be set.</summary>
    internal abstract OpenSetDetector Create(OpenSetExamples examples);

    /// <summary>Scores of the examples that the detector was made of.</summary>
    internal virtual double[] OwnScores(OpenSetDetector detector, OpenSetExamples examples) => detector.Scores(examples.Inputs);

    /// <summary>Sets the threshold from samples, each judged by a detector that has not seen it.</summary>
    internal virtual OpenSetDetector Calibrate(OpenSetDetector detector, OpenSetExamples known, Func<int, OpenSetDetector> judge)
    {
        var scores = new double[known.Inputs.Rows];
        for (var i = 0; i < scores.Length; i++)
            scores[i] = judge(i).Score(known.Inputs.Row(i));
        return WithThreshold(detector, scores);
    }

    /// <summary>Sets the threshold from scores.</summary>
    internal virtual OpenSetDetector WithThreshold(OpenSetDetector detector, double[] scores)
    {
        var sorted = SampleQuantile.Sort(scores, 1, nameof(scores));
        if (ThresholdTail is not null && sorted.Length < TailQuantile.LeastValues)
            throw new ArgumentException(
                $"A threshold from the tail (thresholdTail) needs at least {TailQuantile.LeastValues} known samples, got {sorted.Length}.",
                nameof(scores)
            );
        return detector with
        {
            Threshold = ThresholdTail is { } share
                ? TailQuantile.Lower(sorted, Significance, share)
                : SampleQuantile.Of(sorted, Significance, Rule),
        };
    }

    private OpenSetDetector FitFolds(OpenSetExamples examples, int[] fold)
    {
        var judges = new OpenSetDetector[fold.Max() + 1];
        for (var f = 0; f < judges.Length; f++)
        {
            int[] rest = [.. Enumerable.Range(0, fold.Length).Where(i => fold[i] != f)];
            var part =
                examples.Select(rest)
                ?? throw new ArgumentException($"Expected more examples of every class for {judges.Length} folds.", nameof(examples));
            judges[f] = Create(part);
        }

        return Calibrate(Create(examples), examples, i => judges[fold[i]]);
    }
}
