namespace Debye.Learning.Packages.Hub;

/// <summary>An open file, or its rest.</summary>
/// <param name="content">The bytes.</param>
/// <param name="from">Position of the first of them in the file.</param>
/// <param name="tag">Version of the file, for a later request of the rest; null if the place gives none.</param>
/// <param name="owner">Released with the stream; may be null.</param>
internal sealed class ModelRange(Stream content, long from, string? tag, IDisposable? owner) : IAsyncDisposable
{
    public Stream Content { get; } = content;

    public long From { get; } = from;

    public string? Tag { get; } = tag;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Content.DisposeAsync();
        owner?.Dispose();
    }
}
