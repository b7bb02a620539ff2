namespace Debye.Tensors.Cpu;

/// <summary>A pass over the edges of a chunk of sites, for some channels.</summary>
internal unsafe interface IEdgePass
{
    /// <summary>Runs for sites [first, end) and the channels of one lane from c.</summary>
    void Run<T>(in EdgePointers at, int chunk, int first, int end, int c)
        where T : struct, ILane<T>;
}

/// <summary>Sums over edges, in single precision over a few sites, beyond that in double.</summary>
/// <param name="sums">(chunks, 2, 2 · channels): of every chunk two rows of sums.</param>
internal abstract unsafe class EdgeSums(double[] sums) : IEdgePass
{
    private const int SitesAtOnce = 8;

    public void Run<T>(in EdgePointers at, int chunk, int first, int end, int c)
        where T : struct, ILane<T>
    {
        var few = stackalloc float[4 * T.Width];
        var row = 2 * at.Channels;
        for (var site = first; site < end; site += SitesAtOnce)
        {
            Sum<T>(at, site, Math.Min(end, site + SitesAtOnce), c, few);
            for (var part = 0; part < 4; part++)
            {
                var to = sums.AsSpan((((2 * chunk) + (part / 2)) * row) + (part % 2 * at.Channels) + c, T.Width);
                for (var l = 0; l < T.Width; l++)
                    to[l] += few[(part * T.Width) + l];
            }
        }
    }

    protected abstract void Sum<T>(in EdgePointers at, int site, int end, int c, float* few)
        where T : struct, ILane<T>;
}

/// <summary>Σ (z - pivot) and Σ (z - pivot)².</summary>
internal sealed unsafe class EdgeMomentSums(Tensor pivot, double[] sums) : EdgeSums(sums)
{
    protected override void Sum<T>(in EdgePointers at, int site, int end, int c, float* few)
    {
        fixed (float* from = pivot)
            EdgeKernels<T>.Moments(at, site, end, c, from, few);
    }
}

/// <summary>Σ g and Σ g (z - mean).</summary>
internal sealed unsafe class EdgeGradientSums(Tensor factor, Tensor shift, Tensor mean, Tensor dMessages, double[] sums) : EdgeSums(sums)
{
    protected override void Sum<T>(in EdgePointers at, int site, int end, int c, float* few)
    {
        fixed (
            float* slope = factor,
                offset = shift,
                middle = mean,
                gradient = dMessages
        )
            EdgeKernels<T>.GradientSums(at, site, end, c, slope, offset, middle, gradient, few);
    }
}

/// <summary>Messages of every site.</summary>
internal sealed unsafe class EdgeMessagePass(Tensor factor, Tensor shift, Tensor messages) : IEdgePass
{
    public void Run<T>(in EdgePointers at, int chunk, int first, int end, int c)
        where T : struct, ILane<T>
    {
        fixed (
            float* slope = factor,
                offset = shift,
                to = messages
        )
            for (var site = first; site < end; site++)
                EdgeKernels<T>.Messages(at, site, c, slope, offset, to);
    }
}

/// <summary>Gradients; those of the weight for every chunk by itself.</summary>
internal sealed unsafe class EdgeGradientPass(
    Tensor line,
    Tensor shift,
    Tensor dMessages,
    Tensor dCentre,
    Tensor dNeighbour,
    Storage dWeights,
    int weightLength
) : IEdgePass
{
    public void Run<T>(in EdgePointers at, int chunk, int first, int end, int c)
        where T : struct, ILane<T>
    {
        fixed (
            float* offset = shift,
                lines = line,
                gradient = dMessages
        )
        fixed (
            float* centre = dCentre,
                neighbour = dNeighbour,
                weights = dWeights
        )
            for (var site = first; site < end; site++)
                EdgeKernels<T>.Gradients(at, site, c, offset, lines, gradient, centre, neighbour, weights + ((long)chunk * weightLength));
    }
}
