using System.Text.Json.Serialization;
using Debye.Learning.Metrics;
using Debye.Numerics;

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

    /// <summary>Fits a detector; the threshold is the α-quantile of the scores of other known samples, which is what new ones will meet.</summary>
    /// <param name="examples">Samples of known classes.</param>
    /// <param name="heldOut">Others of the same classes.</param>
    /// <exception cref="ArgumentException">The examples do not suffice for the method, the two differ in columns, or an option is out of range.</exception>
    public OpenSetDetector Fit(OpenSetExamples examples, OpenSetExamples heldOut)
    {
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(heldOut);
        Validate();
        return Calibrate(Create(examples), heldOut);
    }

    /// <summary>Fits a detector; the threshold is the α-quantile of scores that every example gets from a detector fitted without its fold.</summary>
    /// <remarks>Methods that leave every example out when it is judged need no folds and give what <see cref="Fit(OpenSetExamples)"/> gives.</remarks>
    /// <param name="examples">Samples of known classes; each class has more than one.</param>
    /// <param name="folds">Number of folds, 2 or more.</param>
    /// <param name="seed">Seed of the folds, which are drawn class by class.</param>
    /// <exception cref="ArgumentException">The examples do not suffice for the method or the folds, or an option is out of range.</exception>
    public OpenSetDetector FitCrossed(OpenSetExamples examples, int folds, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        Validate();
        if (LeavesOneOut) return Fit(examples);
        var (fold, scores) = (Folds(examples, folds, seed), new double[examples.Labels.Length]);
        for (var f = 0; f < folds; f++)
        {
            int[] rest = [.. Enumerable.Range(0, fold.Length).Where(i => fold[i] != f)];
            if (rest.Length == fold.Length) continue;
            var part = examples.Select(rest) ?? throw new ArgumentException($"Expected more examples of every class for {folds} folds.", nameof(examples));
            var detector = Create(part);
            for (var i = 0; i < fold.Length; i++)
                if (fold[i] == f) scores[i] = detector.Score(examples.Inputs.Row(i));
        }

        return WithThreshold(Create(examples), scores);
    }

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public virtual void Validate()
    {
        if (!(Significance > 0 && Significance < 1)) throw new ArgumentOutOfRangeException(nameof(Significance), Significance, "Expected above 0 and below 1.");
    }

    /// <summary>A detector whose threshold is still to be set.</summary>
    internal abstract OpenSetDetector Create(OpenSetExamples examples);

    /// <summary>Scores of the examples that the detector was made of.</summary>
    internal virtual double[] OwnScores(OpenSetDetector detector, OpenSetExamples examples) => detector.Scores(examples.Inputs);

    /// <summary>Sets the threshold from samples that the detector has not seen.</summary>
    internal virtual OpenSetDetector Calibrate(OpenSetDetector detector, OpenSetExamples heldOut) => WithThreshold(detector, detector.Scores(heldOut.Inputs));

    /// <summary>Sets the threshold from scores.</summary>
    internal virtual OpenSetDetector WithThreshold(OpenSetDetector detector, double[] scores) =>
        detector with { Threshold = SampleQuantile.Of(SampleQuantile.Sort(scores, 1, nameof(scores)), Significance, Rule) };

    private static int[] Folds(OpenSetExamples examples, int folds, ulong seed)
    {
        var (fold, random, next) = (new int[examples.Labels.Length], new RandomSource(seed), 0);
        for (var k = 0; k < examples.Classes; k++)
        {
            var rows = examples.RowsOf(k);
            for (var i = rows.Length - 1; i > 0; i--)
            {
                var other = random.NextInt(i + 1);
                (rows[i], rows[other]) = (rows[other], rows[i]);
            }

            foreach (var row in rows) fold[row] = next++ % folds;
        }

        return fold;
    }
}
