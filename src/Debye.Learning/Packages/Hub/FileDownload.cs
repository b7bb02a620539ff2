using System.Buffers;

namespace Debye.Learning.Packages.Hub;

/// <summary>Brings one file of a package to a folder, in as many pieces as connections break into, and checks it.</summary>
/// <param name="store">Where the file is.</param>
/// <param name="listing">What the place listed.</param>
/// <param name="http">Reads bodies and repeats what may pass.</param>
internal sealed class FileDownload(IModelStore store, ModelListing listing, HttpExchange http)
{
    private const long LargestUnknown = 4L << 30;

    private string? _tag;
    private bool _inPieces;

    /// <summary>Fetches the file unless it is there already.</summary>
    /// <param name="file">The file.</param>
    /// <param name="folder">The folder it is put below; an unfinished part of it from an earlier run is continued.</param>
    /// <param name="cancellation">Ends the transfer; the part that has arrived is kept.</param>
    /// <returns>Length and hashes of what arrived.</returns>
    /// <exception cref="ModelExchangeException">It does not arrive, or not as the list says; a damaged file is not kept.</exception>
    public async Task<FileDigest> FetchAsync(ModelFile file, string folder, CancellationToken cancellation)
    {
        var target = PackagePath.Below(folder, file.Path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        if (File.Exists(target))
        {
            var there = await FileDigest.OfFileAsync(target, cancellation);
            if (file.Difference(there) is null && IsKnown(file))
                return there;
            File.Delete(target);
        }

        var partial = PartialOf(target, file);
        if (!IsKnown(file))
            File.Delete(partial);
        var digest = await CompleteAsync(file, partial, cancellation);
        if (file.Difference(digest) is not null && _inPieces)
        {
            // Pieces of two versions, perhaps: once more in one piece before it is called damaged.
            File.Delete(partial);
            digest = await CompleteAsync(file, partial, cancellation);
        }

        if (file.Difference(digest) is { } difference)
        {
            File.Delete(partial);
            throw new ModelExchangeException($"{store.Address}: {file.Path} arrived damaged: {difference}; it was not kept");
        }

        File.Move(partial, target);
        return digest;
    }

    /// <summary>Name of an unfinished file; parts of different versions have different names.</summary>
    public static string PartialOf(string target, ModelFile file) => $"{target}.{(file.Sha256 ?? file.GitBlob ?? "unknown")[..7]}.partial";

    private static bool IsKnown(ModelFile file) => file.Sha256 is not null || file.GitBlob is not null;

    private async Task<FileDigest> CompleteAsync(ModelFile file, string partial, CancellationToken cancellation)
    {
        _inPieces = Length(partial) > 0;
        _tag = null;
        for (var isDone = false; !isDone; )
        {
            var before = Length(partial);
            try
            {
                isDone = await http.Retry.RunAsync(token => AttemptAsync(file, partial, token), cancellation);
            }
            catch (ModelExchangeException problem) when (problem.MayPass && problem.RetryAfter is null && Length(partial) > before)
            {
                // It breaks again and again but gets ahead: that is no reason to give up.
            }
        }

        return await FileDigest.OfFileAsync(partial, cancellation);
    }

    private async Task<bool> AttemptAsync(ModelFile file, string partial, CancellationToken cancellation)
    {
        // What is made on request may differ from one time to the next: never in pieces.
        var from = file.HasSize ? Length(partial) : 0;
        if (from > file.Size)
            (from, _tag) = (0, null);
        if (from > 0 && from == file.Size)
            return true;
        await using var range = await store.OpenAsync(listing, file, from, _tag, cancellation);
        _inPieces |= range.From > 0;
        _tag = range.Tag;
        await using var output = new FileStream(
            partial,
            range.From == 0 ? FileMode.Create : FileMode.Append,
            FileAccess.Write,
            FileShare.None,
            1,
            FileOptions.Asynchronous
        );
        var total = range.From + await CopyAsync(range, file, output, cancellation);
        return total == file.Size || !file.HasSize
            ? true
            : throw new ModelExchangeException(Invariant($"{store.Address}: {file.Path} ended after {total} of {file.Size} bytes"))
            {
                MayPass = true,
            };
    }

    private async Task<long> CopyAsync(ModelRange range, ModelFile file, FileStream output, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 17);
        try
        {
            long count = 0;
            for (
                int read;
                (read = await http.ReadAsync(range.Content, buffer, $"{store.Address}: {file.Path}", cancellation)) > 0;
                count += read
            )
            {
                if (range.From + count + read > (file.HasSize ? file.Size : LargestUnknown))
                    throw new ModelExchangeException(
                        file.HasSize
                            ? Invariant($"{store.Address}: {file.Path} is longer than the {file.Size} bytes of the list")
                            : $"{store.Address}: {file.Path} is longer than {ByteText.Of(LargestUnknown)}"
                    );
                await output.WriteAsync(buffer.AsMemory(0, read), cancellation);
            }

            return count;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static long Length(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;
}
