using System.Text.Json;

namespace Debye.Techniques.Eis.Readers;

/// <summary>PalmSens PSTrace .pssession: every measurement with arrays of frequency, Z′ and −Z″ (JSON in UTF-16).</summary>
/// <remarks>
/// Arrays are told apart by ArrayType: 5 frequency, 7 Z′, 8 −Z″. A measurement keeps its points in DataSet and again in
/// EISDataList; the former is read, the latter where there is no former. Tried on one sample.
/// </remarks>
internal static class PalmSensReader
{
    private const int FrequencyType = 5;
    private const int RealType = 7;
    private const int NegativeImaginaryType = 8;

    public static bool Is(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object
        && root.TryGetProperty("Measurements", out var list)
        && list.ValueKind == JsonValueKind.Array;

    public static List<ImpedanceData> Read(JsonElement root, string path)
    {
        var tables = new List<ImpedanceData>();
        foreach (var measurement in root.GetProperty("Measurements").EnumerateArray())
        {
            var main = Child(measurement, "DataSet") is { } own ? ReadSet(own, path) : null;
            var others = Items(measurement, "EISDataList")
                .Select(item => Child(item, "DataSet") is { } set ? ReadSet(set, path) : null)
                .OfType<ImpedanceData>()
                .ToList();
            if (main is null)
            {
                tables.AddRange(others);
                continue;
            }

            if (others.Exists(other => !other.Points.SequenceEqual(main.Points)))
                main.Notes.Add("EISDataList holds other values than DataSet; DataSet is used.");
            tables.Add(main);
        }

        return tables.Count > 0
            ? tables
            : throw new DataFormatException(path, 0, "no impedance: expected a measurement with arrays of frequency, Z′ and −Z″.");
    }

    private static ImpedanceData? ReadSet(JsonElement set, string path)
    {
        var (frequency, real, imaginary) = ((double[]?)null, (double[]?)null, (double[]?)null);
        foreach (var array in Items(set, "Values"))
        {
            if (Child(array, "ArrayType") is not { ValueKind: JsonValueKind.Number } type || !type.TryGetInt32(out var number))
                continue;
            if (number == FrequencyType)
                frequency ??= Numbers(array, path);
            else if (number == RealType)
                real ??= Numbers(array, path);
            else if (number == NegativeImaginaryType)
                imaginary ??= Numbers(array, path);
        }

        if (frequency is null || real is null || imaginary is null)
            return null;
        if (frequency.Length != real.Length || real.Length != imaginary.Length)
            throw new DataFormatException(
                path,
                0,
                $"{frequency.Length} frequencies, {real.Length} values of Z′ and {imaginary.Length} of −Z″; expected as many of each."
            );
        return new ImpedanceData(
            [.. frequency.Select((f, i) => new ImpedancePoint(f, new(real[i], -imaginary[i]), 0))],
            ["The column is −Z″; its sign was turned."]
        );
    }

    private static double[] Numbers(JsonElement array, string path) =>
        [
            .. Items(array, "DataValues")
                .Select(item =>
                    Child(item, "V") is { ValueKind: JsonValueKind.Number } value
                        ? value.GetDouble()
                        : throw new DataFormatException(path, 0, "expected DataValues with numbers V.")
                ),
        ];

    private static IEnumerable<JsonElement> Items(JsonElement parent, string name) =>
        Child(parent, name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    private static JsonElement? Child(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var child) ? child : null;
}
