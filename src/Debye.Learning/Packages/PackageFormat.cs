using System.Text.Json;

namespace Debye.Learning.Packages;

/// <summary>Version of the package format, which header and configuration both state.</summary>
internal static class PackageFormat
{
    /// <summary>The version that a JSON object states; 0 where it states none.</summary>
    public static int Of(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object
        && root.TryGetProperty("formatVersion", out var version)
        && version.ValueKind == JsonValueKind.Number
        && version.TryGetInt32(out var number)
            ? number
            : 0;

    /// <summary>Refuses what a newer version wrote.</summary>
    /// <exception cref="DataFormatException">It is newer.</exception>
    public static void RefuseNewer(JsonElement root, string path)
    {
        if (Of(root) is var number && number > PackageHeader.CurrentFormat)
            throw new DataFormatException(
                path,
                0,
                Invariant(
                    $"format version {number} is newer than {PackageHeader.CurrentFormat}, the newest this program reads: update Debye"
                )
            );
    }
}
