using System.Numerics;
using System.Runtime.CompilerServices;

namespace Debye.Tensors;

/// <summary>A fixed block of float32 numbers, 64-byte aligned and never moved by the garbage collector.</summary>
public sealed unsafe class Storage
{
    private const int AlignmentBytes = 64;
    private readonly float[] _array;

    /// <summary>Allocates a block of zeros.</summary>
    /// <param name="length">How many numbers; 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative.</exception>
    public Storage(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        _array = GC.AllocateArray<float>(length + (AlignmentBytes / sizeof(float)), pinned: true);
        var address = (nint)Unsafe.AsPointer(ref _array[0]);
        Pointer = (float*)((address + AlignmentBytes - 1) & ~(nint)(AlignmentBytes - 1));
        Length = length;
    }

    /// <summary>
    /// A length at most an eighth larger, of few that there are: blocks of such lengths serve again when the next batch is a
    /// little larger or smaller. Short ones stay as they are.
    /// </summary>
    internal static int Roomy(int length)
    {
        if (length < Large)
            return length;
        var step = 1 << (BitOperations.Log2((uint)length) - 3);
        return (int)Math.Min((((long)length + step - 1) / step) * step, Array.MaxLength - AlignmentBytes);
    }

    /// <summary>From this length on a block is worth sharing among tensors of different lengths.</summary>
    internal const int Large = 256;

    /// <summary>How many numbers it holds.</summary>
    public int Length { get; }

    /// <summary>The numbers.</summary>
    public Span<float> Span => new(Pointer, Length);

    /// <summary>Address of the first number; valid while this object is reachable.</summary>
    internal float* Pointer { get; }
}
