namespace Debye.Learning.Data;

/// <summary>Lets a file of a data set appear complete and checked, or not at all.</summary>
internal static class DataStage
{
    /// <summary>Makes a file out of its originals.</summary>
    /// <param name="file">What is made.</param>
    /// <param name="originals">Where the originals are.</param>
    /// <param name="target">The file to make.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="DataFormatException">The originals are not as expected.</exception>
    public static async Task ConvertAsync(DataFile file, IReadOnlyList<string> originals, string target, CancellationToken cancellation)
    {
        var staged = StagedName(target);
        try
        {
            DataConversion.Run(file, originals, staged, cancellation);
            if (file.IsExact)
                await RequireAsync(file, staged, string.Join(", ", originals), cancellation);
            File.Move(staged, target, overwrite: true);
            if (!file.IsExact)
                await DataCheck.RecordAsync(target, cancellation);
        }
        finally
        {
            File.Delete(staged);
        }
    }

    /// <summary>Copies a file that is there already.</summary>
    /// <param name="file">What it should be.</param>
    /// <param name="source">Where it is.</param>
    /// <param name="target">The file to make.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="DataFormatException">It is not as the catalogue says.</exception>
    public static async Task CopyAsync(DataFile file, string source, string target, CancellationToken cancellation)
    {
        var staged = StagedName(target);
        try
        {
            File.Copy(source, staged, overwrite: true);
            await RequireAsync(file, staged, source, cancellation);
            File.Move(staged, target, overwrite: true);
        }
        finally
        {
            File.Delete(staged);
        }
    }

    private static async Task RequireAsync(DataFile file, string staged, string source, CancellationToken cancellation)
    {
        if (await DataCheck.DifferenceAsync(file, staged, cancellation) is { } difference)
            throw new DataFormatException(source, 0, $"not the {file.Name} of the catalogue: {difference}");
    }

    /// <summary>The name keeps its ending, which tells whether the file is packed.</summary>
    private static string StagedName(string target) => Path.Combine(Path.GetDirectoryName(target)!, ".staged-" + Path.GetFileName(target));
}
