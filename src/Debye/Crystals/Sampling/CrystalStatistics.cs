using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Debye.Crystals.Sampling;

/// <summary>What real crystals look like, space group by space group: the input of <see cref="CrystalSampler"/>.</summary>
/// <remarks>
/// Keys of the dictionaries are space-group numbers as text. Format and quantities follow H. Schopmans et al.,
/// Digital Discovery 2, 1414 (2023), doi 10.1039/D3DD00071K.
/// </remarks>
public sealed record CrystalStatistics
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Where the crystals came from, and their licence.</summary>
    public string Source { get; init; } = "";

    /// <summary>Number of crystals counted.</summary>
    public int NStructures { get; init; }

    /// <summary>Crystals per space group.</summary>
    public required Dictionary<string, int> Count { get; init; }

    /// <summary>Per space group: number of crystals that hold each element.</summary>
    public required Dictionary<string, Dictionary<string, int>> Elements { get; init; }

    /// <summary>Per space group: number of occupied sites for each Wyckoff position, named multiplicity and letter ("96g").</summary>
    public required Dictionary<string, Dictionary<string, int>> Wyckoff { get; init; }

    /// <summary>Per space group: histogram of the number of distinct elements.</summary>
    public required Dictionary<string, Dictionary<string, int>> NUniqueElements { get; init; }

    /// <summary>Per space group: histogram of how many Wyckoff sites one element of a crystal occupies.</summary>
    public required Dictionary<string, Dictionary<string, int>> Repetitions { get; init; }

    /// <summary>Per space group: pairs of cell volume over atomic volume, and atomic volume in Å³.</summary>
    public required Dictionary<string, double[][]> Denseness { get; init; }

    /// <summary>Per lattice type: free cell parameters, lengths divided by the cube root of the volume, angles in radians.</summary>
    public required Dictionary<string, double[][]> Lattice { get; init; }

    /// <summary>Space groups with at least one crystal.</summary>
    [JsonIgnore]
    public ImmutableArray<int> SpaceGroups =>
        [.. Count.Where(pair => pair.Value > 0).Select(pair => int.Parse(pair.Key, CultureInfo.InvariantCulture)).Order()];

    /// <summary>The statistics that ship with Debye.</summary>
    public static CrystalStatistics Bundled => BundledStatistics.Value;

    private static readonly Lazy<CrystalStatistics> BundledStatistics = new(() =>
    {
        using var stream = new GZipStream(Resources.Open("crystal_statistics.json.gz"), CompressionMode.Decompress);
        return JsonSerializer.Deserialize<CrystalStatistics>(stream, Json)!;
    });

    /// <summary>Reads a statistics file (JSON, or gzip-compressed JSON when the name ends in ".gz").</summary>
    /// <exception cref="DataFormatException">The file is not such a file.</exception>
    public static CrystalStatistics Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            using Stream stream = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
                ? new GZipStream(file, CompressionMode.Decompress)
                : file;
            var statistics =
                JsonSerializer.Deserialize<CrystalStatistics>(stream, Json)
                ?? throw new DataFormatException(path, 0, "expected a JSON object with crystal statistics");
            statistics.Validate(path);
            return statistics;
        }
        catch (Exception problem) when (problem is JsonException or InvalidDataException)
        {
            throw new DataFormatException(path, 0, "not a crystal-statistics file: " + problem.Message.Split('\n')[0], problem);
        }
    }

    /// <summary>Writes a statistics file; gzip-compressed when the name ends in ".gz".</summary>
    public void Write(string path)
    {
        var temporary = path + ".tmp";
        using (var file = File.Create(temporary))
        using (
            Stream stream = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
                ? new GZipStream(file, CompressionLevel.SmallestSize)
                : file
        )
            JsonSerializer.Serialize(stream, this, Json);
        File.Move(temporary, path, overwrite: true);
    }

    private void Validate(string path)
    {
        foreach (var key in Count.Keys)
        {
            if (!int.TryParse(key, CultureInfo.InvariantCulture, out var number) || number is < 1 or > 230)
                throw new DataFormatException(path, 0, $"'{key}' is no space-group number (1…230)");
            var complete =
                Elements.ContainsKey(key)
                && Wyckoff.ContainsKey(key)
                && NUniqueElements.ContainsKey(key)
                && Repetitions.ContainsKey(key)
                && Denseness.ContainsKey(key);
            if (!complete)
                throw new DataFormatException(
                    path,
                    0,
                    $"space group {key} lacks one of elements, wyckoff, n_unique_elements, repetitions, denseness"
                );
        }
    }
}
