using Debye.Learning.Training;

namespace Debye.Learning.Packages.Hub;

/// <summary>The files of a package on this machine.</summary>
internal static class PackageFolder
{
    /// <summary>Lists the files of a folder in the order of their paths, without manifest.json.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="problems">Receives a line for each file or folder that no package may hold.</param>
    /// <returns>Paths in the package, only of files that it may hold.</returns>
    /// <exception cref="DataFormatException">There is no such folder.</exception>
    public static IReadOnlyList<string> Paths(string folder, ICollection<string> problems)
    {
        if (!Directory.Exists(folder))
            throw new DataFormatException(folder, 0, "no such folder (a model on the hub is written hf://owner/name)");
        var paths = new List<string>();
        Collect(new DirectoryInfo(folder), "", paths, problems);
        paths.Sort(StringComparer.Ordinal);
        foreach (var twice in paths.GroupBy(path => path, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
            problems.Add($"{twice.First()}: there twice, where case does not count");
        return paths;
    }

    /// <summary>Lists the files of a folder that has to be a package.</summary>
    /// <exception cref="DataFormatException">It is not there, is empty, or holds what no package may hold.</exception>
    public static IReadOnlyList<string> RequirePaths(string folder)
    {
        var problems = new List<string>();
        var paths = Paths(folder, problems);
        if (problems.Count > 0)
            throw new DataFormatException(
                folder,
                0,
                problems[0] + (problems.Count > 1 ? Invariant($" (and {problems.Count - 1} more: debye model verify lists them)") : "")
            );
        return paths.Count > 0 ? paths : throw new DataFormatException(folder, 0, "no model package: the folder is empty");
    }

    private static void Collect(DirectoryInfo folder, string prefix, List<string> paths, ICollection<string> problems)
    {
        foreach (
            var entry in folder.EnumerateFileSystemInfos(
                "*",
                new EnumerationOptions { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false }
            )
        )
        {
            var path = prefix + entry.Name;
            if (entry.LinkTarget is not null || entry.Attributes.HasFlag(FileAttributes.ReparsePoint))
            {
                problems.Add($"{PackagePath.Printable(path)}: a link; a package holds plain files alone");
            }
            else if (entry is DirectoryInfo below)
            {
                if (TrainingFolder.IsTrace(path + "/"))
                    continue;
                if (PackagePath.Problem(path, isFolder: true) is { } problem)
                    problems.Add($"{PackagePath.Printable(path)}/: {problem}");
                else
                    Collect(below, path + "/", paths, problems);
            }
            else if (!PackagePath.IsLeftBehind(path))
            {
                if (PackagePath.Problem(path) is { } problem)
                    problems.Add($"{PackagePath.Printable(path)}: {problem}");
                else
                    paths.Add(path);
            }
        }
    }
}
