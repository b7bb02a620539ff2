namespace Debye.Learning.Packages.Hub;

/// <summary>A file as it is pushed: from disk, or made for the purpose.</summary>
/// <param name="file">Path, length and hashes.</param>
/// <param name="open">Opens the content.</param>
internal sealed class PackageItem(ModelFile file, Func<Stream> open)
{
    public ModelFile File { get; } = file;

    public Stream Open() => open();

    /// <summary>The content as the body of a request.</summary>
    public HttpContent Content() => Section(0, File.Size);

    /// <summary>A part of the content as the body of a request.</summary>
    public HttpContent Section(long from, long length) => new SectionContent(open, from, length);
}
