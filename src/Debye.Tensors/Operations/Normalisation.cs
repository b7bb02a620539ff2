namespace Debye.Tensors;

/// <summary>Differentiable normalisations.</summary>
public static class Normalisation
{
    /// <summary>Normalises every channel (last axis) over all other axes with moments of this batch, then scales and shifts.</summary>
    /// <param name="tape">Where it is recorded.</param>
    /// <param name="x">(…, channels).</param>
    /// <param name="scale">(channels).</param>
    /// <param name="shift">(channels).</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="mean">Gets the mean (channels); lives as long as the tape's tensors.</param>
    /// <param name="variance">Gets the variance over n.</param>
    public static Tensor Batch(Tape tape, Tensor x, Tensor scale, Tensor shift, float epsilon, out Tensor mean, out Tensor variance)
    {
        mean = tape.Empty(scale.Length);
        variance = tape.Empty(scale.Length);
        tape.Backend.ChannelMoments(x, mean, variance);
        return Normalise(tape, x, scale, shift, epsilon, mean, variance, momentsFixed: false);
    }

    /// <summary>Normalises every channel with given moments, then scales and shifts.</summary>
    /// <param name="tape">Where it is recorded.</param>
    /// <param name="x">(…, channels).</param>
    /// <param name="scale">(channels).</param>
    /// <param name="shift">(channels).</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="mean">(channels).</param>
    /// <param name="variance">(channels).</param>
    public static Tensor Fixed(Tape tape, Tensor x, Tensor scale, Tensor shift, float epsilon, Tensor mean, Tensor variance) =>
        Normalise(tape, x, scale, shift, epsilon, mean, variance, momentsFixed: true);

    /// <summary>Normalises groups of channels of every block, without scale and shift.</summary>
    /// <param name="tape">Where it is recorded.</param>
    /// <param name="x">(…, channels).</param>
    /// <param name="blocks">Number of equal leading parts that are normalised by themselves: the batch, or all rows.</param>
    /// <param name="groups">Groups of channels; divides their number.</param>
    /// <param name="epsilon">Added to the variance.</param>
    public static Tensor Group(Tape tape, Tensor x, int blocks, int groups, float epsilon)
    {
        var y = tape.Empty(x.Shape);
        var inverse = tape.Empty(blocks, groups);
        var backend = tape.Backend;
        backend.GroupNormalise(x, blocks, groups, epsilon, inverse, y);
        if (tape.Wants(x))
            tape.Record(
                y,
                () => tape.Accumulate(x, dx => backend.GroupNormaliseBackward(y, inverse, blocks, groups, y.GradientTensor(), dx))
            );
        return y;
    }

    private static Tensor Normalise(
        Tape tape,
        Tensor x,
        Tensor scale,
        Tensor shift,
        float epsilon,
        Tensor mean,
        Tensor variance,
        bool momentsFixed
    )
    {
        Check.That(x.Extent(-1) == scale.Length, x, $"(…, {scale.Length})");
        var y = tape.Empty(x.Shape);
        var backend = tape.Backend;
        backend.ChannelNormalise(x, mean, variance, epsilon, scale, shift, y);
        if (!tape.Wants(x, scale, shift))
            return y;
        tape.Record(
            y,
            () =>
            {
                var dy = y.GradientTensor();
                var dScale = tape.Empty(scale.Length);
                var dShift = tape.Empty(scale.Length);
                backend.ChannelNormaliseBackwardParameters(x, mean, variance, epsilon, dy, dScale, dShift);
                if (scale.RequiresGradient)
                    tape.Accumulate(scale, d => dScale.Span.CopyTo(d.Span));
                if (shift.RequiresGradient)
                    tape.Accumulate(shift, d => dShift.Span.CopyTo(d.Span));
                if (x.RequiresGradient)
                    tape.Accumulate(
                        x,
                        dx => backend.ChannelNormaliseBackwardInput(x, mean, variance, epsilon, scale, dy, dScale, dShift, momentsFixed, dx)
                    );
            }
        );
        return y;
    }
}
