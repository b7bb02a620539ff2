using System.Runtime.CompilerServices;

namespace Debye.Tensors.Cpu;

/// <summary>Where the numbers of an <see cref="EdgeProduct"/> lie. Rows of sites and of the weight have 2 · channels numbers.</summary>
internal unsafe struct EdgePointers
{
    public int* Offsets;
    public int* Ends;
    public int* First;
    public float* Values;
    public float* Centre;
    public float* Neighbour;
    public float* Weight;
    public int Width;
    public int Channels;
}

/// <summary>
/// Passes over the edges that begin at some sites, for channels c up to c + lane width of both halves: z is calculated
/// anew in every pass, because that is cheaper than writing it to memory and reading it back. The kernels themselves are
/// not inlined: that would use up what the compiler is ready to inline before it comes to the lanes, and be four times slower.
/// </summary>
internal static unsafe class EdgeKernels<T>
    where T : struct, ILane<T>
{
    /// <summary>Sums of z - pivot and of its square; (4, lane) at each pointer: of the filter half and of the core half.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Moments(in EdgePointers at, int site, int end, int c, float* pivot, float* sums)
    {
        var (pivotA, pivotB) = (T.Load(pivot + c), T.Load(pivot + at.Channels + c));
        T sumA = T.Of(0),
            sumB = T.Of(0),
            squareA = T.Of(0),
            squareB = T.Of(0);
        for (; site < end; site++)
        for (var e = at.Offsets[site]; e < at.Offsets[site + 1]; e++)
        {
            Linear(at, site, e, c, out var a, out var b);
            (a, b) = (a - pivotA, b - pivotB);
            (sumA, sumB) = (sumA + a, sumB + b);
            (squareA, squareB) = (T.MultiplyAdd(a, a, squareA), T.MultiplyAdd(b, b, squareB));
        }

        Store(sums, sumA, sumB, squareA, squareB);
    }

    /// <summary>Messages of one site: Σ σ(a) softplus(b) over its edges, (a, b) = z · factor + shift.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Messages(in EdgePointers at, int site, int c, float* factor, float* shift, float* messages)
    {
        var (factorA, factorB) = (T.Load(factor + c), T.Load(factor + at.Channels + c));
        var (shiftA, shiftB) = (T.Load(shift + c), T.Load(shift + at.Channels + c));
        var sum = T.Of(0);
        for (var e = at.Offsets[site]; e < at.Offsets[site + 1]; e++)
        {
            Linear(at, site, e, c, out var a, out var b);
            sum += GateMath<T>.Value(T.MultiplyAdd(a, factorA, shiftA), T.MultiplyAdd(b, factorB, shiftB));
        }

        sum.Store(messages + ((long)site * at.Channels) + c);
    }

    /// <summary>Sums of the gradient g of the normalised layer and of g (z - mean); (4, lane).</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void GradientSums(
        in EdgePointers at,
        int site,
        int end,
        int c,
        float* factor,
        float* shift,
        float* mean,
        float* dMessages,
        float* sums
    )
    {
        var (factorA, factorB) = (T.Load(factor + c), T.Load(factor + at.Channels + c));
        var (shiftA, shiftB) = (T.Load(shift + c), T.Load(shift + at.Channels + c));
        var (meanA, meanB) = (T.Load(mean + c), T.Load(mean + at.Channels + c));
        T sumA = T.Of(0),
            sumB = T.Of(0),
            productA = T.Of(0),
            productB = T.Of(0);
        for (; site < end; site++)
        {
            var incoming = T.Load(dMessages + ((long)site * at.Channels) + c);
            for (var e = at.Offsets[site]; e < at.Offsets[site + 1]; e++)
            {
                Linear(at, site, e, c, out var a, out var b);
                GateMath<T>.Slopes(T.MultiplyAdd(a, factorA, shiftA), T.MultiplyAdd(b, factorB, shiftB), out var ga, out var gb);
                (ga, gb) = (ga * incoming, gb * incoming);
                (sumA, sumB) = (sumA + ga, sumB + gb);
                (productA, productB) = (T.MultiplyAdd(ga, a - meanA, productA), T.MultiplyAdd(gb, b - meanB, productB));
            }
        }

        Store(sums, sumA, sumB, productA, productB);
    }

    /// <summary>
    /// Gradient dz = factor · g + slope · z + constant of one site's edges, added up in the gradients of neighbours and weight, summed in
    /// that of the centre.
    /// </summary>
    /// <remarks>The line has three rows of 2 · channels: factor, slope, constant.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Gradients(
        in EdgePointers at,
        int site,
        int c,
        float* shift,
        float* line,
        float* dMessages,
        float* dCentre,
        float* dNeighbour,
        float* dWeight
    )
    {
        var (channels, row) = (at.Channels, 2 * at.Channels);
        var (factorA, factorB) = (T.Load(line + c), T.Load(line + channels + c));
        var (slopeA, slopeB) = (T.Load(line + row + c), T.Load(line + row + channels + c));
        var (constantA, constantB) = (T.Load(line + row + row + c), T.Load(line + row + row + channels + c));
        var (shiftA, shiftB) = (T.Load(shift + c), T.Load(shift + channels + c));
        var incoming = T.Load(dMessages + ((long)site * channels) + c);
        T sumA = T.Of(0),
            sumB = T.Of(0);
        for (var e = at.Offsets[site]; e < at.Offsets[site + 1]; e++)
        {
            Linear(at, site, e, c, out var a, out var b);
            GateMath<T>.Slopes(T.MultiplyAdd(a, factorA, shiftA), T.MultiplyAdd(b, factorB, shiftB), out var ga, out var gb);
            var da = T.MultiplyAdd(ga * incoming, factorA, T.MultiplyAdd(a, slopeA, constantA));
            var db = T.MultiplyAdd(gb * incoming, factorB, T.MultiplyAdd(b, slopeB, constantB));
            (sumA, sumB) = (sumA + da, sumB + db);
            var neighbour = dNeighbour + ((long)at.Ends[e] * row) + c;
            (T.Load(neighbour) + da).Store(neighbour);
            (T.Load(neighbour + channels) + db).Store(neighbour + channels);
            var weight = dWeight + (at.First[e] * row) + c;
            var values = at.Values + ((long)e * at.Width);
            for (var k = 0; k < at.Width; k++, weight += row)
            {
                var value = T.Of(values[k]);
                T.MultiplyAdd(value, da, T.Load(weight)).Store(weight);
                T.MultiplyAdd(value, db, T.Load(weight + channels)).Store(weight + channels);
            }
        }

        var centre = dCentre + ((long)site * row) + c;
        sumA.Store(centre);
        sumB.Store(centre + channels);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Linear(in EdgePointers at, int site, int e, int c, out T a, out T b)
    {
        var (channels, row) = (at.Channels, 2 * at.Channels);
        var centre = at.Centre + ((long)site * row) + c;
        var neighbour = at.Neighbour + ((long)at.Ends[e] * row) + c;
        var weight = at.Weight + (at.First[e] * row) + c;
        var values = at.Values + ((long)e * at.Width);
        a = T.Load(centre) + T.Load(neighbour);
        b = T.Load(centre + channels) + T.Load(neighbour + channels);
        for (var k = 0; k < at.Width; k++, weight += row)
        {
            var value = T.Of(values[k]);
            a = T.MultiplyAdd(value, T.Load(weight), a);
            b = T.MultiplyAdd(value, T.Load(weight + channels), b);
        }
    }

    private static void Store(float* sums, T first, T second, T third, T fourth)
    {
        first.Store(sums);
        second.Store(sums + T.Width);
        third.Store(sums + (2 * T.Width));
        fourth.Store(sums + (3 * T.Width));
    }
}
