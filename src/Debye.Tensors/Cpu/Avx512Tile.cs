using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Debye.Tensors.Cpu;

/// <summary>The inner loop of matrix multiplication with AVX-512: a tile of 12 × 32.</summary>
internal static unsafe class Avx512Tile
{
    public const int Rows = 12;
    public const int Columns = 32;

    /// <summary>
    /// Adds the product of two packed panels to a tile that starts as itself (<paramref name="accumulate"/>),
    /// as a row repeated (<paramref name="start"/>) or as zero.
    /// </summary>
    public static void Tile(int depth, float* a, float* b, bool accumulate, float* start, nint stride, float* destination)
    {
        Vector512<float> c0a,
            c0b;
        Vector512<float> c1a,
            c1b;
        Vector512<float> c2a,
            c2b;
        Vector512<float> c3a,
            c3b;
        Vector512<float> c4a,
            c4b;
        Vector512<float> c5a,
            c5b;
        Vector512<float> c6a,
            c6b;
        Vector512<float> c7a,
            c7b;
        Vector512<float> c8a,
            c8b;
        Vector512<float> c9a,
            c9b;
        Vector512<float> c10a,
            c10b;
        Vector512<float> c11a,
            c11b;
        if (accumulate)
        {
            c0a = Vector512.Load(destination + 0);
            c0b = Vector512.Load(destination + 16);
            c1a = Vector512.Load(destination + (1 * stride) + 0);
            c1b = Vector512.Load(destination + (1 * stride) + 16);
            c2a = Vector512.Load(destination + (2 * stride) + 0);
            c2b = Vector512.Load(destination + (2 * stride) + 16);
            c3a = Vector512.Load(destination + (3 * stride) + 0);
            c3b = Vector512.Load(destination + (3 * stride) + 16);
            c4a = Vector512.Load(destination + (4 * stride) + 0);
            c4b = Vector512.Load(destination + (4 * stride) + 16);
            c5a = Vector512.Load(destination + (5 * stride) + 0);
            c5b = Vector512.Load(destination + (5 * stride) + 16);
            c6a = Vector512.Load(destination + (6 * stride) + 0);
            c6b = Vector512.Load(destination + (6 * stride) + 16);
            c7a = Vector512.Load(destination + (7 * stride) + 0);
            c7b = Vector512.Load(destination + (7 * stride) + 16);
            c8a = Vector512.Load(destination + (8 * stride) + 0);
            c8b = Vector512.Load(destination + (8 * stride) + 16);
            c9a = Vector512.Load(destination + (9 * stride) + 0);
            c9b = Vector512.Load(destination + (9 * stride) + 16);
            c10a = Vector512.Load(destination + (10 * stride) + 0);
            c10b = Vector512.Load(destination + (10 * stride) + 16);
            c11a = Vector512.Load(destination + (11 * stride) + 0);
            c11b = Vector512.Load(destination + (11 * stride) + 16);
        }
        else
        {
            c0a = start is null ? Vector512<float>.Zero : Vector512.Load(start + 0);
            c0b = start is null ? Vector512<float>.Zero : Vector512.Load(start + 16);
            c1a = c2a = c3a = c4a = c5a = c6a = c7a = c8a = c9a = c10a = c11a = c0a;
            c1b = c2b = c3b = c4b = c5b = c6b = c7b = c8b = c9b = c10b = c11b = c0b;
        }

        for (var p = 0; p < depth; p++, a += Rows, b += Columns)
        {
            var ba = Vector512.Load(b + 0);
            var bb = Vector512.Load(b + 16);
            var a0 = Vector512.Create(a[0]);
            c0a = Avx512F.FusedMultiplyAdd(a0, ba, c0a);
            c0b = Avx512F.FusedMultiplyAdd(a0, bb, c0b);
            var a1 = Vector512.Create(a[1]);
            c1a = Avx512F.FusedMultiplyAdd(a1, ba, c1a);
            c1b = Avx512F.FusedMultiplyAdd(a1, bb, c1b);
            var a2 = Vector512.Create(a[2]);
            c2a = Avx512F.FusedMultiplyAdd(a2, ba, c2a);
            c2b = Avx512F.FusedMultiplyAdd(a2, bb, c2b);
            var a3 = Vector512.Create(a[3]);
            c3a = Avx512F.FusedMultiplyAdd(a3, ba, c3a);
            c3b = Avx512F.FusedMultiplyAdd(a3, bb, c3b);
            var a4 = Vector512.Create(a[4]);
            c4a = Avx512F.FusedMultiplyAdd(a4, ba, c4a);
            c4b = Avx512F.FusedMultiplyAdd(a4, bb, c4b);
            var a5 = Vector512.Create(a[5]);
            c5a = Avx512F.FusedMultiplyAdd(a5, ba, c5a);
            c5b = Avx512F.FusedMultiplyAdd(a5, bb, c5b);
            var a6 = Vector512.Create(a[6]);
            c6a = Avx512F.FusedMultiplyAdd(a6, ba, c6a);
            c6b = Avx512F.FusedMultiplyAdd(a6, bb, c6b);
            var a7 = Vector512.Create(a[7]);
            c7a = Avx512F.FusedMultiplyAdd(a7, ba, c7a);
            c7b = Avx512F.FusedMultiplyAdd(a7, bb, c7b);
            var a8 = Vector512.Create(a[8]);
            c8a = Avx512F.FusedMultiplyAdd(a8, ba, c8a);
            c8b = Avx512F.FusedMultiplyAdd(a8, bb, c8b);
            var a9 = Vector512.Create(a[9]);
            c9a = Avx512F.FusedMultiplyAdd(a9, ba, c9a);
            c9b = Avx512F.FusedMultiplyAdd(a9, bb, c9b);
            var a10 = Vector512.Create(a[10]);
            c10a = Avx512F.FusedMultiplyAdd(a10, ba, c10a);
            c10b = Avx512F.FusedMultiplyAdd(a10, bb, c10b);
            var a11 = Vector512.Create(a[11]);
            c11a = Avx512F.FusedMultiplyAdd(a11, ba, c11a);
            c11b = Avx512F.FusedMultiplyAdd(a11, bb, c11b);
        }

        Vector512.Store(c0a, destination + 0);
        Vector512.Store(c0b, destination + 16);
        Vector512.Store(c1a, destination + (1 * stride) + 0);
        Vector512.Store(c1b, destination + (1 * stride) + 16);
        Vector512.Store(c2a, destination + (2 * stride) + 0);
        Vector512.Store(c2b, destination + (2 * stride) + 16);
        Vector512.Store(c3a, destination + (3 * stride) + 0);
        Vector512.Store(c3b, destination + (3 * stride) + 16);
        Vector512.Store(c4a, destination + (4 * stride) + 0);
        Vector512.Store(c4b, destination + (4 * stride) + 16);
        Vector512.Store(c5a, destination + (5 * stride) + 0);
        Vector512.Store(c5b, destination + (5 * stride) + 16);
        Vector512.Store(c6a, destination + (6 * stride) + 0);
        Vector512.Store(c6b, destination + (6 * stride) + 16);
        Vector512.Store(c7a, destination + (7 * stride) + 0);
        Vector512.Store(c7b, destination + (7 * stride) + 16);
        Vector512.Store(c8a, destination + (8 * stride) + 0);
        Vector512.Store(c8b, destination + (8 * stride) + 16);
        Vector512.Store(c9a, destination + (9 * stride) + 0);
        Vector512.Store(c9b, destination + (9 * stride) + 16);
        Vector512.Store(c10a, destination + (10 * stride) + 0);
        Vector512.Store(c10b, destination + (10 * stride) + 16);
        Vector512.Store(c11a, destination + (11 * stride) + 0);
        Vector512.Store(c11b, destination + (11 * stride) + 16);
    }
}
