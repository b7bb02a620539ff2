using System.Numerics.Tensors;
using Debye.Learning.Baselines;
using Debye.Learning.Metrics;
using Debye.Learning.Tables;
using Debye.Learning.Trees;

namespace Debye.Learning.OpenSet;

/// <summary>A classifier that may answer "none of these": a detector looks first, and only what it accepts is classified.</summary>
/// <remarks>Safe for calls from many threads.</remarks>
public sealed class OpenSetClassifier
{
    /// <summary>Puts a classifier and a detector together.</summary>
    /// <param name="classifier">Names the class.</param>
    /// <param name="detector">Decides whether it is one of the known classes.</param>
    /// <param name="representation">What the detector looks at.</param>
    /// <exception cref="ArgumentException">Numbers of features or inputs do not match.</exception>
    public OpenSetClassifier(IClassifier classifier, OpenSetDetector detector, IRepresentation representation)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        ArgumentNullException.ThrowIfNull(detector);
        ArgumentNullException.ThrowIfNull(representation);
        ClassifierInput.RequireLength(representation.FeatureCount, classifier.FeatureCount, nameof(representation));
        ClassifierInput.RequireLength(detector.InputCount, representation.OutputCount, nameof(detector));
        (Classifier, Detector, Representation) = (classifier, detector, representation);
    }

    /// <summary>Names the class.</summary>
    public IClassifier Classifier { get; }

    /// <summary>Decides whether it is one of the known classes.</summary>
    public OpenSetDetector Detector { get; }

    /// <summary>What the detector looks at.</summary>
    public IRepresentation Representation { get; }

    /// <summary>Fits a detector to the features themselves, then a classifier to what it accepts.</summary>
    /// <param name="examples">Examples of known classes; finite values.</param>
    /// <param name="train">Trains the classifier.</param>
    /// <param name="options">The detector, one that looks at features.</param>
    /// <exception cref="ArgumentException">The detector looks at logits, the examples do not suffice for it, or it accepts examples of
    /// fewer than two classes.</exception>
    public static OpenSetClassifier Train(TreeExamples examples, Func<TreeExamples, IClassifier> train, DetectorOptions options)
    {
        ClassifierInput.RequireTrainable(examples);
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Input != DetectorInput.Features)
            throw new ArgumentException($"Expected a detector that looks at features, got {options.GetType().Name}.", nameof(options));
        int[] labels = [.. examples.Targets.ToArray().Select(target => (int)target)];
        var inputs = SampleTable.From(examples.Features);
        var known = new OpenSetExamples(inputs, labels, examples.Classes);
        var detector = options.Fit(known);
        var scores = options.OwnScores(detector, known);
        int[] accepted = [.. Enumerable.Range(0, labels.Length).Where(i => scores[i] >= detector.Threshold)];
        var left = accepted.Select(i => labels[i]).Distinct().Count();
        if (left < 2)
            throw new ArgumentException(
                Invariant($"Expected accepted examples of at least 2 classes, the detector leaves {left}: lower the significance."),
                nameof(options)
            );
        var values = accepted.SelectMany(i => examples.Features.Row(i).ToArray()).ToArray();
        float[] weights = examples.Weights.IsEmpty ? [] : [.. accepted.Select(i => examples.Weights[i])];
        var kept = TreeExamples.ForClasses(
            new FeatureTable(values, inputs.Columns),
            [.. accepted.Select(i => labels[i])],
            examples.Classes,
            weights
        );
        return new OpenSetClassifier(train(kept), detector, new FeaturesThemselves(inputs.Columns));
    }

    /// <summary>Judges one sample.</summary>
    /// <param name="features">One finite value for every feature.</param>
    /// <exception cref="ArgumentException">The length does not match, or a value is not finite.</exception>
    public OpenSetAnswer Judge(ReadOnlySpan<float> features)
    {
        ClassifierInput.RequireLength(features.Length, Classifier.FeatureCount, nameof(features));
        return Judge(new FeatureTable(features.ToArray(), features.Length))[0];
    }

    /// <summary>Judges every row of a table.</summary>
    /// <param name="table">Samples; finite values.</param>
    /// <param name="threads">Threads, 1 or more; the result does not depend on it.</param>
    /// <exception cref="ArgumentException">The number of columns does not match, or a value is not finite.</exception>
    public OpenSetAnswer[] Judge(FeatureTable table, int threads = 1)
    {
        ClassifierInput.RequireTable(table, Classifier.FeatureCount, threads);
        var (inputs, probabilities, answers) = (
            Representation.Represent(table, threads),
            Classifier.Predict(table, threads),
            new OpenSetAnswer[table.Rows]
        );
        ParallelLoop.Run(
            table.Rows,
            threads,
            (i, _) =>
            {
                var own = probabilities.AsMemory(i * Classifier.PredictionCount, Classifier.PredictionCount);
                var score = Detector.Score(inputs.Row(i));
                answers[i] = new OpenSetAnswer(
                    score >= Detector.Threshold ? TensorPrimitives.IndexOfMax<float>(own.Span) : null,
                    own,
                    score,
                    Detector.Threshold
                );
            }
        );
        return answers;
    }

    /// <summary>Figures of merit on samples of known and of unknown classes.</summary>
    /// <param name="table">Samples; finite values, at least one row.</param>
    /// <param name="truth">Class of each, an index into <paramref name="labels"/>.</param>
    /// <param name="labels">Names of all classes, the known ones first.</param>
    /// <param name="threads">Threads, 1 or more; the result does not depend on it.</param>
    /// <exception cref="ArgumentException">A length does not match, or a value is not finite.</exception>
    public OpenSetReport Evaluate(FeatureTable table, ReadOnlySpan<int> truth, IReadOnlyList<string> labels, int threads = 1) =>
        OpenSetReport.Evaluate(
            truth,
            [.. Judge(table, threads).Select(answer => answer.Class is { } k ? new[] { k } : [])],
            labels,
            Classifier.PredictionCount
        );
}
