using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Debye.Tensors;

/// <summary>An array as stored in a safetensors file: type, shape and little-endian bytes.</summary>
/// <param name="Type">F32, F64, F16, BF16, I64, I32, I8 or U8.</param>
/// <param name="Shape">Extents.</param>
/// <param name="Bytes">The elements, row-major.</param>
public sealed record SafeTensor(string Type, IReadOnlyList<long> Shape, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Stores float32 numbers.</summary>
    /// <param name="values">Row-major.</param>
    /// <param name="shape">Extents.</param>
    public static SafeTensor From(ReadOnlySpan<float> values, params ReadOnlySpan<int> shape) =>
        new("F32", ToLong(shape), MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>Stores float32 numbers rounded to float16: half the room, three significant digits.</summary>
    /// <param name="values">Row-major; of a size below 65,504.</param>
    /// <param name="shape">Extents.</param>
    public static SafeTensor FromAsHalf(ReadOnlySpan<float> values, params ReadOnlySpan<int> shape)
    {
        var bytes = new byte[values.Length * sizeof(short)];
        for (var i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteHalfLittleEndian(bytes.AsSpan(i * sizeof(short)), (Half)values[i]);
        return new SafeTensor("F16", ToLong(shape), bytes);
    }

    /// <summary>Stores float64 numbers.</summary>
    /// <param name="values">Row-major.</param>
    /// <param name="shape">Extents.</param>
    public static SafeTensor From(ReadOnlySpan<double> values, params ReadOnlySpan<int> shape) =>
        new("F64", ToLong(shape), MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>Stores 64-bit integers.</summary>
    /// <param name="values">Row-major.</param>
    /// <param name="shape">Extents.</param>
    public static SafeTensor From(ReadOnlySpan<long> values, params ReadOnlySpan<int> shape) =>
        new("I64", ToLong(shape), MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>The elements as float32, converted where stored otherwise.</summary>
    /// <exception cref="InvalidDataException">The type is not one of the known ones.</exception>
    public float[] ToSingle() => [.. ToDouble().Select(value => (float)value)];

    /// <summary>The elements as float64.</summary>
    /// <exception cref="InvalidDataException">The type is not one of the known ones.</exception>
    public double[] ToDouble()
    {
        var size = SizeOf(Type);
        var values = new double[Bytes.Length / size];
        var bytes = Bytes.Span;
        for (var i = 0; i < values.Length; i++)
        {
            var element = bytes.Slice(i * size, size);
            values[i] = Type switch
            {
                "F32" => BinaryPrimitives.ReadSingleLittleEndian(element),
                "F64" => BinaryPrimitives.ReadDoubleLittleEndian(element),
                "F16" => (double)BinaryPrimitives.ReadHalfLittleEndian(element),
                "BF16" => BitConverter.UInt32BitsToSingle((uint)BinaryPrimitives.ReadUInt16LittleEndian(element) << 16),
                "U8" => element[0],
                "I8" => (sbyte)element[0],
                "I32" => BinaryPrimitives.ReadInt32LittleEndian(element),
                _ => BinaryPrimitives.ReadInt64LittleEndian(element),
            };
        }

        return values;
    }

    /// <summary>The elements as 64-bit integers.</summary>
    /// <exception cref="InvalidDataException">They are stored as something else.</exception>
    public long[] ToInt64() =>
        string.Equals(Type, "I64", StringComparison.Ordinal)
            ? MemoryMarshal.Cast<byte, long>(Bytes.Span).ToArray()
            : throw new InvalidDataException($"safetensors: expected type I64, got {Type}");

    /// <summary>Bytes of an element of a type.</summary>
    internal static int SizeOf(string type) =>
        type switch
        {
            "F32" or "I32" => 4,
            "F64" or "I64" => 8,
            "F16" or "BF16" => 2,
            "U8" or "I8" => 1,
            _ => throw new InvalidDataException($"safetensors: type '{type}' is not one of F32, F64, F16, BF16, I64, I32, I8, U8"),
        };

    private static long[] ToLong(ReadOnlySpan<int> shape)
    {
        var copy = new long[shape.Length];
        for (var i = 0; i < copy.Length; i++)
            copy[i] = shape[i];
        return copy;
    }
}
