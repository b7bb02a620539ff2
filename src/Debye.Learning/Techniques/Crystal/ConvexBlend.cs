namespace Debye.Learning.Techniques.Crystal;

/// <summary>Weights of predictors, none negative and of sum 1, that make the mean absolute error of their mean small.</summary>
internal static class ConvexBlend
{
    private static readonly double[] Steps = [0.2, 0.1, 0.05, 0.02, 0.01];

    /// <summary>Moves weight between groups of predictors as long as the error falls; within a group all weigh the same.</summary>
    /// <param name="predictions">Of each predictor, for every example.</param>
    /// <param name="groups">Group of each predictor, 0 and up without a gap.</param>
    /// <param name="truth">As many as examples.</param>
    /// <returns>Weight of each predictor.</returns>
    public static double[] Fit(IReadOnlyList<double[]> predictions, IReadOnlyList<int> groups, IReadOnlyList<double> truth)
    {
        var count = groups.Max() + 1;
        var sizes = Enumerable.Range(0, count).Select(g => groups.Count(group => group == g)).ToArray();
        // The mean of each group, example by example.
        var means = Enumerable.Range(0, count).Select(_ => new double[truth.Count]).ToArray();
        for (var p = 0; p < predictions.Count; p++)
        for (var i = 0; i < truth.Count; i++)
            means[groups[p]][i] += predictions[p][i] / sizes[groups[p]];
        var weights = Enumerable.Repeat(1.0 / count, count).ToArray();
        var error = Error(weights);
        foreach (var step in Steps)
            for (var moved = true; moved; )
            {
                moved = false;
                for (var from = 0; from < count; from++)
                for (var to = 0; to < count; to++)
                    moved |= from != to && Move(from, to, step);
            }

        return [.. groups.Select(group => weights[group] / sizes[group])];

        bool Move(int from, int to, double step)
        {
            var amount = Math.Min(step, weights[from]);
            if (amount < 1e-9)
                return false;
            var trial = (double[])weights.Clone();
            trial[from] -= amount;
            trial[to] += amount;
            var found = Error(trial);
            if (found >= error - 1e-9)
                return false;
            (weights, error) = (trial, found);
            return true;
        }

        double Error(double[] trial)
        {
            var sum = 0.0;
            for (var i = 0; i < truth.Count; i++)
            {
                var value = -truth[i];
                for (var g = 0; g < count; g++)
                    value += trial[g] * means[g][i];
                sum += Math.Abs(value);
            }

            return sum / truth.Count;
        }
    }
}
