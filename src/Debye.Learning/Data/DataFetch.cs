using Debye.Learning.Packages.Hub;

namespace Debye.Learning.Data;

/// <summary>Fetches data sets to the cache folder of this machine.</summary>
/// <remarks>
/// Originals come in as many pieces as connections break into and are compared with size and SHA-256; what is made of them gets its name
/// only when it is complete and as the catalogue says. A fetch that was stopped goes on where it was.
/// </remarks>
public sealed class DataFetch : IDisposable
{
    private readonly DataPlaces _places;
    private readonly HttpExchange _http;
    private readonly Action<string>? _progress;

    /// <summary>Prepares a fetch; nothing is asked yet.</summary>
    /// <param name="places">Where data sets lie.</param>
    /// <param name="options">Patience and repetitions.</param>
    /// <param name="progress">Receives a line now and then; null for silence.</param>
    /// <exception cref="ArgumentException">An option is outside its range.</exception>
    public DataFetch(DataPlaces places, ExchangeOptions options, Action<string>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(places);
        ArgumentNullException.ThrowIfNull(options);
        (_places, _progress, _http) = (places, progress, new HttpExchange(options, progress));
    }

    /// <summary>Fetches the files of a set that are missing or damaged on this machine.</summary>
    /// <param name="set">The set.</param>
    /// <param name="from">A folder that has the files, or their originals, already; null to fetch them.</param>
    /// <param name="cancellation">Stops the work; what has arrived is kept.</param>
    /// <returns>Paths of all files of the set.</returns>
    /// <exception cref="ModelExchangeException">A host refuses, does not answer, or a file arrives damaged.</exception>
    /// <exception cref="DataFormatException">The folder lacks a file, or a file is not as the catalogue says.</exception>
    /// <exception cref="InvalidOperationException">The set is obtained by hand; the message says from where.</exception>
    public async Task<IReadOnlyList<string>> GetAsync(DataSet set, string? from = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(set);
        var paths = new List<string>();
        foreach (var file in set.Files)
            paths.Add(await SoundAsync(set, file, cancellation) ?? await BringAsync(set, file, from, cancellation));
        return paths;
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<string?> SoundAsync(DataSet set, DataFile file, CancellationToken cancellation)
    {
        if (_places.Find(set, file) is not { } path)
            return null;
        if (await DataCheck.DifferenceAsync(file, path, cancellation) is not { } difference)
            return path;
        _progress?.Invoke($"{path}: {difference}; it is replaced");
        return null;
    }

    private async Task<string> BringAsync(DataSet set, DataFile file, string? from, CancellationToken cancellation)
    {
        var target = _places.InCache(set, file);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        if (from is not null)
            return await new DataFolder(from).TakeAsync(set, file, target, cancellation);
        if (file.Originals.Count == 0)
            throw new InvalidOperationException(
                $"{set.Name}: {file.Name} is obtained by hand, then taken over by 'debye data get {set.Name} --from DIR'. {set.ByHand}"
            );
        var folder = Path.Combine(Path.GetDirectoryName(target)!, "originals");
        var originals = new List<string>();
        foreach (var original in file.Originals)
            originals.Add(await DownloadAsync(original, folder, cancellation));
        await DataStage.ConvertAsync(file, originals, target, cancellation);
        foreach (var original in originals)
            File.Delete(original);
        if (!Directory.EnumerateFileSystemEntries(folder).Any())
            Directory.Delete(folder);
        return target;
    }

    private async Task<string> DownloadAsync(DataOriginal original, string folder, CancellationToken cancellation)
    {
        for (var i = 0; ; i++)
        {
            try
            {
                return await DownloadAsync(original, original.Addresses[i], folder, cancellation);
            }
            catch (ModelExchangeException problem) when (i + 1 < original.Addresses.Count)
            {
                _progress?.Invoke($"{problem.Message}; trying the next address");
            }
        }
    }

    private async Task<string> DownloadAsync(DataOriginal original, Uri address, string folder, CancellationToken cancellation)
    {
        _progress?.Invoke($"{address}{(original.Size is { } size ? $": {ByteText.Of(size)}" : "")}");
        var store = new WebStore(new WebAddress(new Uri(address, ".")), _http, _progress);
        var file = new ModelFile(Uri.UnescapeDataString(address.Segments[^1]), original.Size ?? ModelFile.UnknownSize, original.Sha256);
        await new FileDownload(store, new ModelListing([file]), _http).FetchAsync(file, folder, cancellation);
        var path = Path.Combine(folder, original.Name);
        if (file.Path != original.Name)
            File.Move(Path.Combine(folder, file.Path), path, overwrite: true);
        return path;
    }
}
