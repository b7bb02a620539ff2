namespace Debye.Learning.Trees;

/// <summary>A loss with its first and second derivatives with respect to the scores. Scores are laid out output by output.</summary>
internal abstract class BoostingLoss
{
    /// <summary>Scores per example, trees per round.</summary>
    public abstract int Outputs { get; }

    /// <summary>Numbers that a prediction consists of.</summary>
    public virtual int Predictions => Outputs;

    public static BoostingLoss Of(BoostingObjective objective, int classes, double huberWidth = 1) =>
        objective switch
        {
            BoostingObjective.SquaredError => new SquaredErrorLoss(),
            BoostingObjective.Logistic => new LogisticLoss(),
            BoostingObjective.AbsoluteError => new AbsoluteErrorLoss(),
            BoostingObjective.Huber => new HuberLoss(huberWidth),
            _ => new SoftmaxLoss(classes),
        };

    /// <summary>The best constant scores.</summary>
    public abstract float[] Start(ReadOnlySpan<float> targets, ReadOnlySpan<float> weights);

    /// <summary>
    /// Derivatives for examples <paramref name="from"/>…<paramref name="to"/>−1; arrays have one row of <paramref name="stride"/> per
    /// output.
    /// </summary>
    public abstract void Differentiate(
        float[] scores,
        float[] targets,
        float[] weights,
        float[] first,
        float[] second,
        int stride,
        int from,
        int to
    );

    /// <summary>Loss of one example.</summary>
    public abstract double Loss(ReadOnlySpan<double> scores, float target);

    /// <summary>Scores to predictions.</summary>
    public abstract void Link(ReadOnlySpan<double> scores, Span<float> predictions);

    /// <summary>Weighted share of each class, at least 1e-6, as its logarithm.</summary>
    protected static double[] LogShares(ReadOnlySpan<float> targets, ReadOnlySpan<float> weights, int classes)
    {
        var shares = new double[classes];
        double total = 0;
        for (var i = 0; i < targets.Length; i++)
        {
            shares[(int)targets[i]] += weights[i];
            total += weights[i];
        }

        for (var k = 0; k < classes; k++)
            shares[k] = Math.Log(Math.Max(1e-6, shares[k] / total));
        return shares;
    }
}
