using System.IO.Compression;

namespace Debye.Io;

/// <summary>Entries of zip archives that are not trusted: limits on their number, on unpacked bytes and on the packing ratio.</summary>
internal static class SafeZip
{
    private const int MaximumEntries = 10_000;
    private const long MaximumBytes = 512L << 20;
    private const long FreeBytes = 8 << 20;
    private const int MaximumRatio = 300;

    /// <summary>Unpacks the entries that <paramref name="wanted"/> accepts, ordered by name.</summary>
    /// <exception cref="DataFormatException">The archive is damaged or larger than the limits allow.</exception>
    public static List<(string Name, MemoryStream Content)> Unpack(Stream archive, string path, Func<string, bool> wanted)
    {
        var result = new List<(string Name, MemoryStream Content)>();
        try
        {
            using var zip = new ZipArchive(archive, ZipArchiveMode.Read, leaveOpen: true);
            if (zip.Entries.Count > MaximumEntries)
                throw new DataFormatException(path, 0, $"archive with {zip.Entries.Count} entries, more than {MaximumEntries}.");
            var total = 0L;
            foreach (
                var entry in zip
                    .Entries.Where(e => wanted(e.FullName))
                    .OrderBy(e => e.FullName.Length)
                    .ThenBy(e => e.FullName, StringComparer.Ordinal)
            )
            {
                var content = Unpack(entry, path, ref total);
                result.Add((entry.FullName, content));
            }
        }
        catch (InvalidDataException error)
        {
            throw new DataFormatException(path, 0, $"damaged zip archive: {error.Message.Split('\n')[0]}", error);
        }
        catch (Exception error) when (error is IOException or NotSupportedException or ArgumentException or OverflowException)
        {
            throw new DataFormatException(path, 0, $"unreadable zip archive: {error.Message.Split('\n')[0]}", error);
        }

        return result;
    }

    private static MemoryStream Unpack(ZipArchiveEntry entry, string path, ref long total)
    {
        // The sizes written in the archive may lie: what is counted is what comes out.
        var content = new MemoryStream();
        var buffer = new byte[81920];
        using var packed = entry.Open();
        int read;
        while ((read = packed.Read(buffer)) > 0)
        {
            total += read;
            content.Write(buffer, 0, read);
            if (total > MaximumBytes)
                throw new DataFormatException(path, 0, $"archive unpacks to more than {MaximumBytes >> 20} MiB.");
            if (content.Length > FreeBytes && content.Length > MaximumRatio * Math.Max(1, entry.CompressedLength))
                throw new DataFormatException(
                    path,
                    0,
                    $"archive entry '{entry.FullName}' unpacks to more than {MaximumRatio} times its size."
                );
        }

        content.Position = 0;
        return content;
    }
}
