using System.Numerics;

namespace Debye.Tensors.Cpu;

/// <summary>The inner loop of matrix multiplication on any processor: a tile of 4 × two vectors.</summary>
internal static unsafe class PortableTile
{
    public const int Rows = 4;

    public static int Columns => 2 * Vector<float>.Count;

    /// <inheritdoc cref="Avx512Tile.Tile"/>
    public static void Tile(int depth, float* a, float* b, bool accumulate, float* start, nint stride, float* destination)
    {
        var width = Vector<float>.Count;
        Vector<float> c0a,
            c0b,
            c1a,
            c1b,
            c2a,
            c2b,
            c3a,
            c3b;
        if (accumulate)
        {
            c0a = Vector.Load(destination);
            c0b = Vector.Load(destination + width);
            c1a = Vector.Load(destination + stride);
            c1b = Vector.Load(destination + stride + width);
            c2a = Vector.Load(destination + (2 * stride));
            c2b = Vector.Load(destination + (2 * stride) + width);
            c3a = Vector.Load(destination + (3 * stride));
            c3b = Vector.Load(destination + (3 * stride) + width);
        }
        else
        {
            c0a = c1a = c2a = c3a = start is null ? Vector<float>.Zero : Vector.Load(start);
            c0b = c1b = c2b = c3b = start is null ? Vector<float>.Zero : Vector.Load(start + width);
        }

        for (var p = 0; p < depth; p++, a += Rows, b += 2 * width)
        {
            var ba = Vector.Load(b);
            var bb = Vector.Load(b + width);
            var a0 = new Vector<float>(a[0]);
            c0a += a0 * ba;
            c0b += a0 * bb;
            var a1 = new Vector<float>(a[1]);
            c1a += a1 * ba;
            c1b += a1 * bb;
            var a2 = new Vector<float>(a[2]);
            c2a += a2 * ba;
            c2b += a2 * bb;
            var a3 = new Vector<float>(a[3]);
            c3a += a3 * ba;
            c3b += a3 * bb;
        }

        Vector.Store(c0a, destination);
        Vector.Store(c0b, destination + width);
        Vector.Store(c1a, destination + stride);
        Vector.Store(c1b, destination + stride + width);
        Vector.Store(c2a, destination + (2 * stride));
        Vector.Store(c2b, destination + (2 * stride) + width);
        Vector.Store(c3a, destination + (3 * stride));
        Vector.Store(c3b, destination + (3 * stride) + width);
    }
}
