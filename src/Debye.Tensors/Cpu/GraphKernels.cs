using System.Numerics;

namespace Debye.Tensors.Cpu;

/// <summary>Arithmetic on rows of channels that belong to groups, and the gate of messages between them.</summary>
internal static class GraphKernels
{
    private static int Width => Vector<float>.Count;

    /// <summary>Copies the row of its group for every row.</summary>
    public static void Gather(int channels, ReadOnlySpan<float> x, ReadOnlySpan<int> groupOf, Span<float> destination)
    {
        for (var r = 0; r < groupOf.Length; r++)
            x.Slice(groupOf[r] * channels, channels).CopyTo(destination[(r * channels)..]);
    }

    /// <summary>Sums rows in their order.</summary>
    public static void Sum(int channels, ReadOnlySpan<float> x, ReadOnlySpan<int> members, Span<float> destination)
    {
        destination.Clear();
        foreach (var row in members)
            VectorKernels.Add(x.Slice(row * channels, channels), destination, destination);
    }

    /// <summary>σ(a) softplus(b), a and b side by side in each row of x.</summary>
    public static void Gate(int channels, ReadOnlySpan<float> x, Span<float> destination)
    {
        for (int from = 0, to = 0; to < destination.Length; from += 2 * channels, to += channels)
        {
            var (c, a, b) = (0, from, from + channels);
            for (; c + Width <= channels; c += Width)
            {
                (UnaryKernels.SigmoidOf(new Vector<float>(x[(a + c)..])) * UnaryKernels.SoftplusOf(new Vector<float>(x[(b + c)..]))).CopyTo(
                    destination[(to + c)..]
                );
            }

            for (; c < channels; c++)
                destination[to + c] =
                    UnaryKernels.SigmoidOf(new Vector<float>(x[a + c]))[0] * UnaryKernels.SoftplusOf(new Vector<float>(x[b + c]))[0];
        }
    }

    /// <summary>Gradient of <see cref="Gate"/> with respect to x.</summary>
    public static void GateBackward(int channels, ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> destination)
    {
        for (int row = 0, at = 0; at < dy.Length; row += 2 * channels, at += channels)
        {
            var (c, a, b) = (0, row, row + channels);
            for (; c + Width <= channels; c += Width)
            {
                var (da, db) = Slopes(new Vector<float>(x[(a + c)..]), new Vector<float>(x[(b + c)..]), new Vector<float>(dy[(at + c)..]));
                da.CopyTo(destination[(a + c)..]);
                db.CopyTo(destination[(b + c)..]);
            }

            for (; c < channels; c++)
            {
                var (da, db) = Slopes(new Vector<float>(x[a + c]), new Vector<float>(x[b + c]), new Vector<float>(dy[at + c]));
                (destination[a + c], destination[b + c]) = (da[0], db[0]);
            }
        }
    }

    private static (Vector<float> A, Vector<float> B) Slopes(Vector<float> a, Vector<float> b, Vector<float> dy)
    {
        var gate = UnaryKernels.SigmoidOf(a);
        var passed = dy * gate;
        return (passed * (Vector<float>.One - gate) * UnaryKernels.SoftplusOf(b), passed * UnaryKernels.SigmoidOf(b));
    }
}
