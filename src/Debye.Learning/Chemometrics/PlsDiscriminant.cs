using Debye.Learning.Tables;
using Debye.Learning.Trees;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearAlgebra;

namespace Debye.Learning.Chemometrics;

/// <summary>
/// Partial least squares discriminant analysis: regression on class membership, then distances to the classes in the space of the
/// predictions.
/// </summary>
/// <remarks>
/// Hard: one scatter matrix for all classes, the nearest class. Soft: one for each, and a sample belongs to every class within whose limit
/// it lies. Source: A. L. Pomerantsev and O. Ye. Rodionova, J. Chemometrics 32, e3030 (2018), doi 10.1002/cem.3030. Immutable; safe from
/// many threads.
/// </remarks>
public sealed class PlsDiscriminant : IClassifier
{
    private readonly SuperScores _space;
    private readonly ClassScatter[] _classes;
    private readonly DiscriminantStyle _style;

    private PlsDiscriminant(SampleTable table, int[] labels, int classes, PlsDiscriminantOptions options)
    {
        _style = options.Style;
        _space = new SuperScores(table, labels, classes, options.Regression);
        var points = Enumerable.Range(0, table.Rows).Select(i => _space.Of(table.Row(i))).ToArray();
        var common = Matrix<double>.Build.DenseOfDiagonalArray(_space.Variances);
        _classes = new ClassScatter[classes];
        var outliers = new List<int>();
        CriticalDistance = ChiSquared.InvCDF(_space.Count, 1 - options.Significance);
        for (var k = 0; k < classes; k++)
        {
            var (centre, members) = (_space.OfClass(k), Enumerable.Range(0, labels.Length).Where(i => labels[i] == k).ToArray());
            _classes[k] = new ClassScatter(
                centre,
                _style == DiscriminantStyle.Hard ? common : ClassScatter.Of([.. members.Select(i => points[i])], centre)
            );
            var limit = ChiSquared.InvCDF(_space.Count, Math.Pow(1 - options.OutlierSignificance, 1.0 / members.Length));
            if (_style == DiscriminantStyle.Soft)
                outliers.AddRange(members.Where(i => _classes[k].SquaredDistance(points[i]) > limit));
        }

        Outliers = outliers.Order().ToArray();
    }

    /// <inheritdoc/>
    public int FeatureCount => _space.FeatureCount;

    /// <inheritdoc/>
    public int PredictionCount => _classes.Length;

    /// <summary>Squared distance below which a sample belongs to a class (soft).</summary>
    public double CriticalDistance { get; }

    /// <summary>Training samples too far from their own class, ascending; none for the hard style.</summary>
    public ReadOnlyMemory<int> Outliers { get; }

    /// <summary>Co-ordinates of a sample as linear functions of its numbers.</summary>
    internal (double[] Map, double[] Offset) Coordinates() => _space.AsLinear();

    /// <summary>Scatter of every class.</summary>
    internal IReadOnlyList<ClassScatter> Classes => _classes;

    /// <summary>Fits a model.</summary>
    /// <param name="table">Samples.</param>
    /// <param name="labels">Class of each, 0…<paramref name="classes"/>−1.</param>
    /// <param name="classes">Number of classes, 2 or more, each with a sample.</param>
    /// <param name="options">Settings.</param>
    /// <exception cref="ArgumentException">A label is out of range, a class has no sample, or the regression cannot be fitted.</exception>
    public static PlsDiscriminant Fit(SampleTable table, ReadOnlySpan<int> labels, int classes, PlsDiscriminantOptions options)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        if (labels.Length != table.Rows)
            throw new ArgumentException(Invariant($"Expected {table.Rows} labels, one per sample, got {labels.Length}."), nameof(labels));
        var counts = new int[classes];
        foreach (var label in labels)
        {
            if ((uint)label >= (uint)classes)
                throw new ArgumentException(Invariant($"Expected labels 0…{classes - 1}, got {label}."), nameof(labels));
            counts[label]++;
        }

        var empty = Array.IndexOf(counts, 0);
        if (empty >= 0)
            throw new ArgumentException(Invariant($"Expected samples of every class, class {empty} has none."), nameof(labels));
        return new PlsDiscriminant(table, labels.ToArray(), classes, options);
    }

    /// <summary>Fits a model to examples of a table of single precision.</summary>
    /// <param name="examples">Examples with classes; finite values. Weights are not used.</param>
    /// <param name="options">Settings.</param>
    /// <exception cref="ArgumentException">As for the other method, or the examples have no classes.</exception>
    public static PlsDiscriminant Train(TreeExamples examples, PlsDiscriminantOptions options)
    {
        Baselines.ClassifierInput.RequireTrainable(examples);
        int[] labels = [.. examples.Targets.ToArray().Select(target => (int)target)];
        return Fit(SampleTable.From(examples.Features), labels, examples.Classes, options);
    }

    /// <summary>Squared Mahalanobis distance of a sample to every class.</summary>
    /// <param name="row"><see cref="FeatureCount"/> finite values.</param>
    /// <exception cref="ArgumentException">A length does not match, or a value is not finite.</exception>
    public double[] SquaredDistances(ReadOnlySpan<double> row)
    {
        var point = _space.Of(row);
        return [.. _classes.Select(scatter => scatter.SquaredDistance(point))];
    }

    /// <summary>Classes a sample is assigned to, nearest first: one for the hard style, any number for the soft one.</summary>
    /// <param name="row"><see cref="FeatureCount"/> finite values.</param>
    /// <exception cref="ArgumentException">A length does not match, or a value is not finite.</exception>
    public int[] Assign(ReadOnlySpan<double> row)
    {
        var distances = SquaredDistances(row);
        var order = Enumerable.Range(0, distances.Length).OrderBy(k => distances[k]);
        return _style == DiscriminantStyle.Hard ? [order.First()] : [.. order.Where(k => distances[k] < CriticalDistance)];
    }

    /// <summary>Probabilities of the classes if one of them is the truth: normal densities, all classes equally frequent.</summary>
    /// <inheritdoc/>
    public void Predict(ReadOnlySpan<float> features, Span<float> destination) =>
        Baselines.ClassifierInput.PredictOne(this, features, destination);

    /// <summary>Probabilities of the classes if one of them is the truth: normal densities, all classes equally frequent.</summary>
    /// <inheritdoc/>
    public float[] Predict(FeatureTable table, int threads = 1)
    {
        Baselines.ClassifierInput.RequireTable(table, FeatureCount, threads);
        var (samples, probabilities) = (SampleTable.From(table), new float[table.Rows * PredictionCount]);
        ParallelLoop.Run(
            table.Rows,
            threads,
            (row, _) => Posterior(samples.Row(row), probabilities.AsSpan(row * PredictionCount, PredictionCount))
        );
        return probabilities;
    }

    private void Posterior(ReadOnlySpan<double> row, Span<float> probabilities) =>
        ClassScatter.Posterior(_classes, _space.Of(row), probabilities);
}
