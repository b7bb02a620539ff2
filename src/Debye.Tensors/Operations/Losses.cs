namespace Debye.Tensors;

/// <summary>Losses: scalars that training makes small.</summary>
public static class Losses
{
    /// <summary>Mean cross-entropy of softmax(logits) against class numbers.</summary>
    /// <remarks>
    /// With class weights w and smoothing ε: Σᵢ [(1-ε) w(tᵢ) (-log pᵢ(tᵢ)) + ε/K Σₖ w(k) (-log pᵢ(k))] / Σᵢ w(tᵢ), as PyTorch does.
    /// </remarks>
    /// <param name="tape">Where it is recorded.</param>
    /// <param name="logits">(batch, classes).</param>
    /// <param name="targets">Class of every row, 0 … classes - 1.</param>
    /// <param name="classWeights">(classes), or empty for ones.</param>
    /// <param name="labelSmoothing">In [0, 1).</param>
    /// <exception cref="ArgumentException">A length or a class does not fit.</exception>
    public static Tensor CrossEntropy(
        Tape tape,
        Tensor logits,
        ReadOnlySpan<int> targets,
        ReadOnlySpan<float> classWeights = default,
        float labelSmoothing = 0
    )
    {
        var (rows, classes) = (logits.Extent(0), logits.Extent(-1));
        Check.That(logits.Rank == 2 && rows == targets.Length, logits, $"({targets.Length}, classes)");
        var weights = tape.Empty(rows, classes);
        FillTargets(targets, classWeights, labelSmoothing, classes, weights.Span);
        return SoftCrossEntropy(tape, logits, weights);
    }

    /// <summary>-Σ targets · log softmax(logits): cross-entropy against any distribution; the targets carry the 1 / batch.</summary>
    /// <param name="tape">Where it is recorded.</param>
    /// <param name="logits">(batch, classes).</param>
    /// <param name="targets">Weight of every element.</param>
    public static Tensor SoftCrossEntropy(Tape tape, Tensor logits, Tensor targets)
    {
        Check.SameShape(logits, targets);
        var logarithms = tape.Empty(logits.Shape);
        tape.Backend.LogSoftmax(logits, logarithms);
        var loss = tape.Empty();
        var sum = 0.0;
        for (var i = 0; i < targets.Length; i++)
            sum -= (double)targets.Span[i] * logarithms.Span[i];
        loss.Span[0] = (float)sum;
        if (tape.Wants(logits))
            tape.Record(loss, () => tape.Accumulate(logits, d => SoftmaxGradient(loss.Gradient[0], targets, logarithms, d)));
        return loss;
    }

    /// <summary>Mean of (x - target)².</summary>
    /// <param name="tape">Where it is recorded.</param>
    /// <param name="x">Predictions.</param>
    /// <param name="target">What they should be; as many, NaN where unknown.</param>
    public static Tensor MeanSquaredError(Tape tape, Tensor x, ReadOnlySpan<float> target) =>
        Elementwise(tape, x, target, static (d, _) => (d * d, 2 * d), 0);

    /// <summary>Mean of d²/2 for |d| ≤ delta, else delta (|d| - delta/2), d = x - target.</summary>
    /// <param name="tape">Where it is recorded.</param>
    /// <param name="x">Predictions.</param>
    /// <param name="target">What they should be; as many, NaN where unknown.</param>
    /// <param name="delta">Where the parabola ends; positive.</param>
    public static Tensor Huber(Tape tape, Tensor x, ReadOnlySpan<float> target, float delta = 1) =>
        Elementwise(
            tape,
            x,
            target,
            static (d, limit) => Math.Abs(d) <= limit ? (d * d / 2, d) : (limit * (Math.Abs(d) - (limit / 2)), limit * Math.Sign(d)),
            delta
        );

    /// <summary>Mean of |x - target|.</summary>
    /// <param name="tape">Where it is recorded.</param>
    /// <param name="x">Predictions.</param>
    /// <param name="target">What they should be; as many, NaN where unknown.</param>
    public static Tensor MeanAbsoluteError(Tape tape, Tensor x, ReadOnlySpan<float> target) =>
        Elementwise(tape, x, target, static (d, _) => (Math.Abs(d), Math.Sign(d)), 0);

    /// <summary>
    /// Mean of |value - target| exp(-s) + s: the negative logarithm of a Laplace distribution of width exp(s), but for ln 2.
    /// </summary>
    /// <param name="tape">Where it is recorded.</param>
    /// <param name="x">(batch, 2): value and s of each row; s below -5 counts as -5.</param>
    /// <param name="target">What the values should be; one for each row.</param>
    public static Tensor Laplace(Tape tape, Tensor x, ReadOnlySpan<float> target)
    {
        const double least = -5;
        Check.That(x.Rank == 2 && x.Extent(1) == 2 && x.Extent(0) == target.Length, x, $"({target.Length}, 2)");
        var slope = tape.Empty(x.Shape);
        var loss = tape.Empty();
        var sum = 0.0;
        for (var i = 0; i < target.Length; i++)
        {
            var (distance, s) = ((double)x.Span[2 * i] - target[i], Math.Max(least, x.Span[(2 * i) + 1]));
            var inverse = Math.Exp(-s);
            sum += (Math.Abs(distance) * inverse) + s;
            slope.Span[2 * i] = (float)(Math.Sign(distance) * inverse / target.Length);
            slope.Span[(2 * i) + 1] = x.Span[(2 * i) + 1] < least ? 0 : (float)((1 - (Math.Abs(distance) * inverse)) / target.Length);
        }

        return Finish(tape, x, loss, sum / target.Length, slope);
    }

    /// <summary>Mean binary cross-entropy of sigmoid(x) against probabilities.</summary>
    /// <param name="tape">Where it is recorded.</param>
    /// <param name="x">Logits.</param>
    /// <param name="target">Probabilities in [0, 1]; as many.</param>
    public static Tensor BinaryCrossEntropy(Tape tape, Tensor x, ReadOnlySpan<float> target)
    {
        Check.That(x.Length == target.Length, x, $"{target.Length} elements");
        var slope = tape.Empty(x.Shape);
        var loss = tape.Empty();
        var sum = 0.0;
        for (var i = 0; i < target.Length; i++)
        {
            double z = x.Span[i];
            sum += Math.Max(z, 0) - (z * target[i]) + Math.Log(1 + Math.Exp(-Math.Abs(z)));
            slope.Span[i] = (float)(((1 / (1 + Math.Exp(-z))) - target[i]) / target.Length);
        }

        return Finish(tape, x, loss, sum / target.Length, slope);
    }

    /// <summary>Mean of a rule over the known targets; NaN stands for an unknown one.</summary>
    private static Tensor Elementwise(
        Tape tape,
        Tensor x,
        ReadOnlySpan<float> target,
        Func<double, double, (double Value, double Slope)> rule,
        double delta
    )
    {
        Check.That(x.Length == target.Length, x, $"{target.Length} elements");
        var slope = tape.Empty(x.Shape);
        var loss = tape.Empty();
        var (sum, known) = (0.0, 0);
        foreach (var value in target)
            if (!float.IsNaN(value))
                known++;
        for (var i = 0; i < target.Length; i++)
        {
            if (float.IsNaN(target[i]))
            {
                slope.Span[i] = 0;
                continue;
            }

            var (value, derivative) = rule((double)x.Span[i] - target[i], delta);
            sum += value;
            slope.Span[i] = (float)(derivative / known);
        }

        return Finish(tape, x, loss, sum / Math.Max(1, known), slope);
    }

    private static Tensor Finish(Tape tape, Tensor x, Tensor loss, double value, Tensor slope)
    {
        loss.Span[0] = (float)value;
        if (tape.Wants(x))
            tape.Record(loss, () => tape.Accumulate(x, dx => tape.Backend.Scale(slope, loss.Gradient[0], dx)));
        return loss;
    }

    private static void FillTargets(
        ReadOnlySpan<int> targets,
        ReadOnlySpan<float> classWeights,
        float smoothing,
        int classes,
        Span<float> destination
    )
    {
        if (!classWeights.IsEmpty && classWeights.Length != classes)
            throw new ArgumentException(Invariant($"expected {classes} class weights, got {classWeights.Length}"), nameof(classWeights));
        var total = 0.0;
        foreach (var target in targets)
        {
            if ((uint)target >= (uint)classes)
                throw new ArgumentException(Invariant($"expected classes 0 to {classes - 1}, got {target}"), nameof(targets));
            total += classWeights.IsEmpty ? 1 : classWeights[target];
        }

        for (var i = 0; i < targets.Length; i++)
        {
            for (var k = 0; k < classes; k++)
            {
                var share = (k == targets[i] ? 1 - (double)smoothing : 0) + ((double)smoothing / classes);
                destination[(i * classes) + k] = (float)(share * (classWeights.IsEmpty ? 1 : classWeights[k]) / total);
            }
        }
    }

    private static void SoftmaxGradient(float factor, Tensor targets, Tensor logarithms, Tensor destination)
    {
        var classes = targets.Extent(-1);
        for (var at = 0; at < targets.Length; at += classes)
        {
            var row = targets.Span.Slice(at, classes);
            var sum = 0f;
            foreach (var value in row)
                sum += value;
            for (var k = 0; k < classes; k++)
                destination.Span[at + k] = factor * ((sum * MathF.Exp(logarithms.Span[at + k])) - row[k]);
        }
    }
}
