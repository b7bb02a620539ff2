namespace Debye.Learning.Trees;

/// <summary>½r² for residuals up to a width δ, δ(|r| − δ/2) beyond it.</summary>
internal sealed class HuberLoss(double width) : RobustLoss
{
    private readonly float _width = (float)width;

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
            first[i] = weights[i] * Math.Clamp(scores[i] - targets[i], -_width, _width);
            second[i] = weights[i];
        }
    }

    public override double Loss(ReadOnlySpan<double> scores, float target)
    {
        var distance = Math.Abs(scores[0] - target);
        return distance <= width ? 0.5 * distance * distance : width * (distance - 0.5 * width);
    }

    /// <summary>The median, moved by the mean of the clamped rest.</summary>
    protected override double Best(double[] residuals, double[] weights)
    {
        var median = Median(residuals, weights);
        var sum = 0.0;
        for (var i = 0; i < residuals.Length; i++)
            sum += weights[i] * Math.Clamp(residuals[i] - median, -width, width);
        return median + sum / weights.Sum();
    }
}
