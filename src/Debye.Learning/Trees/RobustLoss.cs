namespace Debye.Learning.Trees;

/// <summary>
/// A loss of one value whose trees follow bounded first derivatives and whose leaves then take the best value for their examples.
/// </summary>
/// <remarks>
/// The second derivative in use is the weight: splits fit the pseudo-residuals by least squares. Source: J. H. Friedman, Ann. Stat. 29,
/// 1189 (2001), doi 10.1214/aos/1013203451, algorithms 3 (absolute error) and 4 (Huber; here with a fixed width).
/// </remarks>
internal abstract class RobustLoss : BoostingLoss
{
    public override int Outputs => 1;

    /// <summary>What a leaf adds to the scores of its examples, before the learning rate.</summary>
    /// <param name="rows">Its examples, at least one.</param>
    /// <param name="scores">Scores so far.</param>
    /// <param name="targets">True values.</param>
    /// <param name="weights">Weights above 0.</param>
    public double LeafValue(ReadOnlySpan<int> rows, float[] scores, float[] targets, float[] weights)
    {
        var (residuals, own) = (new double[rows.Length], new double[rows.Length]);
        for (var i = 0; i < rows.Length; i++)
            (residuals[i], own[i]) = ((double)targets[rows[i]] - scores[rows[i]], weights[rows[i]]);
        return Best(residuals, own);
    }

    public override float[] Start(ReadOnlySpan<float> targets, ReadOnlySpan<float> weights)
    {
        var (values, own) = (new double[targets.Length], new double[targets.Length]);
        for (var i = 0; i < values.Length; i++)
            (values[i], own[i]) = (targets[i], weights[i]);
        return [(float)Best(values, own)];
    }

    public override void Link(ReadOnlySpan<double> scores, Span<float> predictions) => predictions[0] = (float)scores[0];

    /// <summary>The constant of least loss, or a step towards it; both arrays may be put in another order.</summary>
    protected abstract double Best(double[] residuals, double[] weights);

    /// <summary>The value with half of the weight on either side; the middle of two where they share it.</summary>
    protected static double Median(double[] values, double[] weights)
    {
        Array.Sort(values, weights);
        var (half, below) = (0.5 * weights.Sum(), 0.0);
        for (var i = 0; i < values.Length - 1; i++)
        {
            below += weights[i];
            if (below > half)
                return values[i];
            if (below == half)
                return 0.5 * (values[i] + values[i + 1]);
        }

        return values[^1];
    }
}
