using Debye.Learning.Baselines;
using Debye.Learning.Tables;
using Debye.Learning.Trees;

namespace Debye.Learning.Chemometrics;

/// <summary>Normal classes in a few linear co-ordinates: what a model package keeps of a <see cref="PlsDiscriminant"/>.</summary>
internal sealed class ScatterClassifier : IClassifier
{
    /// <summary>Puts a classifier together.</summary>
    /// <param name="map">Co-ordinates × features.</param>
    /// <param name="offset">One number for each co-ordinate.</param>
    /// <param name="classes">Centre and scatter of every class in these co-ordinates.</param>
    /// <exception cref="ArgumentException">A length does not match.</exception>
    public ScatterClassifier(double[] map, double[] offset, ClassScatter[] classes)
    {
        if (offset.Length == 0 || map.Length == 0 || map.Length % offset.Length != 0)
            throw new ArgumentException($"Expected a map to {offset.Length} co-ordinates, got {map.Length} numbers.", nameof(map));
        if (classes.Length < 2 || Array.Exists(classes, own => own.Centre.Length != offset.Length))
            throw new ArgumentException($"Expected classes of {offset.Length} co-ordinates.", nameof(classes));
        (Map, Offset, Classes) = (map, offset, classes);
    }

    /// <summary>What is kept of a discriminant.</summary>
    public static ScatterClassifier Of(PlsDiscriminant discriminant)
    {
        var (map, offset) = discriminant.Coordinates();
        return new ScatterClassifier(map, offset, [.. discriminant.Classes]);
    }

    /// <summary>Co-ordinates × features.</summary>
    public double[] Map { get; }

    /// <summary>Co-ordinates where all features are 0.</summary>
    public double[] Offset { get; }

    /// <summary>Centre and scatter of every class.</summary>
    public ClassScatter[] Classes { get; }

    public int FeatureCount => Map.Length / Offset.Length;

    public int PredictionCount => Classes.Length;

    public void Predict(ReadOnlySpan<float> features, Span<float> destination) => ClassifierInput.PredictOne(this, features, destination);

    public float[] Predict(FeatureTable table, int threads = 1)
    {
        ClassifierInput.RequireTable(table, FeatureCount, threads);
        var probabilities = new float[table.Rows * PredictionCount];
        ParallelLoop.Run(
            table.Rows,
            threads,
            (row, _) => ClassScatter.Posterior(Classes, Place(table.Row(row)), probabilities.AsSpan(row * PredictionCount, PredictionCount))
        );
        return probabilities;
    }

    private double[] Place(ReadOnlySpan<float> row)
    {
        var point = Offset.ToArray();
        for (var c = 0; c < point.Length; c++)
        for (var f = 0; f < row.Length; f++)
            point[c] += Map[(c * row.Length) + f] * row[f];
        return point;
    }
}
