namespace Debye.Learning.Trees;

/// <summary>½(s − y)².</summary>
internal sealed class SquaredErrorLoss : BoostingLoss
{
    public override int Outputs => 1;

    public override float[] Start(ReadOnlySpan<float> targets, ReadOnlySpan<float> weights)
    {
        double sum = 0,
            total = 0;
        for (var i = 0; i < targets.Length; i++)
        {
            sum += (double)weights[i] * targets[i];
            total += weights[i];
        }

        return [(float)(sum / total)];
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
            first[i] = weights[i] * (scores[i] - targets[i]);
            second[i] = weights[i];
        }
    }

    public override double Loss(ReadOnlySpan<double> scores, float target) => 0.5 * (scores[0] - target) * (scores[0] - target);

    public override void Link(ReadOnlySpan<double> scores, Span<float> predictions) => predictions[0] = (float)scores[0];
}
