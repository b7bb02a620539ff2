using Debye.Learning.Packages.Hub;

namespace Debye.Learning.Data;

/// <summary>Compares files with the catalogue.</summary>
internal static class DataCheck
{
    /// <summary>What is wrong with a file; null if nothing is.</summary>
    /// <param name="file">What it should be.</param>
    /// <param name="path">Where it lies; the name tells whether it is packed.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static async Task<string?> DifferenceAsync(DataFile file, string path, CancellationToken cancellation)
    {
        DataContent content;
        try
        {
            content = await DataContent.OfFileAsync(path, cancellation);
        }
        catch (DataFormatException problem)
        {
            return problem.Reason;
        }

        if (content.Size == file.Size && content.Sha256 == file.Sha256)
            return null;
        if (!file.IsExact && await IsAsRecordedAsync(path, cancellation))
            return null;
        return content.Size != file.Size
            ? Invariant($"{content.Size} bytes of content, expected {file.Size}")
            : $"SHA-256 of the content is {content.Sha256}, expected {file.Sha256}";
    }

    /// <summary>Notes the hash of a file that was converted here, in the form that sha256sum -c reads.</summary>
    public static async Task RecordAsync(string path, CancellationToken cancellation)
    {
        var digest = await FileDigest.OfFileAsync(path, cancellation);
        await File.WriteAllTextAsync(RecordOf(path), $"{digest.Sha256}  {Path.GetFileName(path)}\n", cancellation);
    }

    private static async Task<bool> IsAsRecordedAsync(string path, CancellationToken cancellation)
    {
        if (!File.Exists(RecordOf(path)))
            return false;
        var recorded = await File.ReadAllTextAsync(RecordOf(path), cancellation);
        return recorded.StartsWith((await FileDigest.OfFileAsync(path, cancellation)).Sha256, StringComparison.Ordinal);
    }

    private static string RecordOf(string path) => path + ".sha256";
}
