using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Debye.Tensors.Cpu;

/// <summary>The inner loop of matrix multiplication with AVX2 and FMA: a tile of 4 × 24.</summary>
internal static unsafe class Avx2Tile
{
    public const int Rows = 4;
    public const int Columns = 24;

    /// <summary>
    /// Adds the product of two packed panels to a tile that starts as itself (<paramref name="accumulate"/>),
    /// as a row repeated (<paramref name="start"/>) or as zero.
    /// </summary>
    public static void Tile(int depth, float* a, float* b, bool accumulate, float* start, nint stride, float* destination)
    {
        Vector256<float> c0a,
            c0b,
            c0c;
        Vector256<float> c1a,
            c1b,
            c1c;
        Vector256<float> c2a,
            c2b,
            c2c;
        Vector256<float> c3a,
            c3b,
            c3c;
        if (accumulate)
        {
            c0a = Vector256.Load(destination + 0);
            c0b = Vector256.Load(destination + 8);
            c0c = Vector256.Load(destination + 16);
            c1a = Vector256.Load(destination + (1 * stride) + 0);
            c1b = Vector256.Load(destination + (1 * stride) + 8);
            c1c = Vector256.Load(destination + (1 * stride) + 16);
            c2a = Vector256.Load(destination + (2 * stride) + 0);
            c2b = Vector256.Load(destination + (2 * stride) + 8);
            c2c = Vector256.Load(destination + (2 * stride) + 16);
            c3a = Vector256.Load(destination + (3 * stride) + 0);
            c3b = Vector256.Load(destination + (3 * stride) + 8);
            c3c = Vector256.Load(destination + (3 * stride) + 16);
        }
        else
        {
            c0a = start is null ? Vector256<float>.Zero : Vector256.Load(start + 0);
            c0b = start is null ? Vector256<float>.Zero : Vector256.Load(start + 8);
            c0c = start is null ? Vector256<float>.Zero : Vector256.Load(start + 16);
            c1a = c2a = c3a = c0a;
            c1b = c2b = c3b = c0b;
            c1c = c2c = c3c = c0c;
        }

        for (var p = 0; p < depth; p++, a += Rows, b += Columns)
        {
            var ba = Vector256.Load(b + 0);
            var bb = Vector256.Load(b + 8);
            var bc = Vector256.Load(b + 16);
            var a0 = Vector256.Create(a[0]);
            c0a = Fma.MultiplyAdd(a0, ba, c0a);
            c0b = Fma.MultiplyAdd(a0, bb, c0b);
            c0c = Fma.MultiplyAdd(a0, bc, c0c);
            var a1 = Vector256.Create(a[1]);
            c1a = Fma.MultiplyAdd(a1, ba, c1a);
            c1b = Fma.MultiplyAdd(a1, bb, c1b);
            c1c = Fma.MultiplyAdd(a1, bc, c1c);
            var a2 = Vector256.Create(a[2]);
            c2a = Fma.MultiplyAdd(a2, ba, c2a);
            c2b = Fma.MultiplyAdd(a2, bb, c2b);
            c2c = Fma.MultiplyAdd(a2, bc, c2c);
            var a3 = Vector256.Create(a[3]);
            c3a = Fma.MultiplyAdd(a3, ba, c3a);
            c3b = Fma.MultiplyAdd(a3, bb, c3b);
            c3c = Fma.MultiplyAdd(a3, bc, c3c);
        }

        Vector256.Store(c0a, destination + 0);
        Vector256.Store(c0b, destination + 8);
        Vector256.Store(c0c, destination + 16);
        Vector256.Store(c1a, destination + (1 * stride) + 0);
        Vector256.Store(c1b, destination + (1 * stride) + 8);
        Vector256.Store(c1c, destination + (1 * stride) + 16);
        Vector256.Store(c2a, destination + (2 * stride) + 0);
        Vector256.Store(c2b, destination + (2 * stride) + 8);
        Vector256.Store(c2c, destination + (2 * stride) + 16);
        Vector256.Store(c3a, destination + (3 * stride) + 0);
        Vector256.Store(c3b, destination + (3 * stride) + 8);
        Vector256.Store(c3c, destination + (3 * stride) + 16);
    }
}
