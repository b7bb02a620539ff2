using System.Numerics;
using System.Runtime.CompilerServices;

namespace Debye.Tensors;

/// <summary>A fixed block of float32 numbers, 64-byte aligned and never moved by the garbage collector.</summary>
public sealed unsafe class Storage
{
    private const int AlignmentBytes = 64;
    private readonly float[] _array;
    private readonly int _first;

    /// <summary>Allocates a block of zeros.</summary>
    /// <param name="length">How many numbers; 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative.</exception>
    public Storage(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        _array = GC.AllocateArray<float>(length + (AlignmentBytes / sizeof(float)), pinned: true);
        var beyond = (int)((nuint)Unsafe.AsPointer(ref _array[0]) % AlignmentBytes);
        _first = (AlignmentBytes - beyond) % AlignmentBytes / sizeof(float);
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

    /// <summary>The numbers; they stay in memory as long as the span or this object is in use.</summary>
    public Span<float> Span => _array.AsSpan(_first, Length);

    /// <summary>The first number, for <c>fixed</c> statements: they alone give pointers, and keep the numbers in memory to their
    /// end.</summary>
    internal ref float GetPinnableReference() => ref _array[_first];
}
