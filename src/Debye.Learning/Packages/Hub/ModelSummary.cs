using System.Text;
using System.Text.Json;

namespace Debye.Learning.Packages.Hub;

/// <summary>What a model is, told without its weights.</summary>
public sealed record ModelSummary
{
    internal const string ConfigFile = "config.json";

    internal const string MetricsFile = "metrics.json";

    // Blocks of metrics.json that judge the whole model, and the figures of them that are worth a line.
    private static readonly string[] Blocks = ["validation", "blend"];

    private static readonly string[] Figures =
    [
        "accuracy",
        "accuracyLow",
        "accuracyHigh",
        "top2",
        "top5",
        "macroRecall",
        "macroF1",
        "meanAbsoluteError",
        "standardError",
        "rootMeanSquareError",
        "determination",
        "negativeLogLikelihood",
        "calibrationError",
        "examples",
        "count",
    ];

    /// <summary>Technique such as "xrd"; null for a library of crystals.</summary>
    public string? Technique { get; init; }

    /// <summary>Task such as "space-group"; null for a library of crystals.</summary>
    public string? Task { get; init; }

    /// <summary>Kind of model such as "network"; null where the configuration does not say.</summary>
    public string? Kind { get; init; }

    /// <summary>The property a regression answers with, and its unit; null for other tasks.</summary>
    public string? Property { get; init; }

    /// <summary>Unit of the property; null for other tasks.</summary>
    public string? Unit { get; init; }

    /// <summary>Number of labels; null where there are none.</summary>
    public int? Labels { get; init; }

    /// <summary>Licence that the model card names; null if it names none.</summary>
    public string? License { get; init; }

    /// <summary>Headline figures of metrics.json, by their names there.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);

    /// <summary>The commit on a hub, or the one that a local package was pulled at; null if there is none.</summary>
    public string? Revision { get; init; }

    /// <summary>Where a local package was pulled from; null if it was not.</summary>
    public string? Source { get; init; }

    /// <summary>The files.</summary>
    public IReadOnlyList<ModelFile> Files { get; init; } = [];

    /// <summary>Length of all files, bytes.</summary>
    public long Bytes => Files.Sum(file => file.Size);

    /// <summary>Reads what the small files of a package say.</summary>
    /// <param name="read">Content of a file; null if there is none.</param>
    /// <param name="place">The package, for messages.</param>
    /// <exception cref="DataFormatException">config.json is damaged or made by a newer version.</exception>
    internal static ModelSummary OfFiles(Func<string, byte[]?> read, string place)
    {
        var description = read(ConfigFile) is { } config ? ModelDescription.Parse(config, $"{place}/{ConfigFile}") : null;
        return new ModelSummary
        {
            Technique = description?.Technique,
            Task = description?.Task,
            Kind = description?.Kind,
            Property = description?.Property,
            Unit = description?.Unit,
            Labels = description?.Labels,
            License = read(ModelCard.FileName) is { } card ? ModelCard.License(Encoding.UTF8.GetString(card)) : null,
            Metrics = read(MetricsFile) is { } metrics ? Headlines(metrics) : new Dictionary<string, double>(StringComparer.Ordinal),
        };
    }

    private static Dictionary<string, double> Headlines(byte[] text)
    {
        var found = new Dictionary<string, double>(StringComparer.Ordinal);
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                return found;
            var block = root;
            foreach (var name in Blocks)
                if (root.TryGetProperty(name, out var inner) && inner.ValueKind == JsonValueKind.Object)
                    block = inner;
            foreach (var name in Figures)
                if (block.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number)
                    found[name] = value.GetDouble();
        }
        catch (JsonException)
        {
            // Damaged figures do not keep the rest from being shown; verify tells of them.
        }

        return found;
    }
}
