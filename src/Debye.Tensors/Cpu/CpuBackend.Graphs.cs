namespace Debye.Tensors.Cpu;

/// <content>Rows and groups of rows.</content>
public sealed unsafe partial class CpuBackend
{
    /// <inheritdoc/>
    public override void GatherRows(RowGroups groups, Tensor x, Tensor y)
    {
        using var turn = Enter();
        var channels = x.Extent(-1);
        ForRows(
            groups.Rows,
            channels,
            (first, count) =>
                GraphKernels.Gather(channels, x.Span, groups.GroupOf.Slice(first, count), y.Span.Slice(first * channels, count * channels))
        );
    }

    /// <inheritdoc/>
    public override void SumGroups(RowGroups groups, Tensor x, Tensor y)
    {
        using var turn = Enter();
        var channels = x.Extent(-1);
        var block = (int)Math.Max(1, (long)ChunkLength / channels * groups.Groups / Math.Max(1, groups.Rows));
        ForBlocks(
            groups.Groups,
            block,
            (first, count) =>
            {
                for (var g = first; g < first + count; g++)
                    GraphKernels.Sum(channels, x.Span, groups.Members(g), y.Span.Slice(g * channels, channels));
            }
        );
    }

    /// <inheritdoc/>
    public override void Gate(Tensor x, Tensor y)
    {
        using var turn = Enter();
        var channels = y.Extent(-1);
        ForRows(
            y.Length / channels,
            2 * channels,
            (first, count) =>
                GraphKernels.Gate(
                    channels,
                    x.Span.Slice(2 * first * channels, 2 * count * channels),
                    y.Span.Slice(first * channels, count * channels)
                )
        );
    }

    /// <inheritdoc/>
    public override void GateBackward(Tensor x, Tensor dy, Tensor dx)
    {
        using var turn = Enter();
        var channels = dy.Extent(-1);
        ForRows(
            dy.Length / channels,
            2 * channels,
            (first, count) =>
                GraphKernels.GateBackward(
                    channels,
                    x.Span.Slice(2 * first * channels, 2 * count * channels),
                    dy.Span.Slice(first * channels, count * channels),
                    dx.Span.Slice(2 * first * channels, 2 * count * channels)
                )
        );
    }
}
