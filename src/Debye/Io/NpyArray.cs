using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Debye.Io;

/// <summary>An array of numbers or short texts in NumPy's .npy format, C order; versions 1 to 3 are read, 1 is written.</summary>
/// <remarks>Pickled objects are refused: they are programs. Source: NumPy Enhancement Proposal 1, numpy.lib.format.</remarks>
public sealed class NpyArray
{
    private const int MaximumDimensions = 8;

    internal NpyArray(ImmutableArray<int> shape, double[] numbers, string[]? texts) => (Shape, Numbers, Texts) = (shape, numbers, texts);

    /// <summary>Length along each dimension; empty for a single number.</summary>
    public ImmutableArray<int> Shape { get; }

    /// <summary>All numbers, last dimension fastest; empty where the array holds texts.</summary>
    public ReadOnlyMemory<double> Numbers { get; }

    /// <summary>All texts; null where the array holds numbers.</summary>
    public IReadOnlyList<string>? Texts { get; }

    /// <summary>Whether content is that of an .npy file.</summary>
    public static bool Is(ReadOnlySpan<byte> content) =>
        content.StartsWith((ReadOnlySpan<byte>)[0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y']);

    /// <summary>Reads an array: floating-point numbers of 4 or 8 bytes, integers of 1 to 8, truth values, and texts (U).</summary>
    /// <param name="content">The bytes of the file.</param>
    /// <param name="path">Its name, for messages.</param>
    /// <exception cref="DataFormatException">Damaged, cut off, in Fortran order, or of another type.</exception>
    public static NpyArray Read(ReadOnlySpan<byte> content, string path)
    {
        if (!Is(content) || content.Length < 12)
            throw new DataFormatException(path, 0, "no .npy file: it does not start as one.");
        var wide = content[6] >= 2;
        if (content[6] is < 1 or > 3)
            throw new DataFormatException(path, 0, $".npy format version {content[6]}; expected 1 to 3.");
        var (start, length) = wide
            ? (12, BinaryPrimitives.ReadUInt32LittleEndian(content[8..]))
            : (10, BinaryPrimitives.ReadUInt16LittleEndian(content[8..]));
        if (length > content.Length - start)
            throw new DataFormatException(path, 0, "cut off within the .npy header.");
        var header = NpyHeader.Parse(Encoding.Latin1.GetString(content.Slice(start, (int)length)), path);
        var data = content[(start + (int)length)..];
        var count = header.Shape.Aggregate(1L, (product, side) => product * side);
        if (data.Length / header.ItemBytes < count)
            throw new DataFormatException(
                path,
                0,
                Invariant($"cut off: {count} values of {header.ItemBytes} bytes announced, {data.Length} bytes found.")
            );
        return header.Kind == 'U'
            ? new NpyArray(header.Shape, [], Words(data, (int)count, header.ItemBytes, path))
            : new NpyArray(header.Shape, Values(data, (int)count, header), null);
    }

    /// <summary>Bytes of an .npy file with numbers of eight bytes.</summary>
    /// <param name="values">As many numbers as the shape says.</param>
    /// <param name="shape">Length along each dimension, up to 8 of them.</param>
    /// <exception cref="ArgumentException">The number of values is not that of the shape.</exception>
    public static byte[] Write(ReadOnlySpan<double> values, params ReadOnlySpan<int> shape)
    {
        var (content, start) = Start("<f8", values.Length, sizeof(double), shape);
        for (var i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteDoubleLittleEndian(content.AsSpan(start + sizeof(double) * i), values[i]);
        return content;
    }

    /// <summary>Bytes of an .npy file with numbers of four bytes.</summary>
    /// <inheritdoc cref="Write(ReadOnlySpan{double}, ReadOnlySpan{int})"/>
    public static byte[] Write(ReadOnlySpan<float> values, params ReadOnlySpan<int> shape)
    {
        var (content, start) = Start("<f4", values.Length, sizeof(float), shape);
        for (var i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(content.AsSpan(start + sizeof(float) * i), values[i]);
        return content;
    }

    private static (byte[] Content, int Start) Start(string type, int count, int size, ReadOnlySpan<int> shape)
    {
        var (product, sides) = (1L, new StringBuilder());
        foreach (var side in shape)
        {
            product *= side;
            sides.Append(CultureInfo.InvariantCulture, $"{side},");
        }

        if (product != count || shape.Length > MaximumDimensions)
            throw new ArgumentException(
                Invariant($"Expected {product} values in up to {MaximumDimensions} dimensions, got {count}."),
                nameof(shape)
            );
        var text =
            $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({(shape.Length > 1 ? sides.ToString().TrimEnd(',') : sides)}), }}";
        var start = (10 + text.Length + 1 + 63) / 64 * 64;
        var content = new byte[start + count * size];
        ((ReadOnlySpan<byte>)[0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0]).CopyTo(content);
        BinaryPrimitives.WriteUInt16LittleEndian(content.AsSpan(8), (ushort)(start - 10));
        Encoding.ASCII.GetBytes(text.PadRight(start - 11) + "\n").CopyTo(content, 10);
        return (content, start);
    }

    private static double[] Values(ReadOnlySpan<byte> data, int count, NpyHeader header)
    {
        var values = new double[count];
        for (var i = 0; i < count; i++)
            values[i] = header.Number(data.Slice(i * header.ItemBytes, header.ItemBytes));
        return values;
    }

    private static string[] Words(ReadOnlySpan<byte> data, int count, int size, string path)
    {
        var words = new string[count];
        for (var i = 0; i < count; i++)
        {
            var word = Encoding.UTF32.GetString(data.Slice(i * size, size)).TrimEnd('\0');
            words[i] = word.Any(char.IsControl)
                ? throw new DataFormatException(path, 0, Invariant($"text {i} holds control characters."))
                : word;
        }

        return words;
    }
}
