namespace Debye.Learning.Techniques;

/// <summary>Finds models and libraries that are used when none is named.</summary>
/// <remarks>
/// Looked for in this order: the folder that DEBYE_MODELS names, models/ beside the program, models/ in the working
/// directory, models/ in each folder above the program.
/// </remarks>
public static class ModelPlaces
{
    /// <summary>The folder of a model package.</summary>
    /// <param name="usual">Its name, such as "xrd-spacegroup".</param>
    /// <exception cref="DataFormatException">There is none.</exception>
    public static string Model(string usual) =>
        Find(usual, Directory.Exists)
        ?? throw new DataFormatException(
            usual,
            0,
            "no such model package beside the program; name one with --model or a folder of packages with DEBYE_MODELS"
        );

    /// <summary>A file or folder in one of the places; null if it is in none.</summary>
    /// <param name="name">Relative to the folder of models.</param>
    /// <param name="exists">File.Exists or Directory.Exists.</param>
    public static string? Find(string name, Predicate<string> exists)
    {
        ArgumentNullException.ThrowIfNull(exists);
        return Folders().Select(folder => Path.Combine(folder, name)).FirstOrDefault(path => exists(path));
    }

    private static IEnumerable<string> Folders()
    {
        if (Environment.GetEnvironmentVariable("DEBYE_MODELS") is { Length: > 0 } named)
            yield return named;
        yield return Path.Combine(AppContext.BaseDirectory, "models");
        yield return Path.GetFullPath("models");
        for (var folder = Directory.GetParent(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            yield return Path.Combine(folder.FullName, "models");
    }
}
