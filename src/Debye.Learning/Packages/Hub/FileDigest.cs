using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Debye.Learning.Packages.Hub;

/// <summary>Length and hashes of a content.</summary>
/// <param name="Size">Length in bytes.</param>
/// <param name="Sha256">SHA-256, lower-case hexadecimal.</param>
/// <param name="GitBlob">Git's name of the content, lower-case hexadecimal.</param>
internal readonly record struct FileDigest(long Size, string Sha256, string GitBlob)
{
    /// <summary>Reads a file to its end.</summary>
    public static async Task<FileDigest> OfFileAsync(string path, CancellationToken cancellation)
    {
        await using var stream = new FileStream(
            path,
            FileMode.Open,
            FileAccess.Read,
            FileShare.Read,
            1,
            FileOptions.Asynchronous | FileOptions.SequentialScan
        );
        return await OfAsync(stream, cancellation);
    }

    /// <summary>Reads a stream that knows its length to its end.</summary>
    public static async Task<FileDigest> OfAsync(Stream stream, CancellationToken cancellation)
    {
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        // Git's choice, not ours: it tells apart versions of small text files.
        using var git = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        git.AppendData(Encoding.ASCII.GetBytes($"blob {stream.Length}\0"));
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 17);
        try
        {
            long size = 0;
            for (int read; (read = await stream.ReadAsync(buffer, cancellation)) > 0; size += read)
            {
                sha256.AppendData(buffer, 0, read);
                git.AppendData(buffer, 0, read);
            }

            return new FileDigest(
                size,
                Convert.ToHexStringLower(sha256.GetHashAndReset()),
                Convert.ToHexStringLower(git.GetHashAndReset())
            );
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Whether a text is a hash of so many digits.</summary>
    public static bool IsHash(string? text, int digits) => text?.Length == digits && text.All(char.IsAsciiHexDigitLower);
}
