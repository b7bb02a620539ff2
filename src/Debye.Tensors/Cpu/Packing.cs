using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Debye.Tensors.Cpu;

/// <summary>Copies part of a matrix into panels that a tile kernel reads from front to back.</summary>
internal static unsafe class Packing
{
    private const int MaximumPanel = 64;

    /// <summary>
    /// Packs rows [row, row + rows) and columns [column, column + columns) into panels of <paramref name="panel"/> rows;
    /// within a panel the rows of one column lie side by side. Missing rows of the last panel are zero.
    /// </summary>
    public static void Pack(
        in MatrixView matrix,
        int row,
        int rows,
        int column,
        int columns,
        int panel,
        Storage destination,
        nint destinationOffset
    )
    {
        fixed (
            float* from = matrix.Storage,
                to = destination
        )
            Pack(matrix, from + matrix.Offset, row, rows, column, columns, panel, to + destinationOffset);
    }

    private static void Pack(in MatrixView matrix, float* source, int row, int rows, int column, int columns, int panel, float* destination)
    {
        var along = matrix.Columns.Stride == 1;
        var offsets = stackalloc nint[along ? 1 : columns];
        for (var p = 0; p < columns && !along; p++)
            offsets[p] = matrix.Columns.At(column + p);
        for (var done = 0; done < rows; done += panel, destination += (nint)panel * columns)
        {
            var here = Math.Min(panel, rows - done);
            if (here < panel)
                new Span<float>(destination, panel * columns).Clear();
            if (along)
                PackAlongColumns(matrix, source, row + done, here, column, columns, panel, destination);
            else
                PackAlongRows(matrix, source, row + done, here, offsets, columns, panel, destination);
        }
    }

    private static void PackAlongRows(
        in MatrixView matrix,
        float* corner,
        int row,
        int rows,
        nint* columnOffsets,
        int columns,
        int panel,
        float* destination
    )
    {
        var axis = matrix.Rows;
        var first = corner + axis.At(row);
        var straight = axis.Stride == 1 && (axis.PerGroup >= axis.Count || row / axis.PerGroup == (row + rows - 1) / axis.PerGroup);
        var offsets = stackalloc nint[MaximumPanel];
        for (var i = 0; i < rows; i++)
            offsets[i] = axis.At(row + i) - axis.At(row);
        for (var p = 0; p < columns; p++, destination += panel)
        {
            var source = first + columnOffsets[p];
            if (straight)
                CopyShort(source, rows, destination);
            else
                for (var i = 0; i < rows; i++)
                    destination[i] = source[offsets[i]];
        }
    }

    private static void PackAlongColumns(
        in MatrixView matrix,
        float* corner,
        int row,
        int rows,
        int column,
        int columns,
        int panel,
        float* destination
    )
    {
        var axis = matrix.Columns;
        var perGroup = axis.PerGroup;
        for (var p = 0; p < columns; )
        {
            var run = Math.Min(columns - p, perGroup - ((column + p) % perGroup));
            var source = corner + axis.At(column + p);
            var i = 0;
            for (; i + 4 <= rows; i += 4)
            {
                Transpose4(
                    source + matrix.Rows.At(row + i),
                    source + matrix.Rows.At(row + i + 1),
                    source + matrix.Rows.At(row + i + 2),
                    source + matrix.Rows.At(row + i + 3),
                    run,
                    panel,
                    destination + ((nint)p * panel) + i
                );
            }

            for (; i < rows; i++)
            {
                var from = source + matrix.Rows.At(row + i);
                var to = destination + ((nint)p * panel) + i;
                for (var q = 0; q < run; q++)
                    to[(nint)q * panel] = from[q];
            }

            p += run;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyShort(float* source, int count, float* destination)
    {
        var i = 0;
        for (; i + 8 <= count; i += 8)
            Vector256.Store(Vector256.Load(source + i), destination + i);
        if (i + 4 <= count)
        {
            Vector128.Store(Vector128.Load(source + i), destination + i);
            i += 4;
        }

        for (; i < count; i++)
            destination[i] = source[i];
    }

    private static void Transpose4(float* a, float* b, float* c, float* d, int run, int panel, float* destination)
    {
        var q = 0;
        if (Avx.IsSupported)
        {
            for (; q + 8 <= run; q += 8, destination += 8 * panel)
                Transpose4By8(
                    Vector256.Load(a + q),
                    Vector256.Load(b + q),
                    Vector256.Load(c + q),
                    Vector256.Load(d + q),
                    panel,
                    destination
                );
        }

        for (; q + 4 <= run; q += 4)
        {
            var ab = Interleave(Vector128.Load(a + q), Vector128.Load(b + q));
            var cd = Interleave(Vector128.Load(c + q), Vector128.Load(d + q));
            Store(destination, ab.Low, cd.Low, panel);
            Store(destination + (2 * panel), ab.High, cd.High, panel);
            destination += 4 * panel;
        }

        for (; q < run; q++, destination += panel)
        {
            destination[0] = a[q];
            destination[1] = b[q];
            destination[2] = c[q];
            destination[3] = d[q];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose4By8(
        Vector256<float> a,
        Vector256<float> b,
        Vector256<float> c,
        Vector256<float> d,
        int panel,
        float* destination
    )
    {
        const byte LowerHalves = 0x44;
        const byte UpperHalves = 0xEE;
        var (ab, cd) = (Avx.UnpackLow(a, b), Avx.UnpackLow(c, d));
        StoreHalves(Avx.Shuffle(ab, cd, LowerHalves), destination, panel);
        StoreHalves(Avx.Shuffle(ab, cd, UpperHalves), destination + panel, panel);
        (ab, cd) = (Avx.UnpackHigh(a, b), Avx.UnpackHigh(c, d));
        StoreHalves(Avx.Shuffle(ab, cd, LowerHalves), destination + (2 * panel), panel);
        StoreHalves(Avx.Shuffle(ab, cd, UpperHalves), destination + (3 * panel), panel);
    }

    /// <summary>Points q and q + 4 of four rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreHalves(Vector256<float> value, float* destination, int panel)
    {
        Vector128.Store(value.GetLower(), destination);
        Vector128.Store(value.GetUpper(), destination + (4 * panel));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(float* destination, Vector128<float> ab, Vector128<float> cd, int panel)
    {
        Vector128.Store(Vector128.Create(ab.GetLower(), cd.GetLower()), destination);
        Vector128.Store(Vector128.Create(ab.GetUpper(), cd.GetUpper()), destination + panel);
    }

    /// <summary>(a0 b0 a1 b1) and (a2 b2 a3 b3).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector128<float> Low, Vector128<float> High) Interleave(Vector128<float> a, Vector128<float> b)
    {
        if (Sse.IsSupported)
        {
            return (Sse.UnpackLow(a, b), Sse.UnpackHigh(a, b));
        }

        if (AdvSimd.Arm64.IsSupported)
        {
            return (AdvSimd.Arm64.ZipLow(a, b), AdvSimd.Arm64.ZipHigh(a, b));
        }

        return (Vector128.Create(a[0], b[0], a[1], b[1]), Vector128.Create(a[2], b[2], a[3], b[3]));
    }
}
