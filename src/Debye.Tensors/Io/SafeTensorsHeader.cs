using System.Text.Json;

namespace Debye.Tensors;

/// <summary>Checks and reads the JSON header of a safetensors file.</summary>
internal static class SafeTensorsHeader
{
    private const string MetadataKey = "__metadata__";

    public static (IReadOnlyDictionary<string, SafeTensor> Tensors, IReadOnlyDictionary<string, string> Metadata) Parse(
        JsonElement header,
        ReadOnlyMemory<byte> data
    )
    {
        SafeTensors.Require(header.ValueKind == JsonValueKind.Object, "header is not an object");
        var tensors = new Dictionary<string, SafeTensor>(StringComparer.Ordinal);
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        var ranges = new List<(long Start, long End, string Name)>();
        foreach (var entry in header.EnumerateObject())
        {
            if (entry.NameEquals(MetadataKey))
            {
                foreach (var text in entry.Value.EnumerateObject())
                    metadata[text.Name] = text.Value.GetString() ?? string.Empty;
                continue;
            }

            var (tensor, start, end) = ParseTensor(entry.Name, entry.Value, data);
            SafeTensors.Require(tensors.TryAdd(entry.Name, tensor), $"array '{entry.Name}' is there twice");
            ranges.Add((start, end, entry.Name));
        }

        CheckCoverage(ranges, data.Length);
        return (tensors, metadata);
    }

    private static (SafeTensor Tensor, long Start, long End) ParseTensor(string name, JsonElement entry, ReadOnlyMemory<byte> data)
    {
        SafeTensors.Require(entry.ValueKind == JsonValueKind.Object, $"entry '{name}' is not an object");
        var type = Property(name, entry, "dtype").GetString() ?? string.Empty;
        var shape = Integers(name, Property(name, entry, "shape"));
        var offsets = Integers(name, Property(name, entry, "data_offsets"));
        SafeTensors.Require(offsets.Length == 2, $"array '{name}' has {offsets.Length} offsets, expected 2");
        var (start, end) = (offsets[0], offsets[1]);
        SafeTensors.Require(
            start >= 0 && start <= end && end <= data.Length,
            Invariant($"array '{name}' has offsets {start} to {end} outside the {data.Length} bytes of data")
        );
        var bytes = (Int128)SafeTensor.SizeOf(type);
        foreach (var extent in shape)
        {
            SafeTensors.Require(extent >= 0 && extent <= int.MaxValue, Invariant($"array '{name}' has extent {extent}"));
            bytes *= extent;
            SafeTensors.Require(bytes <= data.Length, $"array '{name}' is larger than the file");
        }

        SafeTensors.Require(bytes == end - start, Invariant($"array '{name}' needs {bytes} bytes, its offsets give {end - start}"));
        return (new SafeTensor(type, shape, data[(int)start..(int)end]), start, end);
    }

    private static JsonElement Property(string name, JsonElement entry, string property) =>
        entry.TryGetProperty(property, out var value)
            ? value
            : throw new InvalidDataException($"safetensors: array '{name}' has no {property}");

    private static long[] Integers(string name, JsonElement element)
    {
        SafeTensors.Require(element.ValueKind == JsonValueKind.Array, $"array '{name}' lacks a list of integers");
        var values = new long[element.GetArrayLength()];
        for (var i = 0; i < values.Length; i++)
            SafeTensors.Require(element[i].TryGetInt64(out values[i]), $"array '{name}' lacks a list of integers");
        return values;
    }

    private static void CheckCoverage(List<(long Start, long End, string Name)> ranges, long length)
    {
        long at = 0;
        foreach (var (start, end, name) in ranges.OrderBy(range => range.Start).ThenBy(range => range.End))
        {
            SafeTensors.Require(start == at, Invariant($"array '{name}' starts at {start}, expected {at}: gap or overlap"));
            at = end;
        }

        SafeTensors.Require(at == length, Invariant($"{length - at} bytes belong to no array"));
    }
}
