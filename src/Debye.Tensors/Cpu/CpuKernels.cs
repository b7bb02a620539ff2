using System.Runtime.Intrinsics.X86;

namespace Debye.Tensors.Cpu;

/// <summary>The instruction sets that matrix kernels exist for.</summary>
public enum CpuKernels
{
    /// <summary><see cref="System.Numerics.Vector{T}"/>: any processor.</summary>
    Portable,

    /// <summary>256-bit vectors with fused multiply-add.</summary>
    Avx2,

    /// <summary>512-bit vectors.</summary>
    Avx512,
}

/// <summary>Chooses and runs the kernels of an instruction set.</summary>
internal static unsafe class KernelSelection
{
    /// <summary>The widest set this processor has.</summary>
    public static CpuKernels Best =>
        IsSupported(CpuKernels.Avx512) ? CpuKernels.Avx512
        : IsSupported(CpuKernels.Avx2) ? CpuKernels.Avx2
        : CpuKernels.Portable;

    public static bool IsSupported(CpuKernels kernels) =>
        kernels switch
        {
            CpuKernels.Avx512 => Avx512F.IsSupported,
            CpuKernels.Avx2 => Avx2.IsSupported && Fma.IsSupported,
            _ => true,
        };

    public static int TileRows(CpuKernels kernels) =>
        kernels switch
        {
            CpuKernels.Avx512 => Avx512Tile.Rows,
            CpuKernels.Avx2 => Avx2Tile.Rows,
            _ => PortableTile.Rows,
        };

    public static int TileColumns(CpuKernels kernels) =>
        kernels switch
        {
            CpuKernels.Avx512 => Avx512Tile.Columns,
            CpuKernels.Avx2 => Avx2Tile.Columns,
            _ => PortableTile.Columns,
        };

    /// <inheritdoc cref="Avx512Tile.Tile"/>
    public static void Tile(
        CpuKernels kernels,
        int depth,
        float* a,
        float* b,
        bool accumulate,
        float* start,
        nint stride,
        float* destination
    )
    {
        switch (kernels)
        {
            case CpuKernels.Avx512:
                Avx512Tile.Tile(depth, a, b, accumulate, start, stride, destination);
                break;
            case CpuKernels.Avx2:
                Avx2Tile.Tile(depth, a, b, accumulate, start, stride, destination);
                break;
            default:
                PortableTile.Tile(depth, a, b, accumulate, start, stride, destination);
                break;
        }
    }
}
