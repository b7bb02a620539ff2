using Debye.Tensors.Cpu;

namespace Debye.Tensors.Tests.Cpu;

/// <summary>
/// One call of every method of a backend. Nothing but the call itself holds the operands, so that the garbage collector may take what
/// the backend does not keep. Sizes are such that loops and products are shared among threads.
/// </summary>
internal static class BackendCases
{
    private const int Rows = 512;
    private const int Channels = 64;
    private static readonly ConvolutionShape Signals = new(8, 96, 16, 16, 5, 1, 1, 1, 2, 2);
    private static readonly ConvolutionShape Windows = new(8, 96, 16, 16, 3, 2, 1, 16, 1, 1);
    private static readonly ImageConvolutionShape Pictures = new(4, 12, 12, 16, 16, 3, 1, new ImagePadding(1, 1, 1, 1));

    /// <summary>Calls by name of the method; each returns what it has written.</summary>
    public static IReadOnlyDictionary<string, Func<CpuBackend, Tensor[]>> All { get; } =
        new Dictionary<string, Func<CpuBackend, Tensor[]>>(StringComparer.Ordinal)
        {
            ["MatrixMultiply"] = backend =>
                Made(Rows, Channels, y => backend.MatrixMultiply(Of(Rows, 96), false, Of(96, Channels), false, Of(Channels), y)),
            ["Convolve"] = backend => Made(8, 96, 16, y => backend.Convolve(Signals, Signal(), Of(5, 16, 16), Of(16), y)),
            ["ConvolveBackwardInput"] = backend =>
                Made(8, 96, 16, dx => backend.ConvolveBackwardInput(Signals, Signal(), Of(5, 16, 16), dx)),
            ["ConvolveBackwardWeight"] = backend => Made(5, 16, 16, dw => backend.ConvolveBackwardWeight(Signals, Signal(), Signal(), dw)),
            ["ConvolveImages"] = backend => MadeImages(y => backend.ConvolveImages(Pictures, Image(), Of(3, 3, 16, 16), Of(16), y)),
            ["ConvolveImagesBackwardInput"] = backend =>
                MadeImages(dx => backend.ConvolveImagesBackwardInput(Pictures, Image(), Of(3, 3, 16, 16), dx)),
            ["ConvolveImagesBackwardWeight"] = backend =>
                Made(3, 3 * 16, 16, dw => backend.ConvolveImagesBackwardWeight(Pictures, Image(), Image(), Reshaped(dw, 3, 3, 16, 16))),
            ["ConvolveDepthwise"] = backend => MadeImages(y => backend.ConvolveDepthwise(Pictures, Image(), Of(3, 3, 16), Of(16), y)),
            ["ConvolveDepthwiseBackwardInput"] = backend =>
                MadeImages(dx => backend.ConvolveDepthwiseBackwardInput(Pictures, Image(), Of(3, 3, 16), dx)),
            ["ConvolveDepthwiseBackwardWeight"] = backend =>
                Made(3, 3, 16, dw => backend.ConvolveDepthwiseBackwardWeight(Pictures, Image(), Image(), dw)),
            ["SumRows"] = backend => Made(Channels, sums => backend.SumRows(Matrix(), sums)),
            ["Unary"] = backend => MadeMatrix(y => backend.Unary(UnaryFunction.Gelu, Matrix(), y)),
            ["UnaryBackward"] = backend => MadeMatrix(dx => backend.UnaryBackward(UnaryFunction.Gelu, Matrix(), Matrix(), Matrix(), dx)),
            ["AddScaled"] = backend => MadeMatrix(y => backend.AddScaled(Matrix(), 2, y)),
            ["Add"] = backend => MadeMatrix(z => backend.Add(Matrix(), Matrix(), z)),
            ["Multiply"] = backend => MadeMatrix(z => backend.Multiply(Matrix(), Matrix(), z)),
            ["Scale"] = backend => MadeMatrix(y => backend.Scale(Matrix(), 3, y)),
            ["DropoutMask"] = backend => MadeMatrix(mask => backend.DropoutMask(0.5f, 1, 2, mask)),
            ["ChannelMoments"] = backend => Made(Channels, Channels, (mean, variance) => backend.ChannelMoments(Matrix(), mean, variance)),
            ["ChannelNormalise"] = backend =>
                MadeMatrix(y => backend.ChannelNormalise(Matrix(), Row(), Positive(), 1e-5f, Row(), Row(), y)),
            ["ChannelNormaliseBackwardParameters"] = backend =>
                Made(
                    Channels,
                    Channels,
                    (scale, shift) => backend.ChannelNormaliseBackwardParameters(Matrix(), Row(), Positive(), 1e-5f, Matrix(), scale, shift)
                ),
            ["ChannelNormaliseBackwardInput"] = backend =>
                MadeMatrix(dx =>
                    backend.ChannelNormaliseBackwardInput(Matrix(), Row(), Positive(), 1e-5f, Row(), Matrix(), Row(), Row(), false, dx)
                ),
            ["GroupNormalise"] = backend =>
                Made(
                    Rows * 4,
                    Rows * Channels,
                    (inverse, y) => backend.GroupNormalise(Matrix(), Rows, 4, 1e-5f, inverse, Reshaped(y, Rows, Channels))
                ),
            ["GroupNormaliseBackward"] = backend =>
                MadeMatrix(dx => backend.GroupNormaliseBackward(Matrix(), Of(Rows, 4), Rows, 4, Matrix(), dx)),
            ["ChannelAffine"] = backend => MadeMatrix(y => backend.ChannelAffine(Matrix(), Row(), Row(), y)),
            ["SumProductRows"] = backend => Made(Channels, sums => backend.SumProductRows(Matrix(), Matrix(), sums)),
            ["Pool"] = backend => Made(8, 48, 16, y => backend.Pool(PoolingKind.Maximum, Windows, Signal(), y)),
            ["PoolBackward"] = backend =>
                Made(8, 96, 16, dx => backend.PoolBackward(PoolingKind.Average, Windows, Signal(), Of(8, 48, 16), Of(8, 48, 16), dx)),
            ["LogSoftmax"] = backend => MadeMatrix(y => backend.LogSoftmax(Matrix(), y)),
            ["GatherRows"] = backend => MadeMatrix(y => backend.GatherRows(Halves(), Of(Rows / 2, Channels), y)),
            ["SumGroups"] = backend => Made(Rows / 2, Channels, y => backend.SumGroups(Halves(), Matrix(), y)),
            ["Gate"] = backend => Made(Rows, Channels / 2, y => backend.Gate(Matrix(), y)),
            ["GateBackward"] = backend => MadeMatrix(dx => backend.GateBackward(Matrix(), Of(Rows, Channels / 2), dx)),
            ["EdgeMoments"] = backend => Made(32, 32, (mean, variance) => backend.EdgeMoments(Edges(), mean, variance)),
            ["EdgeMessages"] = backend => Made(Sites, 16, messages => backend.EdgeMessages(Edges(), Of(32), Of(32), messages)),
            ["EdgeGradientSums"] = backend =>
                Made(32, 32, (sums, products) => backend.EdgeGradientSums(Edges(), Of(32), Of(32), Of(32), Of(Sites, 16), sums, products)),
            ["EdgeGradients"] = backend =>
                Made(
                    Sites * 32,
                    Sites * 32,
                    10 * 32,
                    (centre, neighbour, weight) =>
                        backend.EdgeGradients(
                            Edges(),
                            Of(3, 32),
                            Of(32),
                            Of(Sites, 16),
                            Reshaped(centre, Sites, 32),
                            Reshaped(neighbour, Sites, 32),
                            Reshaped(weight, 10, 32)
                        )
                ),
            ["Adam"] = backend =>
            {
                var step = new AdamStep(0.9f, 0.1f, 0.999f, 0.001f, 1e-8f, 0.01f, 0.5f, 1, 0);
                var (parameter, first, second) = (Matrix(), new Tensor(Rows, Channels), new Tensor(Rows, Channels));
                backend.Adam(step, parameter, Matrix(), first, second);
                return [parameter, first, second];
            },
        };

    private const int Graphs = 12;
    private const int SitesOfGraph = 16;
    private const int EdgesOfSite = 24;
    private const int Sites = Graphs * SitesOfGraph;

    /// <summary>Numbers in [-1, 1) that depend on the shape only.</summary>
    public static Tensor Of(params ReadOnlySpan<int> shape)
    {
        var tensor = new Tensor(shape);
        var values = tensor.Span;
        for (var i = 0; i < values.Length; i++)
            values[i] = ((uint)(i + 1 + values.Length) * 2654435761u >> 8) / (float)(1 << 23) - 1;
        return tensor;
    }

    private static Tensor Matrix() => Of(Rows, Channels);

    private static Tensor Row() => Of(Channels);

    private static Tensor Signal() => Of(8, 96, 16);

    private static Tensor Image() => Of(4, 12, 12, 16);

    private static Tensor Positive()
    {
        var row = Row();
        foreach (ref var value in row.Span)
            value += 2;
        return row;
    }

    private static RowGroups Halves() => new([.. Enumerable.Range(0, Rows).Select(row => row / 2)], Rows / 2);

    private static EdgeProduct Edges()
    {
        var count = Sites * EdgesOfSite;
        int[] offsets = [.. Enumerable.Range(0, Sites + 1).Select(site => site * EdgesOfSite)];
        int[] ends = [.. Enumerable.Range(0, count).Select(e => (e / EdgesOfSite / SitesOfGraph * SitesOfGraph) + (e % SitesOfGraph))];
        int[] graphs = [.. Enumerable.Range(0, Graphs + 1).Select(graph => graph * SitesOfGraph)];
        var features = new BandedRows(10, 3, [.. Enumerable.Range(0, count).Select(e => e % 8)], Of(count, 3).Span.ToArray());
        return new EdgeProduct(new GraphEdges(offsets, ends, graphs), features, Of(Sites, 32), Of(Sites, 32), Of(10, 32));
    }

    private static Tensor Reshaped(Tensor tensor, params ReadOnlySpan<int> shape) => Functional.Reshape(tensor, shape);

    private static Tensor[] MadeMatrix(Action<Tensor> write) => Made(Rows, Channels, write);

    private static Tensor[] MadeImages(Action<Tensor> write) => Written(new Tensor(4, 12, 12, 16), write);

    private static Tensor[] Made(int a, Action<Tensor> write) => Written(new Tensor(a), write);

    private static Tensor[] Made(int a, int b, Action<Tensor> write) => Written(new Tensor(a, b), write);

    private static Tensor[] Made(int a, int b, int c, Action<Tensor> write) => Written(new Tensor(a, b, c), write);

    private static Tensor[] Made(int first, int second, Action<Tensor, Tensor> write)
    {
        Tensor[] made = [new(first), new(second)];
        write(made[0], made[1]);
        return made;
    }

    private static Tensor[] Made(int first, int second, int third, Action<Tensor, Tensor, Tensor> write)
    {
        Tensor[] made = [new(first), new(second), new(third)];
        write(made[0], made[1], made[2]);
        return made;
    }

    private static Tensor[] Written(Tensor made, Action<Tensor> write)
    {
        write(made);
        return [made];
    }
}
