namespace Debye.Learning.Trees;

/// <summary>|s − y|.</summary>
internal sealed class AbsoluteErrorLoss : RobustLoss
{
    public override void Differentiate(
        float[] scores,
        float[] targets,
        float[] weights,
        float[] first,
        float[] second,
        int stride,
        int from,
        int to
    )
    {
        for (var i = from; i < to; i++)
        {
            first[i] = weights[i] * MathF.Sign(scores[i] - targets[i]);
            second[i] = weights[i];
        }
    }

    public override double Loss(ReadOnlySpan<double> scores, float target) => Math.Abs(scores[0] - target);

    protected override double Best(double[] residuals, double[] weights) => Median(residuals, weights);
}
