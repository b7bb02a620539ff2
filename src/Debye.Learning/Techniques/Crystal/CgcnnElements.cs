using System.Globalization;
using System.Text.Json;

namespace Debye.Learning.Techniques.Crystal;

/// <summary>Tables of element features in the files of CGCNN: by atomic number, all numbers, or the places of the ones.</summary>
internal static class CgcnnElements
{
    public const string FileName = "atom_init.json";

    /// <summary>Reads a table; elements that it lacks get zeros.</summary>
    /// <param name="path">The file.</param>
    /// <param name="features">Numbers of an element.</param>
    /// <returns>(elements, features), row-major.</returns>
    /// <exception cref="DataFormatException">The file is missing or no such table.</exception>
    public static float[] Read(string path, int features)
    {
        if (!File.Exists(path))
            throw new DataFormatException(path, 0, "the table of element features is missing beside the weights");
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var table = new float[CrystalBatch.Elements * features];
            var isPlaces = document.RootElement.TryGetProperty("ones", out var ones);
            foreach (var entry in (isPlaces ? ones : document.RootElement).EnumerateObject())
            {
                if (!int.TryParse(entry.Name, CultureInfo.InvariantCulture, out var z) || z is < 1 or > CrystalBatch.Elements)
                    throw new FormatException($"'{entry.Name}' is no atomic number within 1…{CrystalBatch.Elements}");
                Fill(entry.Value, isPlaces, table.AsSpan((z - 1) * features, features));
            }

            return table;
        }
        catch (Exception problem) when (problem is JsonException or FormatException or InvalidOperationException or IOException)
        {
            throw new DataFormatException(path, 0, "no table of element features: " + problem.Message.Split(" Path:")[0], problem);
        }
    }

    private static void Fill(JsonElement values, bool isPlaces, Span<float> row)
    {
        if (!isPlaces && values.GetArrayLength() != row.Length)
            throw new FormatException(Invariant($"expected {row.Length} numbers for an element, got {values.GetArrayLength()}"));
        var at = 0;
        foreach (var value in values.EnumerateArray())
        {
            if (!isPlaces)
            {
                row[at++] = value.GetSingle();
                continue;
            }

            var place = value.GetInt32();
            row[
                place >= 0 && place < row.Length
                    ? place
                    : throw new FormatException(Invariant($"place {place} is not within 0…{row.Length - 1}"))
            ] = 1;
        }
    }
}
