namespace Debye.Learning.Packages.Hub;

/// <summary>Model packages in and out: pull, push, show and verify, at a hub, a web host or a folder.</summary>
/// <remarks>
/// A package holds data alone: names outside a short list of kinds, links and names that leave the folder are refused.
/// What arrives is compared with the SHA-256 that the place tells (the hub tells git's hash of small text files) before it
/// gets its name, and a package appears complete or not at all. Failures that may pass are repeated.
/// </remarks>
public sealed class ModelExchange : IDisposable
{
    private readonly ExchangeOptions _options;
    private readonly HttpExchange _http;
    private readonly Action<string>? _progress;

    /// <summary>Prepares an exchange; nothing is asked yet.</summary>
    /// <param name="options">Servers, tokens and patience.</param>
    /// <param name="progress">Receives a line now and then, never with a token; null for silence.</param>
    /// <exception cref="ArgumentException">An option is outside its range.</exception>
    public ModelExchange(ExchangeOptions options, Action<string>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_options, _progress, _http) = (options, progress, new HttpExchange(options, progress));
    }

    /// <summary>Brings a package to a folder of this machine.</summary>
    /// <param name="from">Where the package is.</param>
    /// <param name="folder">The folder to make; while it grows it is called FOLDER.partial, and a pull that was stopped goes on from
    /// there.</param>
    /// <param name="replace">Whether a package in the folder may be replaced.</param>
    /// <param name="cancellation">Stops the work; what has arrived stays in FOLDER.partial.</param>
    /// <exception cref="ModelExchangeException">The place refuses, does not answer, or a file arrives damaged.</exception>
    /// <exception cref="DataFormatException">The package holds what no package may hold, or the folder must stay.</exception>
    public Task<ModelPullResult> PullAsync(ModelAddress from, string folder, bool replace = false, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        return new ModelPull(_http, _options.LargestPackage, _progress).RunAsync(Store(from), folder, replace, cancellation);
    }

    /// <summary>Stores a package; the folder stays as it is.</summary>
    /// <param name="folder">The package. A model card without YAML lines gets them on the way.</param>
    /// <param name="to">Where to. On a web host files are written with PUT, the manifest last.</param>
    /// <param name="options">How; null for a private repository.</param>
    /// <param name="cancellation">Stops the work; a push that is repeated sends only what is missing.</param>
    /// <exception cref="ModelExchangeException">The place refuses or does not answer.</exception>
    /// <exception cref="DataFormatException">The folder is no package, or holds what no package may hold.</exception>
    public async Task<ModelPushResult> PushAsync(
        string folder,
        ModelAddress to,
        ModelPushOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        options ??= new ModelPushOptions();
        options.Validate();
        var package = await PackageContents.ReadAsync(folder, options.License, cancellation);
        return await Store(to).PushAsync(package, options, cancellation);
    }

    /// <summary>Tells what a model is without reading its weights.</summary>
    /// <param name="address">The package.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ModelExchangeException">The place refuses or does not answer.</exception>
    /// <exception cref="DataFormatException">The package holds what no package may hold, or its configuration is damaged or of a newer
    /// version.</exception>
    public Task<ModelSummary> ShowAsync(ModelAddress address, CancellationToken cancellation = default) =>
        new ModelShow(_http).RunAsync(Store(address), cancellation);

    /// <summary>Checks a package: names, contents, and hashes against its manifest or another place.</summary>
    /// <param name="folder">The package.</param>
    /// <param name="against">The place it has to agree with; null for its own manifest.json.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ModelExchangeException">The place to compare with refuses or does not answer.</exception>
    /// <exception cref="DataFormatException">There is no such folder.</exception>
    public Task<ModelVerification> VerifyAsync(string folder, ModelAddress? against = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        return new ModelVerifier(_http).RunAsync(folder, against is null ? null : Store(against), cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private IModelStore Store(ModelAddress address) =>
        address switch
        {
            HubAddress hub => new HubStore(hub, _options.Endpoint, _http, _progress),
            WebAddress web => new WebStore(web, _http, _progress),
            FolderAddress folder => new FolderStore(folder),
            _ => throw new ArgumentNullException(nameof(address)),
        };
}
