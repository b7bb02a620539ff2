using System.Text.Json;

namespace Debye.Learning.OpenSet;

/// <summary>Reads and writes fitted detectors as JSON: what a model package holds of them. Nothing in it is executed.</summary>
public static class DetectorFile
{
    /// <summary>Newest format this version reads and the one it writes.</summary>
    public const int CurrentFormat = 1;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        AllowOutOfOrderMetadataProperties = true,
    };

    /// <summary>Writes a detector, first to a temporary name.</summary>
    /// <param name="path">The file.</param>
    /// <param name="detector">The detector.</param>
    public static void Write(string path, OpenSetDetector detector)
    {
        ArgumentNullException.ThrowIfNull(detector);
        var temporary = path + ".tmp";
        File.WriteAllText(temporary, JsonSerializer.Serialize(new Content(CurrentFormat, detector), Json) + "\n");
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Reads a detector.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataFormatException">Corrupted, or made by a newer version.</exception>
    public static OpenSetDetector Read(string path)
    {
        var text = File.ReadAllText(path);
        try
        {
            using (var document = JsonDocument.Parse(text))
            {
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

            var detector =
                JsonSerializer.Deserialize<Content>(text, Json)?.Detector
                ?? throw new DataFormatException(path, 0, "the detector is missing");
            if (detector.InputCount < 1 || !double.IsFinite(detector.Threshold))
                throw new DataFormatException(
                    path,
                    0,
                    Invariant($"the detector claims {detector.InputCount} inputs and threshold {detector.Threshold}")
                );
            return detector.Problem() is { } problem ? throw new DataFormatException(path, 0, $"the detector has {problem}") : detector;
        }
        catch (Exception problem) when (problem is JsonException or NotSupportedException or InvalidOperationException)
        {
            var line = (problem as JsonException)?.LineNumber ?? -1;
            throw new DataFormatException(path, (int)line + 1, "no detector: " + problem.Message.Split(" Path:")[0], problem);
        }
    }

    private sealed record Content(int FormatVersion, OpenSetDetector? Detector);
}
