namespace Debye.Learning.Packages.Hub;

/// <summary>A folder of a web host, with a manifest.json.</summary>
public sealed record WebAddress : ModelAddress
{
    internal WebAddress(Uri folder) => Folder = folder;

    /// <summary>The folder; ends with a slash.</summary>
    public Uri Folder { get; }

    /// <inheritdoc/>
    public override string? Name
    {
        get
        {
            var name = Uri.UnescapeDataString(Folder.Segments[^1].TrimEnd('/'));
            return PackagePath.Problem(name, isFolder: true) is null ? name : null;
        }
    }

    /// <summary>The address as it is written.</summary>
    public override string ToString() => Folder.AbsoluteUri;

    /// <summary>Address of a file.</summary>
    /// <param name="path">Its path in the package.</param>
    internal Uri FileUri(string path) => new(Folder, PackagePath.Escape(path));
}
