using System.Buffers.Binary;
using System.IO.Compression;

namespace Debye.Io;

/// <summary>Writes images as PNG, eight bits a channel, without loss.</summary>
/// <remarks>Source: ISO/IEC 15948:2004, Portable Network Graphics.</remarks>
public static class PngImage
{
    private const uint Polynomial = 0xEDB88320;

    /// <summary>Bytes of a .png file.</summary>
    /// <param name="pixels">width × height × channels values, row by row from the top.</param>
    /// <param name="width">Pixels of a row, 1…65,535.</param>
    /// <param name="height">Number of rows, 1…65,535.</param>
    /// <param name="channels">1 (grey, 0 black) or 3 (red, green, blue).</param>
    /// <exception cref="ArgumentException">A number is out of range, or the number of pixels is another.</exception>
    public static byte[] Write(ReadOnlySpan<byte> pixels, int width, int height, int channels)
    {
        if (
            width is < 1 or > 65535
            || height is < 1 or > 65535
            || channels is not (1 or 3)
            || (long)width * height * channels != pixels.Length
        )
            throw new ArgumentException(
                Invariant(
                    $"Expected 1…65535 pixels a side of 1 or 3 channels, got {width} × {height} × {channels} and {pixels.Length} values."
                ),
                nameof(pixels)
            );
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, (byte)(channels == 1 ? 0 : 2));
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        Chunk(file, "IHDR"u8, header);
        Chunk(file, "IDAT"u8, Packed(pixels, width * channels));
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    /// <summary>Grey levels, or colours from blue over white to red, of values −1…1; values beyond are the ends of the scale.</summary>
    /// <param name="values">Finite values.</param>
    /// <param name="inColour">Three channels of colour instead of one of grey.</param>
    /// <returns>One or three bytes for each value, as <see cref="Write"/> takes them.</returns>
    public static byte[] Shades(ReadOnlySpan<float> values, bool inColour)
    {
        var pixels = new byte[inColour ? 3 * values.Length : values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var value = Math.Clamp(values[i], -1, 1);
            if (!inColour)
            {
                pixels[i] = (byte)MathF.Round(127.5f * (1 + value));
                continue;
            }

            var pale = (byte)MathF.Round(255 * (1 - MathF.Abs(value)));
            (pixels[3 * i], pixels[3 * i + 1], pixels[3 * i + 2]) = value < 0 ? (pale, pale, (byte)255) : ((byte)255, pale, pale);
        }

        return pixels;
    }

    private static byte[] Packed(ReadOnlySpan<byte> pixels, int rowBytes)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal))
        {
            for (var start = 0; start < pixels.Length; start += rowBytes)
            {
                // No filter: the row as it is.
                zlib.WriteByte(0);
                zlib.Write(pixels.Slice(start, rowBytes));
            }
        }

        return packed.ToArray();
    }

    private static void Chunk(MemoryStream file, ReadOnlySpan<byte> name, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(name);
        file.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Checksum(Checksum(uint.MaxValue, name), content));
        file.Write(number);
    }

    /// <summary>The checksum of a chunk: of its name and content.</summary>
    internal static uint Checksum(ReadOnlySpan<byte> chunk) => ~Checksum(uint.MaxValue, chunk);

    /// <summary>CRC-32, bit by bit.</summary>
    private static uint Checksum(uint state, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            state ^= value;
            for (var bit = 0; bit < 8; bit++)
                state = (state & 1) != 0 ? state >> 1 ^ Polynomial : state >> 1;
        }

        return state;
    }
}
