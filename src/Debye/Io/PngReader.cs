using System.Buffers.Binary;
using System.IO.Compression;

namespace Debye.Io;

/// <summary>Pixels of an image.</summary>
/// <param name="Width">Pixels of a row.</param>
/// <param name="Height">Number of rows.</param>
/// <param name="Channels">1 (grey) or 3 (red, green, blue).</param>
/// <param name="Pixels">Height × width × channels values, row by row from the top.</param>
public sealed record PngPixels(int Width, int Height, int Channels, ReadOnlyMemory<byte> Pixels);

/// <summary>
/// Reads PNG images of eight bits a channel, grey or in colour, neither with a palette nor interlaced nor with transparency.
/// </summary>
/// <remarks>Source: ISO/IEC 15948:2004, Portable Network Graphics, clause 9 for the filters.</remarks>
public static class PngReader
{
    private const int HeaderLength = 13;
    private const int MaximumSide = 8192;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Reads a file.</summary>
    /// <param name="path">File.</param>
    /// <exception cref="DataFormatException">It is damaged, or an image of another kind.</exception>
    public static PngPixels Read(string path) => Read(File.ReadAllBytes(path), path);

    /// <summary>Reads the bytes of a file.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="source">Its name, for messages.</param>
    /// <exception cref="DataFormatException">It is damaged, or an image of another kind.</exception>
    public static PngPixels Read(ReadOnlySpan<byte> file, string source)
    {
        if (!file.StartsWith(Signature))
            throw new DataFormatException(source, 0, "no PNG image: the signature is missing");
        var (header, packed) = (Array.Empty<byte>(), new MemoryStream());
        for (var at = Signature.Length; ; )
        {
            var (name, content, next) = Chunk(file, at, source);
            if (name.SequenceEqual("IHDR"u8))
                header = content.ToArray();
            else if (name.SequenceEqual("IDAT"u8))
                packed.Write(content);
            else if (name.SequenceEqual("IEND"u8))
                break;
            else if ((name[0] & 0x20) == 0)
                throw new DataFormatException(source, 0, $"the chunk '{System.Text.Encoding.ASCII.GetString(name)}' is not supported");
            at = next;
        }

        var (width, height, channels) = Header(header, source);
        return new PngPixels(width, height, channels, Unpack(packed, width, height, channels, source));
    }

    private static Part Chunk(ReadOnlySpan<byte> file, int at, string source)
    {
        const int frame = 12;
        if (file.Length - at < frame)
            throw new DataFormatException(source, 0, "the image ends before its end chunk");
        var length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
        if (length > file.Length - at - frame)
            throw new DataFormatException(source, 0, $"a chunk of {length} bytes is longer than the file");
        var named = file.Slice(at + 4, 4 + (int)length);
        if (PngImage.Checksum(named) != BinaryPrimitives.ReadUInt32BigEndian(file[(at + 8 + (int)length)..]))
            throw new DataFormatException(source, 0, "the checksum of a chunk does not match");
        return new Part(named[..4], named[4..], at + frame + (int)length);
    }

    private static (int Width, int Height, int Channels) Header(byte[] header, string source)
    {
        if (header.Length != HeaderLength)
            throw new DataFormatException(source, 0, "the header chunk is missing or damaged");
        var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(header), BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4)));
        if (width is 0 or > MaximumSide || height is 0 or > MaximumSide)
            throw new DataFormatException(source, 0, $"expected 1…{MaximumSide} pixels a side, found {width} × {height}");
        if (header[8] != 8 || header[9] is not (0 or 2) || header[12] != 0)
            throw new DataFormatException(
                source,
                0,
                $"expected 8 bits a channel, grey or colour, not interlaced; found {header[8]} bits, colour type {header[9]}, "
                    + $"interlacing {header[12]}"
            );
        return ((int)width, (int)height, header[9] == 0 ? 1 : 3);
    }

    private static byte[] Unpack(MemoryStream packed, int width, int height, int channels, string source)
    {
        packed.Position = 0;
        var row = width * channels;
        var pixels = new byte[row * height];
        var above = new byte[row];
        try
        {
            using var zlib = new ZLibStream(packed, CompressionMode.Decompress);
            for (var r = 0; r < height; r++)
            {
                var filter = zlib.ReadByte();
                var line = pixels.AsSpan(r * row, row);
                zlib.ReadExactly(line);
                if (filter is < 0 or > 4)
                    throw new DataFormatException(source, 0, Invariant($"row {r + 1} has the filter {filter}, expected 0…4"));
                Unfilter(filter, line, above, channels);
                line.CopyTo(above);
            }
        }
        catch (Exception problem) when (problem is InvalidDataException or EndOfStreamException)
        {
            throw new DataFormatException(source, 0, "the pixels are damaged: " + problem.Message, problem);
        }

        return pixels;
    }

    private static void Unfilter(int filter, Span<byte> line, ReadOnlySpan<byte> above, int channels)
    {
        for (var i = 0; i < line.Length; i++)
        {
            int left = i >= channels ? line[i - channels] : 0,
                corner = i >= channels ? above[i - channels] : 0;
            line[i] += (byte)(
                filter switch
                {
                    0 => 0,
                    1 => left,
                    2 => above[i],
                    3 => (left + above[i]) / 2,
                    _ => Paeth(left, above[i], corner),
                }
            );
        }
    }

    private static int Paeth(int left, int above, int corner)
    {
        var estimate = left + above - corner;
        var (a, b, c) = (Math.Abs(estimate - left), Math.Abs(estimate - above), Math.Abs(estimate - corner));
        if (a <= b && a <= c)
            return left;
        return b <= c ? above : corner;
    }

    private readonly ref struct Part(ReadOnlySpan<byte> name, ReadOnlySpan<byte> content, int next)
    {
        private readonly ReadOnlySpan<byte> _name = name;
        private readonly ReadOnlySpan<byte> _content = content;

        public void Deconstruct(out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> content, out int end)
        {
            name = _name;
            content = _content;
            end = next;
        }
    }
}
