using Debye.Learning.OpenSet;
using Debye.Learning.Tables;
using Debye.Learning.Trees;
using Debye.Tensors;

namespace Debye.Learning.Explanation;

/// <summary>Scores to explain, made from models.</summary>
public static class SpectrumScorers
{
    private const double LeastProbability = 1e-12;

    /// <summary>ln(p/(1 − p)) of a class: unlike p itself it does not level off where the classifier is sure.</summary>
    /// <param name="classifier">Any classifier.</param>
    /// <param name="classIndex">The class, 0…<see cref="IClassifier.PredictionCount"/>−1.</param>
    /// <param name="threads">Threads, 1 or more; the result does not depend on it.</param>
    /// <remarks>Probabilities are held within 10⁻¹²…1 − 10⁻¹².</remarks>
    public static SpectrumScorer OfClassifier(IClassifier classifier, int classIndex, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        RequireIndex(classIndex, classifier.PredictionCount, nameof(classIndex));
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        return rows =>
        {
            var predictions = classifier.Predict(rows, threads);
            return Each(
                rows.Rows,
                i =>
                {
                    var p = Math.Clamp(predictions[i * classifier.PredictionCount + classIndex], LeastProbability, 1 - LeastProbability);
                    return Math.Log(p / (1 - p));
                }
            );
        };
    }

    /// <summary>Probability of a class.</summary>
    /// <inheritdoc cref="OfClassifier"/>
    public static SpectrumScorer OfProbability(IClassifier classifier, int classIndex, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        RequireIndex(classIndex, classifier.PredictionCount, nameof(classIndex));
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        return rows =>
        {
            var predictions = classifier.Predict(rows, threads);
            return Each(rows.Rows, i => predictions[i * classifier.PredictionCount + classIndex]);
        };
    }

    /// <summary>A raw score of a tree model: what <see cref="TreeShap"/> explains exactly.</summary>
    /// <param name="model">The trees.</param>
    /// <param name="output">The score, 0…<see cref="TreeModel.ScoreCount"/>−1.</param>
    public static SpectrumScorer OfTrees(TreeModel model, int output)
    {
        ArgumentNullException.ThrowIfNull(model);
        RequireIndex(output, model.ScoreCount, nameof(output));
        return rows =>
            Each(
                rows.Rows,
                i =>
                {
                    var scores = new double[model.ScoreCount];
                    model.Score(rows.Row(i), scores);
                    return scores[output];
                }
            );
    }

    /// <summary>Logit of a class of a network of signals (batch, points, 1).</summary>
    /// <param name="network">Maps signals to (batch, classes); it is run as in use, its mode is put back afterwards.</param>
    /// <param name="backend">Runs the arithmetic. The scorer is safe for calls from many threads, which take turns.</param>
    /// <param name="classIndex">The class.</param>
    /// <param name="batch">Rows in one forward pass, 1 or more.</param>
    public static SpectrumScorer OfNetwork(Module network, Backend backend, int classIndex, int batch = 32)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(backend);
        ArgumentOutOfRangeException.ThrowIfNegative(classIndex);
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        var tape = new Tape(backend) { Recording = false };
        return rows =>
        {
            using var mode = new UseMode(network);
            var scores = new double[rows.Rows];
            for (var first = 0; first < rows.Rows; first += batch)
            {
                var count = Math.Min(batch, rows.Rows - first);
                var input = tape.Input(rows.Values.Slice(first * rows.Columns, count * rows.Columns), count, rows.Columns, 1);
                var logits = network.Forward(tape, input);
                RequireIndex(classIndex, logits.Extent(-1), nameof(classIndex));
                for (var i = 0; i < count; i++)
                    scores[first + i] = logits.Span[i * logits.Extent(-1) + classIndex];
                tape.Reset();
            }

            return scores;
        };
    }

    /// <summary>
    /// Score of a detector of unknown samples, the higher the more like the known classes: explains why something is or is not known.
    /// </summary>
    /// <param name="detector">The detector.</param>
    /// <param name="representation">What it looks at.</param>
    /// <param name="threads">Threads, 1 or more; the result does not depend on it.</param>
    /// <exception cref="ArgumentException">The detector looks at something of another size.</exception>
    public static SpectrumScorer OfDetector(OpenSetDetector detector, IRepresentation representation, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(detector);
        ArgumentNullException.ThrowIfNull(representation);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        if (detector.InputCount != representation.OutputCount)
            throw new ArgumentException(
                Invariant($"Expected a representation of {detector.InputCount} values, got one of {representation.OutputCount}."),
                nameof(representation)
            );
        return rows =>
        {
            var table = representation.Represent(rows, threads);
            return Each(rows.Rows, i => detector.Score(table.Row(i)));
        };
    }

    private static double[] Each(int count, Func<int, double> score)
    {
        var scores = new double[count];
        for (var i = 0; i < count; i++)
            scores[i] = score(i);
        return scores;
    }

    private static void RequireIndex(int index, int count, string name)
    {
        if (index < 0 || index >= count)
            throw new ArgumentOutOfRangeException(name, index, Invariant($"Expected 0…{count - 1}."));
    }
}
