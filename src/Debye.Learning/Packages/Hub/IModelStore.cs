namespace Debye.Learning.Packages.Hub;

/// <summary>A place that keeps a model package.</summary>
internal interface IModelStore
{
    /// <summary>Its address.</summary>
    ModelAddress Address { get; }

    /// <summary>Lists the package, with what the place tells of its files.</summary>
    /// <exception cref="ModelExchangeException">There is no such package, or the place does not answer.</exception>
    Task<ModelListing> ListAsync(CancellationToken cancellation);

    /// <summary>Opens a file once, from a position on.</summary>
    /// <param name="listing">What the place listed.</param>
    /// <param name="file">A file of the list.</param>
    /// <param name="from">Position in bytes.</param>
    /// <param name="tag">Version that the bytes before the position are of; null if it is not known.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The content from the position on, or from the beginning where the place cannot do that.</returns>
    Task<ModelRange> OpenAsync(ModelListing listing, ModelFile file, long from, string? tag, CancellationToken cancellation);

    /// <summary>Stores a package.</summary>
    Task<ModelPushResult> PushAsync(PackageContents package, ModelPushOptions options, CancellationToken cancellation);
}
