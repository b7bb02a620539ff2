namespace Debye.Learning.Trees;

/// <summary>−ln p of the true one of two classes; the score is the logit of class 1.</summary>
internal sealed class LogisticLoss : BoostingLoss
{
    private const float SmallestCurvature = 1e-16f;

    public override int Outputs => 1;

    public override int Predictions => 2;

    public override float[] Start(ReadOnlySpan<float> targets, ReadOnlySpan<float> weights)
    {
        var shares = LogShares(targets, weights, 2);
        return [(float)(shares[1] - shares[0])];
    }

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
            var p = 1 / (1 + MathF.Exp(-scores[i]));
            first[i] = weights[i] * (p - targets[i]);
            second[i] = weights[i] * MathF.Max(SmallestCurvature, p * (1 - p));
        }
    }

    public override double Loss(ReadOnlySpan<double> scores, float target)
    {
        var margin = target > 0.5f ? scores[0] : -scores[0];
        return margin > 0 ? Math.Log(1 + Math.Exp(-margin)) : -margin + Math.Log(1 + Math.Exp(margin));
    }

    public override void Link(ReadOnlySpan<double> scores, Span<float> predictions)
    {
        var p = 1 / (1 + Math.Exp(-scores[0]));
        predictions[0] = (float)(1 - p);
        predictions[1] = (float)p;
    }
}
