using Debye.Learning.Tables;
using Debye.Learning.Trees;

namespace Debye.Learning.Baselines;

/// <summary>The class of the training examples that are most alike: exact search, no approximation.</summary>
/// <remarks>
/// Every vote weighs 1/distance (at least 1e-6), so that an example met again decides alone. Among equal distances the lower class, then
/// the lower row, comes first. Cost: one matrix product of curves and examples per stretch. Source: T. Cover and P. Hart, IEEE Trans.
/// Inf. Theory 13, 21 (1967), doi 10.1109/TIT.1967.1053964; weights: S. A. Dudani, IEEE Trans. Syst. Man Cybern. 6, 325 (1976),
/// doi 10.1109/TSMC.1976.5408784.
/// Safe for calls from many threads.
/// </remarks>
public sealed class NearestNeighbours : IClassifier
{
    private const double LeastDistance = 1e-6;
    private readonly NearestNeighboursOptions _options;
    private readonly NeighbourPreparation _preparation;
    private readonly NeighbourSearch _search;
    private readonly FeatureTable _examples;
    private readonly int[] _rows;
    private readonly int[] _starts;

    private NearestNeighbours(TreeExamples examples, NearestNeighboursOptions options)
    {
        _options = options;
        var columns = examples.Features.Columns;
        _rows = [.. Enumerable.Range(0, examples.Features.Rows).OrderBy(row => (int)examples.Targets[row])];
        _starts = new int[examples.Classes + 1];
        foreach (var target in examples.Targets)
            _starts[(int)target + 1]++;
        for (var k = 0; k < examples.Classes; k++)
            _starts[k + 1] += _starts[k];
        var sorted = new float[examples.Features.Values.Length];
        for (var i = 0; i < _rows.Length; i++)
            examples.Features.Row(_rows[i]).CopyTo(sorted.AsSpan(i * columns));
        _examples = new FeatureTable(sorted, columns);
        _preparation = new NeighbourPreparation(_examples, options);
        _search = new NeighbourSearch(_examples, _preparation);
    }

    /// <inheritdoc/>
    public int FeatureCount => _examples.Columns;

    /// <inheritdoc/>
    public int PredictionCount => _starts.Length - 1;

    /// <summary>Number of training examples.</summary>
    public int ExampleCount => _rows.Length;

    /// <summary>Settings.</summary>
    internal NearestNeighboursOptions Options => _options;

    /// <summary>The examples, class by class.</summary>
    internal FeatureTable Examples => _examples;

    /// <summary>Class of each of <see cref="Examples"/>.</summary>
    internal int[] Classes => [.. Enumerable.Range(0, _rows.Length).Select(ClassOf)];

    /// <summary>Keeps examples to compare with.</summary>
    /// <param name="examples">Examples with classes; finite values. Weights are not used.</param>
    /// <param name="options">Settings.</param>
    /// <exception cref="ArgumentException">The examples have no classes or a value that is not finite, or an option is out of
    /// range.</exception>
    public static NearestNeighbours Train(TreeExamples examples, NearestNeighboursOptions options)
    {
        ClassifierInput.RequireTrainable(examples);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return new NearestNeighbours(examples, options);
    }

    /// <inheritdoc/>
    public void Predict(ReadOnlySpan<float> features, Span<float> destination) => ClassifierInput.PredictOne(this, features, destination);

    /// <inheritdoc/>
    public float[] Predict(FeatureTable table, int threads = 1)
    {
        ClassifierInput.RequireTable(table, FeatureCount, threads);
        var probabilities = new float[table.Rows * PredictionCount];
        _search.Run(
            table,
            threads,
            (row, scores) => Vote(table.Row(row), scores, probabilities.AsSpan(row * PredictionCount, PredictionCount))
        );
        return probabilities;
    }

    /// <summary>The nearest training examples of each row of a table, nearest first; rows × <paramref name="count"/>.</summary>
    /// <param name="table">Examples with <see cref="FeatureCount"/> columns.</param>
    /// <param name="count">How many of each, 1…<see cref="ExampleCount"/>.</param>
    /// <param name="threads">Threads, 1 or more; the result does not depend on it.</param>
    /// <exception cref="ArgumentException">The number of columns does not match, or the count is out of range.</exception>
    public Neighbour[] Nearest(FeatureTable table, int count, int threads = 1)
    {
        ClassifierInput.RequireTable(table, FeatureCount, threads);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, ExampleCount);
        var neighbours = new Neighbour[table.Rows * count];
        _search.Run(
            table,
            threads,
            (row, scores) =>
            {
                Span<int> best = new int[count];
                LargestScores.Find(scores, 0, best);
                for (var k = 0; k < count; k++)
                {
                    var (distance, stretch) = _preparation.Measure(table.Row(row), _examples.Row(best[k]));
                    neighbours[row * count + k] = new Neighbour(_rows[best[k]], distance, stretch);
                }
            }
        );
        return neighbours;
    }

    private void Vote(ReadOnlySpan<float> curve, ReadOnlySpan<float> scores, Span<float> probabilities)
    {
        Span<double> votes = stackalloc double[probabilities.Length <= 64 ? probabilities.Length : 0];
        if (votes.Length == 0)
            votes = new double[probabilities.Length];
        votes.Clear();
        if (_options.Votes == NeighbourVotes.NearestOfAll)
            Count(curve, scores, 0, scores.Length, votes);
        else
            for (var k = 0; k < votes.Length; k++)
                Count(curve, scores, _starts[k], _starts[k + 1], votes);
        double total = 0;
        foreach (var vote in votes)
            total += vote;
        for (var k = 0; k < votes.Length; k++)
            probabilities[k] = (float)(votes[k] / total);
    }

    private void Count(ReadOnlySpan<float> curve, ReadOnlySpan<float> scores, int start, int end, Span<double> votes)
    {
        Span<int> best = new int[Math.Min(_options.Neighbours, end - start)];
        LargestScores.Find(scores[start..end], start, best);
        foreach (var example in best)
        {
            var distance = _preparation.Measure(curve, _examples.Row(example)).Distance;
            votes[ClassOf(example)] += 1 / Math.Max(LeastDistance, distance);
        }
    }

    private int ClassOf(int example)
    {
        var k = 0;
        while (_starts[k + 1] <= example)
            k++;
        return k;
    }
}
