using System.Runtime.Intrinsics;

namespace Debye.Learning.Trees;

/// <summary>−ln p of the true class.</summary>
/// <remarks>
/// The second derivative p(1 − p) is doubled: a diagonal that bounds the full second-derivative matrix from above
/// (D. Böhning, Ann. Inst. Stat. Math. 44, 197 (1992), doi 10.1007/BF00048682), as other boosting programs do.
/// </remarks>
internal sealed class SoftmaxLoss(int classes) : BoostingLoss
{
    private const float SmallestCurvature = 1e-16f;

    public override int Outputs => classes;

    public override float[] Start(ReadOnlySpan<float> targets, ReadOnlySpan<float> weights) =>
        [.. LogShares(targets, weights, classes).Select(share => (float)share)];

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
        // Rows are padded to whole vectors; examples beyond the last are calculated and never used.
        for (var i = from; i < to; i += Vector512<float>.Count)
        {
            var largest = Vector512.Create(float.NegativeInfinity);
            for (var k = 0; k < classes; k++)
                largest = Vector512.Max(largest, Vector512.LoadUnsafe(ref scores[k * stride + i]));
            var sum = Vector512<float>.Zero;
            for (var k = 0; k < classes; k++)
            {
                var power = Vector512.Exp(Vector512.LoadUnsafe(ref scores[k * stride + i]) - largest);
                power.StoreUnsafe(ref first[k * stride + i]);
                sum += power;
            }

            var weight = Vector512.LoadUnsafe(ref weights[i]);
            var target = Vector512.LoadUnsafe(ref targets[i]);
            for (var k = 0; k < classes; k++)
            {
                var p = Vector512.LoadUnsafe(ref first[k * stride + i]) / sum;
                var hit = Vector512.ConditionalSelect(
                    Vector512.Equals(target, Vector512.Create((float)k)),
                    Vector512<float>.One,
                    Vector512<float>.Zero
                );
                (weight * (p - hit)).StoreUnsafe(ref first[k * stride + i]);
                (weight * Vector512.Max(2 * p * (Vector512<float>.One - p), Vector512.Create(SmallestCurvature))).StoreUnsafe(
                    ref second[k * stride + i]
                );
            }
        }
    }

    public override double Loss(ReadOnlySpan<double> scores, float target)
    {
        double largest = double.NegativeInfinity,
            sum = 0;
        foreach (var score in scores)
            largest = Math.Max(largest, score);
        foreach (var score in scores)
            sum += Math.Exp(score - largest);
        return largest + Math.Log(sum) - scores[(int)target];
    }

    public override void Link(ReadOnlySpan<double> scores, Span<float> predictions)
    {
        double largest = double.NegativeInfinity,
            sum = 0;
        foreach (var score in scores)
            largest = Math.Max(largest, score);
        foreach (var score in scores)
            sum += Math.Exp(score - largest);
        for (var k = 0; k < predictions.Length; k++)
            predictions[k] = (float)(Math.Exp(scores[k] - largest) / sum);
    }
}
