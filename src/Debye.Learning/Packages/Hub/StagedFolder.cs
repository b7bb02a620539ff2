namespace Debye.Learning.Packages.Hub;

/// <summary>A folder that grows beside its place under another name and takes the place when it is complete.</summary>
internal sealed class StagedFolder
{
    private const string Suffix = ".partial";

    private StagedFolder(string destination, bool replaces) => (Destination, Replaces) = (destination, replaces);

    /// <summary>Where it will be.</summary>
    public string Destination { get; }

    /// <summary>Where it grows.</summary>
    public string Folder => Destination + Suffix;

    private bool Replaces { get; }

    /// <summary>Opens a folder, or one that an earlier run left unfinished.</summary>
    /// <param name="destination">Where it will be.</param>
    /// <param name="replace">Whether a package that is there may be replaced.</param>
    /// <exception cref="DataFormatException">Something is there that must stay.</exception>
    public static StagedFolder Open(string destination, bool replace)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(destination));
        if (File.Exists(full))
            throw new DataFormatException(destination, 0, "expected a folder, found a file");
        var isThere = Directory.Exists(full) && Directory.EnumerateFileSystemEntries(full).Any();
        if (isThere && !replace)
            throw new DataFormatException(destination, 0, "exists already; --force replaces a model package");
        // Not every folder that somebody names by mistake: only what is a package and nothing else is deleted.
        if (isThere)
            PackageFolder.RequirePaths(full);
        var staged = new StagedFolder(full, Directory.Exists(full));
        Directory.CreateDirectory(staged.Folder);
        return staged;
    }

    /// <summary>Removes what does not belong to the package: parts of files that an earlier run began.</summary>
    /// <param name="paths">Files of the package.</param>
    public void RemoveAllBut(IEnumerable<string> paths)
    {
        var wanted = paths.Append(ModelManifest.FileName).Select(path => PackagePath.Below(Folder, path)).ToHashSet(StringComparer.Ordinal);
        foreach (
            var file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Where(file => !wanted.Contains(file)).ToArray()
        )
            File.Delete(file);
        foreach (
            var below in Directory
                .EnumerateDirectories(Folder, "*", SearchOption.AllDirectories)
                .OrderByDescending(name => name.Length)
                .ToArray()
        )
            if (!Directory.EnumerateFileSystemEntries(below).Any())
                Directory.Delete(below);
    }

    /// <summary>Puts the folder in its place.</summary>
    public void Commit()
    {
        var old = Destination + ".old";
        if (Replaces)
        {
            if (Directory.Exists(old))
                Directory.Delete(old, recursive: true);
            Directory.Move(Destination, old);
        }

        try
        {
            Directory.Move(Folder, Destination);
        }
        catch
        {
            if (Replaces)
                Directory.Move(old, Destination);
            throw;
        }

        if (Replaces)
            Directory.Delete(old, recursive: true);
    }

    /// <summary>Leaves nothing behind if nothing has arrived yet.</summary>
    public void RemoveIfEmpty()
    {
        if (Directory.Exists(Folder) && !Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Any())
            Directory.Delete(Folder, recursive: true);
    }
}
