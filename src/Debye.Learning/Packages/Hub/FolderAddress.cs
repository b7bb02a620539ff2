namespace Debye.Learning.Packages.Hub;

/// <summary>A folder of this machine, or of a network drive.</summary>
public sealed record FolderAddress : ModelAddress
{
    internal FolderAddress(string folder) => Folder = folder;

    /// <summary>The folder as it was written.</summary>
    public string Folder { get; }

    /// <inheritdoc/>
    public override string? Name
    {
        get
        {
            var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(Folder)));
            return PackagePath.Problem(name, isFolder: true) is null ? name : null;
        }
    }

    /// <summary>The folder as it was written.</summary>
    public override string ToString() => Folder;
}
