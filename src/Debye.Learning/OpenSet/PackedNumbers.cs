using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Debye.Learning.OpenSet;

/// <summary>Many finite numbers in JSON: base64 of their eight bytes each, little endian, so that nothing is rounded.</summary>
internal sealed class PackedNumbers : JsonConverter<ReadOnlyMemory<double>>
{
    public override ReadOnlyMemory<double> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String || !reader.TryGetBytesFromBase64(out var bytes) || bytes.Length % sizeof(double) != 0)
            throw new JsonException("expected numbers as base64");
        var values = MemoryMarshal.Cast<byte, double>(bytes).ToArray();
        return Array.TrueForAll(values, double.IsFinite) ? values : throw new JsonException("expected finite numbers");
    }

    public override void Write(Utf8JsonWriter writer, ReadOnlyMemory<double> value, JsonSerializerOptions options) =>
        writer.WriteBase64StringValue(MemoryMarshal.AsBytes(value.Span));
}
