using System.Numerics;

namespace Debye.Tensors.Cpu;

/// <summary>Arithmetic on rows of channels: each argument is whole rows, per-channel arguments are one row.</summary>
internal static class ChannelKernels
{
    private static int Width => Vector<float>.Count;

    /// <summary>y = x · scale + shift.</summary>
    public static void Affine(
        int channels,
        ReadOnlySpan<float> x,
        ReadOnlySpan<float> scale,
        ReadOnlySpan<float> shift,
        Span<float> destination
    )
    {
        for (var at = 0; at < x.Length; at += channels)
        {
            var from = x.Slice(at, channels);
            var to = destination.Slice(at, channels);
            var c = 0;
            for (; c + Width <= channels; c += Width)
            {
                var offset = shift.IsEmpty ? Vector<float>.Zero : new Vector<float>(shift[c..]);
                Vector.FusedMultiplyAdd(new Vector<float>(from[c..]), new Vector<float>(scale[c..]), offset).CopyTo(to[c..]);
            }

            for (; c < channels; c++)
                to[c] = MathF.FusedMultiplyAdd(from[c], scale[c], shift.IsEmpty ? 0 : shift[c]);
        }
    }

    /// <summary>dx = a·dy + b·x + c, each factor by channel.</summary>
    public static void Combine(
        int channels,
        ReadOnlySpan<float> dy,
        ReadOnlySpan<float> a,
        ReadOnlySpan<float> x,
        ReadOnlySpan<float> b,
        ReadOnlySpan<float> c,
        Span<float> destination
    )
    {
        for (var at = 0; at < x.Length; at += channels)
        {
            var i = 0;
            for (; i + Width <= channels; i += Width)
            {
                var rest = Vector.FusedMultiplyAdd(new Vector<float>(x[(at + i)..]), new Vector<float>(b[i..]), new Vector<float>(c[i..]));
                Vector.FusedMultiplyAdd(new Vector<float>(dy[(at + i)..]), new Vector<float>(a[i..]), rest).CopyTo(destination[(at + i)..]);
            }

            for (; i < channels; i++)
                destination[at + i] = MathF.FusedMultiplyAdd(dy[at + i], a[i], MathF.FusedMultiplyAdd(x[at + i], b[i], c[i]));
        }
    }

    /// <summary>Adds every row to the totals.</summary>
    public static void AddRows(ReadOnlySpan<float> x, Span<float> destination)
    {
        for (var at = 0; at < x.Length; at += destination.Length)
            VectorKernels.Add(x.Slice(at, destination.Length), destination, destination);
    }

    /// <summary>Adds the products of every pair of rows to the totals.</summary>
    public static void AddProducts(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> destination)
    {
        var channels = destination.Length;
        for (var at = 0; at < a.Length; at += channels)
        {
            var i = 0;
            for (; i + Width <= channels; i += Width)
            {
                Vector
                    .FusedMultiplyAdd(
                        new Vector<float>(a[(at + i)..]),
                        new Vector<float>(b[(at + i)..]),
                        new Vector<float>(destination[i..])
                    )
                    .CopyTo(destination[i..]);
            }

            for (; i < channels; i++)
                destination[i] += a[at + i] * b[at + i];
        }
    }

    /// <summary>Adds (a - mean)·(b) of every pair of rows to the totals; with b empty, (a - mean)².</summary>
    public static void AddCentredProducts(ReadOnlySpan<float> a, ReadOnlySpan<float> mean, ReadOnlySpan<float> b, Span<float> destination)
    {
        var channels = destination.Length;
        for (var at = 0; at < a.Length; at += channels)
        {
            var i = 0;
            for (; i + Width <= channels; i += Width)
            {
                var centred = new Vector<float>(a[(at + i)..]) - new Vector<float>(mean[i..]);
                var other = b.IsEmpty ? centred : new Vector<float>(b[(at + i)..]);
                Vector.FusedMultiplyAdd(centred, other, new Vector<float>(destination[i..])).CopyTo(destination[i..]);
            }

            for (; i < channels; i++)
            {
                var centred = a[at + i] - mean[i];
                destination[i] += centred * (b.IsEmpty ? centred : b[at + i]);
            }
        }
    }

    /// <summary>Sums blocks of totals, in order, in double precision.</summary>
    public static void SumBlocks(ReadOnlySpan<float> blocks, Span<float> destination)
    {
        for (var c = 0; c < destination.Length; c++)
        {
            var sum = 0.0;
            for (var i = c; i < blocks.Length; i += destination.Length)
                sum += blocks[i];
            destination[c] = (float)sum;
        }
    }
}
