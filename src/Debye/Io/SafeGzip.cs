using System.IO.Compression;

namespace Debye.Io;

/// <summary>Unpacks gzip content that is not trusted: what comes out is limited.</summary>
internal static class SafeGzip
{
    /// <summary>The unpacked bytes; content that is not packed comes back as it is.</summary>
    /// <param name="content">The bytes of a file.</param>
    /// <param name="path">Its name, for messages.</param>
    /// <param name="maximumBytes">Largest size after unpacking.</param>
    /// <exception cref="DataFormatException">Damaged, or larger.</exception>
    public static ReadOnlyMemory<byte> Unpack(ReadOnlyMemory<byte> content, string path, long maximumBytes)
    {
        if (!content.Span.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]))
            return content;
        try
        {
            using var packed = new GZipStream(new MemoryStream(content.ToArray()), CompressionMode.Decompress);
            return WholeFile.Read(packed, path, maximumBytes);
        }
        catch (InvalidDataException error)
        {
            throw new DataFormatException(path, 0, "the compressed file is damaged or cut short.", error);
        }
    }
}
