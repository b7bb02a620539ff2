using Debye.Learning.Tables;
using Debye.Learning.Trees;
using Debye.Numerics;

namespace Debye.Learning.Tests.Trees;

/// <summary>Small made problems.</summary>
internal static class TreeData
{
    /// <summary>Uniform features with ties; some missing when asked.</summary>
    public static FeatureTable Features(int rows, int columns, ulong seed, double missing = 0)
    {
        var random = new RandomSource(seed, 1);
        var values = new float[rows * columns];
        for (var i = 0; i < values.Length; i++)
            values[i] = random.NextBool(missing) ? float.NaN : MathF.Round(50 * (float)random.NextDouble()) / 10;
        return new FeatureTable(values, columns);
    }

    /// <summary>Classes that depend on the first two features, with noise.</summary>
    public static TreeExamples Classes(FeatureTable table, int classes, ulong seed)
    {
        var random = new RandomSource(seed, 2);
        var labels = new int[table.Rows];
        for (var i = 0; i < labels.Length; i++)
        {
            var row = table.Row(i);
            var sum = (float.IsNaN(row[0]) ? 2 : row[0]) + (float.IsNaN(row[1]) ? 4 : row[1]) + random.NextDouble();
            labels[i] = random.NextBool(0.1) ? random.NextInt(classes) : (int)Math.Clamp(sum / 11.0 * classes, 0, classes - 1);
        }

        return TreeExamples.ForClasses(table, labels, classes);
    }

    /// <summary>Values that depend on the first two features, with noise.</summary>
    public static TreeExamples Values(FeatureTable table, ulong seed)
    {
        var random = new RandomSource(seed, 3);
        var values = new float[table.Rows];
        for (var i = 0; i < values.Length; i++)
        {
            var row = table.Row(i);
            values[i] = (float)(
                Math.Sin(float.IsNaN(row[0]) ? 3 : row[0]) + 0.3 * (float.IsNaN(row[1]) ? -1 : row[1]) + 0.1 * random.NextNormal()
            );
        }

        return TreeExamples.ForValues(table, values);
    }

    public static double Accuracy(TreeModel model, TreeExamples examples)
    {
        var predictions = model.Predict(examples.Features);
        var right = 0;
        for (var i = 0; i < examples.Features.Rows; i++)
        {
            var row = predictions.AsSpan(i * model.PredictionCount, model.PredictionCount);
            if (Debye.Learning.Metrics.ClassificationReport.RankOf(row, (int)examples.Targets[i]) == 0)
                right++;
        }

        return (double)right / examples.Features.Rows;
    }

    /// <summary>Everything that makes a model, to compare two of them bit for bit.</summary>
    public static byte[] Bytes(TreeModel model)
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.bin");
        model.Save(path);
        var bytes = File.ReadAllBytes(path);
        File.Delete(path);
        return bytes;
    }
}
