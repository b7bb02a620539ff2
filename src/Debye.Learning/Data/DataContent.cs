using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Debye.Learning.Data;

/// <summary>Length and hash of the content of a file, unpacked where its name ends in .gz.</summary>
/// <param name="Size">Length in bytes.</param>
/// <param name="Sha256">SHA-256, lower-case hexadecimal.</param>
internal readonly record struct DataContent(long Size, string Sha256)
{
    /// <summary>Reads a file to its end.</summary>
    /// <exception cref="DataFormatException">The file is packed and damaged.</exception>
    public static async Task<DataContent> OfFileAsync(string path, CancellationToken cancellation)
    {
        try
        {
            await using var stream = Open(path);
            return await OfAsync(stream, cancellation);
        }
        catch (InvalidDataException problem)
        {
            throw new DataFormatException(path, 0, "the compressed file is damaged or cut short", problem);
        }
    }

    /// <summary>Opens the content of a file.</summary>
    public static Stream Open(string path)
    {
        var file = File.OpenRead(path);
        return path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    /// <summary>Opens a file for a new content.</summary>
    /// <param name="path">The file to write.</param>
    /// <param name="isPacked">Whether it is packed.</param>
    public static Stream Create(string path, bool isPacked)
    {
        var file = File.Create(path);
        return isPacked ? new GZipStream(file, CompressionLevel.Optimal) : file;
    }

    private static async Task<DataContent> OfAsync(Stream stream, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 17);
        try
        {
            long size = 0;
            for (int read; (read = await stream.ReadAsync(buffer, cancellation)) > 0; size += read)
                hash.AppendData(buffer, 0, read);
            return new DataContent(size, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
