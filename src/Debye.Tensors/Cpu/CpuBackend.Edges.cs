namespace Debye.Tensors.Cpu;

/// <content>Dense layers over edges that are never written out.</content>
public sealed unsafe partial class CpuBackend
{
    /// <inheritdoc/>
    public override void EdgeMoments(EdgeProduct product, Tensor mean, Tensor variance)
    {
        using var turn = Enter();
        RequireEdges(product, [mean, variance], []);
        var row = mean.Length;
        var sums = new double[(product.Edges.Chunks.Length - 1) * 2 * row];
        FirstEdge(product, mean);
        Run(product, new EdgeMomentSums(mean, sums));
        var n = Math.Max(1, product.Edges.Count);
        for (var c = 0; c < row; c++)
        {
            var (first, second) = Total(sums, row, c);
            mean.Span[c] = (float)(mean.Span[c] + (first / n));
            variance.Span[c] = (float)Math.Max(0, (second / n) - (first / n * (first / n)));
        }
    }

    /// <inheritdoc/>
    public override void EdgeMessages(EdgeProduct product, Tensor factor, Tensor shift, Tensor messages)
    {
        using var turn = Enter();
        RequireEdges(product, [factor, shift], [messages]);
        Run(product, new EdgeMessagePass(factor, shift, messages));
    }

    /// <inheritdoc/>
    public override void EdgeGradientSums(
        EdgeProduct product,
        Tensor factor,
        Tensor shift,
        Tensor mean,
        Tensor dMessages,
        Tensor sums,
        Tensor products
    )
    {
        using var turn = Enter();
        RequireEdges(product, [factor, shift, mean, sums, products], [dMessages]);
        var row = sums.Length;
        var totals = new double[(product.Edges.Chunks.Length - 1) * 2 * row];
        Run(product, new EdgeGradientSums(factor, shift, mean, dMessages, totals));
        for (var c = 0; c < row; c++)
        {
            var (first, second) = Total(totals, row, c);
            (sums.Span[c], products.Span[c]) = ((float)first, (float)second);
        }
    }

    /// <inheritdoc/>
    public override void EdgeGradients(
        EdgeProduct product,
        Tensor line,
        Tensor shift,
        Tensor dMessages,
        Tensor dCentre,
        Tensor dNeighbour,
        Tensor dWeight
    )
    {
        using var turn = Enter();
        RequireEdges(product, [shift], [dMessages]);
        Check.Length(line, 6L * product.Channels);
        Check.Length(dCentre, product.Centre.Length);
        Check.Length(dNeighbour, product.Neighbour.Length);
        Check.Length(dWeight, product.Weight.Length);
        var chunks = product.Edges.Chunks.Length - 1;
        var weights = Rent(Storage.Roomy(chunks * dWeight.Length));
        weights.Span.Clear();
        dNeighbour.Span.Clear();
        Run(product, new EdgeGradientPass(line, shift, dMessages, dCentre, dNeighbour, weights, dWeight.Length));
        dWeight.Span.Clear();
        for (var chunk = 0; chunk < chunks; chunk++)
            VectorKernels.Add(weights.Span.Slice(chunk * dWeight.Length, dWeight.Length), dWeight.Span, dWeight.Span);
        Return(weights);
    }

    private static void RequireEdges(EdgeProduct product, ReadOnlySpan<Tensor> rows, ReadOnlySpan<Tensor> messages)
    {
        product.Validate();
        foreach (var row in rows)
            Check.Length(row, 2L * product.Channels);
        foreach (var tensor in messages)
            Check.Length(tensor, (long)product.Edges.Sites * product.Channels);
    }

    /// <summary>z of the first edge: near enough to the mean that sums of differences from it lose nothing.</summary>
    private static void FirstEdge(EdgeProduct product, Tensor z)
    {
        z.Span.Clear();
        if (product.Edges.Count == 0)
            return;
        var (site, row) = (0, z.Length);
        while (product.Edges.Offsets[site + 1] == 0)
            site++;
        for (var c = 0; c < row; c++)
        {
            z.Span[c] = product.Centre.Span[(site * row) + c] + product.Neighbour.Span[(product.Edges.Ends[0] * row) + c];
            for (var k = 0; k < product.Features.Width; k++)
                z.Span[c] += product.Features.Values[k] * product.Weight.Span[((product.Features.First[0] + k) * row) + c];
        }
    }

    private static (double First, double Second) Total(double[] sums, int row, int c)
    {
        double first = 0,
            second = 0;
        for (var at = c; at < sums.Length; at += 2 * row)
            (first, second) = (first + sums[at], second + sums[at + row]);
        return (first, second);
    }

    /// <summary>Runs a pass over all chunks, with the widest lanes that fit.</summary>
    private void Run(EdgeProduct product, IEdgePass pass)
    {
        Workers.For(
            product.Edges.Chunks.Length - 1,
            (_, chunk) =>
            {
                fixed (
                    int* offsets = product.Edges.Offsets,
                        ends = product.Edges.Ends,
                        first = product.Features.First
                )
                fixed (float* values = product.Features.Values)
                fixed (
                    float* centre = product.Centre,
                        neighbour = product.Neighbour,
                        weight = product.Weight
                )
                {
                    var at = new EdgePointers
                    {
                        Offsets = offsets,
                        Ends = ends,
                        First = first,
                        Values = values,
                        Centre = centre,
                        Neighbour = neighbour,
                        Weight = weight,
                        Width = product.Features.Width,
                        Channels = product.Channels,
                    };
                    var (site, end, c) = (product.Edges.Chunks[chunk], product.Edges.Chunks[chunk + 1], 0);
                    if (Kernels == CpuKernels.Avx512)
                        for (; c + Lane512.Width <= at.Channels; c += Lane512.Width)
                            pass.Run<Lane512>(at, chunk, site, end, c);
                    for (; c + LaneAny.Width <= at.Channels; c += LaneAny.Width)
                        pass.Run<LaneAny>(at, chunk, site, end, c);
                    for (; c < at.Channels; c++)
                        pass.Run<LaneOne>(at, chunk, site, end, c);
                }
            }
        );
    }
}
