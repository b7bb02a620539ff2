using System.Text.Json;
using System.Text.Json.Serialization;

namespace Debye.Learning.Techniques.Spectra.Preprocessing;

/// <summary>Reads and writes fitted pipelines as JSON: what a model package holds of them. Nothing in it is executed.</summary>
public static class SpectrumPipelineFile
{
    /// <summary>Newest format this version reads and the one it writes.</summary>
    public const int CurrentFormat = 1;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        AllowOutOfOrderMetadataProperties = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Writes a pipeline, first to a temporary name.</summary>
    /// <param name="path">The file.</param>
    /// <param name="pipeline">The fitted pipeline.</param>
    /// <exception cref="ArgumentException">It has not been fitted.</exception>
    public static void Write(string path, SpectrumPipeline pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        if (!pipeline.IsFitted)
            throw new ArgumentException("Expected a fitted pipeline.", nameof(pipeline));
        var temporary = path + ".tmp";
        File.WriteAllText(temporary, JsonSerializer.Serialize(new Content(CurrentFormat, pipeline), Json) + "\n");
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Reads a pipeline.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataFormatException">Corrupted, or made by a newer version.</exception>
    public static SpectrumPipeline Read(string path)
    {
        var text = File.ReadAllText(path);
        try
        {
            RequireKnownFormat(text, path);
            var pipeline =
                JsonSerializer.Deserialize<Content>(text, Json)?.Pipeline
                ?? throw new DataFormatException(path, 0, "the pipeline is missing");
            pipeline.Validate();
            if (!pipeline.IsFitted)
                throw new DataFormatException(path, 0, "the pipeline has no axis: it was never fitted");
            return pipeline.Steps.Select(step => step.Problem()).FirstOrDefault(problem => problem is not null) is { } wrong
                ? throw new DataFormatException(path, 0, "the pipeline has " + wrong)
                : pipeline;
        }
        catch (Exception problem) when (problem is JsonException or NotSupportedException or InvalidOperationException)
        {
            var line = (problem as JsonException)?.LineNumber ?? -1;
            throw new DataFormatException(path, (int)line + 1, "no pipeline: " + problem.Message.Split(" Path:")[0], problem);
        }
        catch (ArgumentException problem)
        {
            throw new DataFormatException(path, 0, problem.Message.ReplaceLineEndings(" "), problem);
        }
    }

    private static void RequireKnownFormat(string text, string path)
    {
        using var document = JsonDocument.Parse(text);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            throw new DataFormatException(path, 1, "expected a JSON object");
        if (
            document.RootElement.TryGetProperty("formatVersion", out var version)
            && version.ValueKind == JsonValueKind.Number
            && version.TryGetInt32(out var number)
            && number > CurrentFormat
        )
            throw new DataFormatException(
                path,
                0,
                Invariant($"format version {number} is newer than {CurrentFormat}, the newest this program reads: update Debye")
            );
    }

    private sealed record Content(int FormatVersion, SpectrumPipeline? Pipeline);
}
