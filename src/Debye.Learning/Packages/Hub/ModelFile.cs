namespace Debye.Learning.Packages.Hub;

/// <summary>A file of a model package as a list names it.</summary>
/// <param name="Path">Path in the package, with forward slashes.</param>
/// <param name="Size">Length in bytes.</param>
/// <param name="Sha256">SHA-256 as 64 lower-case hexadecimal digits; null where the place does not tell.</param>
/// <param name="GitBlob">Git's name of the content, 40 lower-case hexadecimal digits; null where the place does not tell.</param>
/// <remarks>
/// The hub tells the SHA-256 of large files alone; of small ones it tells git's name, the SHA-1 of "blob", length and content.
/// </remarks>
public sealed record ModelFile(string Path, long Size, string? Sha256, string? GitBlob = null)
{
    /// <summary>The size of a file that its place makes on request: it ends where the transfer ends.</summary>
    internal const long UnknownSize = -1;

    /// <summary>Whether the length is known before the transfer.</summary>
    internal bool HasSize => Size != UnknownSize;

    /// <summary>What differs between the file and a content; null if nothing that is known does.</summary>
    internal string? Difference(FileDigest digest)
    {
        if (HasSize && digest.Size != Size)
            return Invariant($"{digest.Size} bytes, expected {Size}");
        if (Sha256 is not null)
            return digest.Sha256 == Sha256 ? null : $"SHA-256 {digest.Sha256}, expected {Sha256}";
        return GitBlob is null || digest.GitBlob == GitBlob ? null : $"git hash {digest.GitBlob}, expected {GitBlob}";
    }
}
