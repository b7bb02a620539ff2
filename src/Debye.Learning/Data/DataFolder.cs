namespace Debye.Learning.Data;

/// <summary>A folder in which the user has files of a data set, or what they are made of.</summary>
/// <param name="folder">The folder.</param>
internal sealed class DataFolder(string folder)
{
    /// <summary>Takes over a file, or makes it of its originals.</summary>
    /// <param name="set">The set.</param>
    /// <param name="file">The file.</param>
    /// <param name="target">The file to make.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>The target.</returns>
    /// <exception cref="DataFormatException">The folder has neither, or they are not as the catalogue says.</exception>
    public async Task<string> TakeAsync(DataSet set, DataFile file, string target, CancellationToken cancellation)
    {
        if (!Directory.Exists(folder))
            throw new DataFormatException(folder, 0, "there is no such folder");
        string?[] candidates =
        [
            Path.Combine(folder, file.Name),
            Path.Combine(folder, set.Name, file.Name),
            file.Shared is null ? null : Path.Combine(folder, file.Shared),
        ];
        if (Array.Find(candidates, File.Exists) is { } ready)
            await DataStage.CopyAsync(file, ready, target, cancellation);
        else if (Originals(file) is { } originals)
            await DataStage.ConvertAsync(file, originals, target, cancellation);
        else
            throw new DataFormatException(folder, 0, $"has no {Wanted(file)}");
        return target;
    }

    private string[]? Originals(DataFile file)
    {
        if (file.Originals.Count == 0)
            return null;
        var paths = file.Originals.Select(original => Path.Combine(folder, original.Name)).ToArray();
        if (Array.TrueForAll(paths, File.Exists))
            return paths;
        var hasCrystals =
            file.Converter == DataConverter.CifArchive && Directory.EnumerateFiles(folder, "*.cif", SearchOption.AllDirectories).Any();
        return hasCrystals ? [folder] : null;
    }

    private static string Wanted(DataFile file) =>
        file.Originals.Count == 0 ? file.Name : $"{file.Name} and no {string.Join(", ", file.Originals.Select(original => original.Name))}";
}
