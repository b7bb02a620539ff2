using Debye.Learning.Tables;
using Debye.Learning.Trees;
using Debye.Numerics;

namespace Debye.Learning.Tests.Regression;

/// <summary>Made tables with values to learn.</summary>
internal static class RegressionData
{
    /// <summary>Normal features; the value is a smooth function of the first two, with noise.</summary>
    public static TreeExamples Smooth(int rows, int columns, ulong seed, double noise = 0.1, bool weights = false)
    {
        var random = new RandomSource(seed, 7);
        var features = new float[rows * columns];
        for (var i = 0; i < features.Length; i++)
            features[i] = (float)random.NextNormal();
        var (values, own) = (new float[rows], new float[rows]);
        for (var i = 0; i < rows; i++)
        {
            values[i] = (float)(
                3
                + Math.Sin(2 * features[i * columns])
                + 0.5 * features[i * columns + Math.Min(1, columns - 1)]
                + noise * random.NextNormal()
            );
            own[i] = 0.5f + (float)random.NextDouble();
        }

        return TreeExamples.ForValues(new FeatureTable(features, columns), values, weights ? own : default);
    }

    /// <summary>
    /// The regression problem of J. H. Friedman, Ann. Stat. 19, 1 (1991), eq. 57, on fractional parts of i·√prime: the same numbers in any
    /// language.
    /// </summary>
    public static TreeExamples Friedman(int first, int rows)
    {
        int[] primes = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29];
        var (features, values) = (new float[rows * primes.Length], new float[rows]);
        for (var row = 0; row < rows; row++)
        {
            double i = first + row + 1;
            for (var f = 0; f < primes.Length; f++)
                features[row * primes.Length + f] = (float)(i * Math.Sqrt(primes[f]) % 1);
            var x = features.AsSpan(row * primes.Length);
            var noise = Math.Sqrt(-2 * Math.Log(1 - i * Math.Sqrt(31) % 1)) * Math.Cos(2 * Math.PI * (i * Math.Sqrt(37) % 1));
            values[row] = (float)(10 * Math.Sin(Math.PI * x[0] * x[1]) + 20 * (x[2] - 0.5) * (x[2] - 0.5) + 10 * x[3] + 5 * x[4] + noise);
        }

        return TreeExamples.ForValues(new FeatureTable(features, primes.Length), values);
    }

    public static double RootMeanSquare(ReadOnlySpan<float> predictions, TreeExamples examples)
    {
        double sum = 0;
        for (var i = 0; i < predictions.Length; i++)
            sum += Math.Pow(predictions[i] - examples.Targets[i], 2);
        return Math.Sqrt(sum / predictions.Length);
    }
}
