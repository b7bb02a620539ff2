using System.Text.Json;

namespace Debye.Learning.Packages.Hub;

/// <summary>What config.json says of a model of whatever technique.</summary>
internal sealed record ModelDescription
{
    public required string Technique { get; init; }

    public required string Task { get; init; }

    public string? Kind { get; init; }

    public string? Property { get; init; }

    public string? Unit { get; init; }

    public int? Labels { get; init; }

    /// <summary>Reads the parts that the configurations of all techniques share.</summary>
    /// <exception cref="DataFormatException">They are missing, or a newer version made them.</exception>
    public static ModelDescription Parse(ReadOnlyMemory<byte> text, string place)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            if (PackageFormat.Of(root) == 0)
                throw new DataFormatException(place, 0, "no model configuration: formatVersion is missing");
            PackageFormat.RefuseNewer(root, place);
            return new ModelDescription
            {
                Technique =
                    Text(root, "technique") ?? throw new DataFormatException(place, 0, "no model configuration: technique is missing"),
                Task = Text(root, "task") ?? throw new DataFormatException(place, 0, "no model configuration: task is missing"),
                Kind = Text(root, "kind"),
                Property = Text(root, "property"),
                Unit = Text(root, "unit"),
                Labels =
                    root.TryGetProperty("labels", out var labels) && labels.ValueKind == JsonValueKind.Array
                        ? labels.GetArrayLength()
                        : null,
            };
        }
        catch (JsonException problem)
        {
            throw new DataFormatException(place, (int)(problem.LineNumber ?? -1) + 1, "no model configuration: it is no JSON", problem);
        }
    }

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? PackagePath.Printable(text)
            : null;
}
