namespace Debye.Tensors.Cpu;

/// <content>Batch and group normalisation.</content>
public sealed unsafe partial class CpuBackend
{
    /// <inheritdoc/>
    public override void ChannelMoments(Tensor x, Tensor mean, Tensor variance)
    {
        using var turn = Enter();
        var channels = x.Extent(-1);
        var rows = x.Length / channels;
        SumRows(x, mean);
        VectorKernels.Scale(mean.Span, 1f / rows, mean.Span);
        Reduce(
            channels,
            rows,
            variance.Span,
            (at, n, totals) => ChannelKernels.AddCentredProducts(x.Span.Slice(at, n), mean.Span, default, totals)
        );
        VectorKernels.Scale(variance.Span, 1f / rows, variance.Span);
    }

    /// <inheritdoc/>
    public override void ChannelNormalise(Tensor x, Tensor mean, Tensor variance, float epsilon, Tensor scale, Tensor shift, Tensor y)
    {
        using var turn = Enter();
        var channels = x.Extent(-1);
        var factors = Rent(2 * channels);
        for (var c = 0; c < channels; c++)
        {
            var factor = scale.Span[c] / Math.Sqrt(variance.Span[c] + (double)epsilon);
            factors.Span[c] = (float)factor;
            factors.Span[channels + c] = (float)(shift.Span[c] - (mean.Span[c] * factor));
        }

        ForRows(
            x.Length / channels,
            channels,
            (row, rows) =>
                ChannelKernels.Affine(
                    channels,
                    x.Span.Slice(row * channels, rows * channels),
                    factors.Span[..channels],
                    factors.Span[channels..],
                    y.Span.Slice(row * channels, rows * channels)
                )
        );
        Return(factors);
    }

    /// <inheritdoc/>
    public override void ChannelNormaliseBackwardParameters(
        Tensor x,
        Tensor mean,
        Tensor variance,
        float epsilon,
        Tensor dy,
        Tensor dScale,
        Tensor dShift
    )
    {
        using var turn = Enter();
        var channels = x.Extent(-1);
        SumRows(dy, dShift);
        Reduce(
            channels,
            x.Length / channels,
            dScale.Span,
            (at, n, totals) => ChannelKernels.AddCentredProducts(x.Span.Slice(at, n), mean.Span, dy.Span.Slice(at, n), totals)
        );
        for (var c = 0; c < channels; c++)
            dScale.Span[c] = (float)(dScale.Span[c] / Math.Sqrt(variance.Span[c] + (double)epsilon));
    }

    /// <inheritdoc/>
    public override void ChannelNormaliseBackwardInput(
        Tensor x,
        Tensor mean,
        Tensor variance,
        float epsilon,
        Tensor scale,
        Tensor dy,
        Tensor dScale,
        Tensor dShift,
        bool momentsFixed,
        Tensor dx
    )
    {
        using var turn = Enter();
        // dx = γ/σ · (dy - Σdy/n - x̂ Σ(dy x̂)/n), written as a·dy + b·x + c by channel.
        var channels = x.Extent(-1);
        var n = x.Length / channels;
        var factors = Rent(3 * channels);
        for (var c = 0; c < channels; c++)
        {
            var inverse = 1 / Math.Sqrt(variance.Span[c] + (double)epsilon);
            var a = scale.Span[c] * inverse;
            var b = momentsFixed ? 0 : -a * inverse * dScale.Span[c] / n;
            factors.Span[c] = (float)a;
            factors.Span[channels + c] = (float)b;
            factors.Span[(2 * channels) + c] = (float)(momentsFixed ? 0 : (-a * dShift.Span[c] / n) - (b * mean.Span[c]));
        }

        ForRows(
            n,
            channels,
            (row, rows) =>
                ChannelKernels.Combine(
                    channels,
                    dy.Span.Slice(row * channels, rows * channels),
                    factors.Span[..channels],
                    x.Span.Slice(row * channels, rows * channels),
                    factors.Span.Slice(channels, channels),
                    factors.Span[(2 * channels)..],
                    dx.Span.Slice(row * channels, rows * channels)
                )
        );
        Return(factors);
    }

    /// <inheritdoc/>
    public override void GroupNormalise(Tensor x, int blocks, int groups, float epsilon, Tensor inverse, Tensor normalised)
    {
        using var turn = Enter();
        var length = x.Length / blocks;
        var channels = x.Extent(-1);
        ForRows(
            blocks,
            length,
            (first, count) =>
            {
                for (var b = first; b < first + count; b++)
                {
                    GroupKernels.Normalise(
                        channels,
                        groups,
                        epsilon,
                        x.Span.Slice(b * length, length),
                        inverse.Span.Slice(b * groups, groups),
                        normalised.Span.Slice(b * length, length)
                    );
                }
            }
        );
    }

    /// <inheritdoc/>
    public override void GroupNormaliseBackward(Tensor normalised, Tensor inverse, int blocks, int groups, Tensor dNormalised, Tensor dx)
    {
        using var turn = Enter();
        var length = normalised.Length / blocks;
        var channels = normalised.Extent(-1);
        ForRows(
            blocks,
            length,
            (first, count) =>
            {
                for (var b = first; b < first + count; b++)
                {
                    GroupKernels.Backward(
                        channels,
                        groups,
                        normalised.Span.Slice(b * length, length),
                        inverse.Span.Slice(b * groups, groups),
                        dNormalised.Span.Slice(b * length, length),
                        dx.Span.Slice(b * length, length)
                    );
                }
            }
        );
    }
}
