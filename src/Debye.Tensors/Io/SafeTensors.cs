using System.Buffers.Binary;
using System.Text.Json;

namespace Debye.Tensors;

/// <summary>Reads and writes safetensors: an 8-byte header length, a JSON header, then the bytes of all arrays.</summary>
/// <remarks>
/// Read strictly: arrays must fill the rest of the file without gap or overlap, so that a damaged file is refused.
/// Format: https://github.com/huggingface/safetensors.
/// </remarks>
public static class SafeTensors
{
    private const int MaximumHeader = 100_000_000;
    private const int Alignment = 8;
    private const string MetadataKey = "__metadata__";

    /// <summary>Writes named arrays; the file appears under its name only when it is complete.</summary>
    /// <param name="path">File.</param>
    /// <param name="tensors">Arrays by name; written in the order of the names.</param>
    /// <param name="metadata">Texts by name, or null.</param>
    public static void Write(
        string path,
        IReadOnlyDictionary<string, SafeTensor> tensors,
        IReadOnlyDictionary<string, string>? metadata = null
    )
    {
        var temporary = path + ".tmp";
        using (var file = File.Create(temporary))
            Write(file, tensors, metadata);
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Writes named arrays to a stream.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="tensors">Arrays by name; written in the order of the names.</param>
    /// <param name="metadata">Texts by name, or null.</param>
    public static void Write(
        Stream stream,
        IReadOnlyDictionary<string, SafeTensor> tensors,
        IReadOnlyDictionary<string, string>? metadata = null
    )
    {
        var ordered = tensors.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToArray();
        using var header = new MemoryStream();
        using (var json = new Utf8JsonWriter(header))
            WriteHeader(json, ordered, metadata);
        while (header.Length % Alignment != 0)
            header.WriteByte((byte)' ');
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        stream.Write(length);
        header.Position = 0;
        header.CopyTo(stream);
        foreach (var (_, tensor) in ordered)
            stream.Write(tensor.Bytes.Span);
    }

    /// <summary>Reads all arrays of a file.</summary>
    /// <param name="path">File.</param>
    /// <exception cref="InvalidDataException">The file is damaged; the message says where.</exception>
    public static IReadOnlyDictionary<string, SafeTensor> Read(string path)
    {
        try
        {
            return Read(File.ReadAllBytes(path)).Tensors;
        }
        catch (InvalidDataException damaged)
        {
            throw new InvalidDataException($"{path}: {damaged.Message}", damaged);
        }
    }

    /// <summary>Reads all arrays and metadata from the bytes of a file.</summary>
    /// <param name="file">The whole file.</param>
    /// <exception cref="InvalidDataException">The file is damaged; the message says where.</exception>
    public static (IReadOnlyDictionary<string, SafeTensor> Tensors, IReadOnlyDictionary<string, string> Metadata) Read(
        ReadOnlyMemory<byte> file
    )
    {
        Require(file.Length >= sizeof(ulong), "shorter than 8 bytes");
        var length = BinaryPrimitives.ReadUInt64LittleEndian(file.Span);
        Require(length <= MaximumHeader, $"header of {length} bytes is over the limit of {MaximumHeader}");
        Require(length <= (ulong)(file.Length - sizeof(ulong)), $"header of {length} bytes is longer than the file");
        var header = file.Slice(sizeof(ulong), (int)length);
        try
        {
            using var json = JsonDocument.Parse(header, new JsonDocumentOptions { MaxDepth = 8 });
            return SafeTensorsHeader.Parse(json.RootElement, file[(sizeof(ulong) + (int)length)..]);
        }
        catch (JsonException damaged)
        {
            throw new InvalidDataException($"safetensors: header is not JSON: {damaged.Message}", damaged);
        }
        catch (InvalidOperationException damaged)
        {
            throw new InvalidDataException($"safetensors: header is damaged: {damaged.Message}", damaged);
        }
    }

    /// <summary>All parameters and buffers of a module as named arrays.</summary>
    /// <param name="module">The model.</param>
    public static IReadOnlyDictionary<string, SafeTensor> FromModule(Module module) =>
        module.NamedTensors().ToDictionary(t => t.Name, t => SafeTensor.From(t.Value.Span, t.Value.Shape), StringComparer.Ordinal);

    /// <summary>Copies named arrays into the parameters and buffers of a module.</summary>
    /// <param name="tensors">Arrays; each that the module has must be there, and no other.</param>
    /// <param name="module">The model.</param>
    /// <exception cref="InvalidDataException">One is missing, superfluous, of another shape, or holds a number that is not
    /// finite.</exception>
    public static void LoadInto(IReadOnlyDictionary<string, SafeTensor> tensors, Module module)
    {
        var wanted = module.NamedTensors().ToDictionary(t => t.Name, t => t.Value, StringComparer.Ordinal);
        foreach (var name in tensors.Keys)
            Require(wanted.ContainsKey(name), $"array '{name}' is not part of the model");
        foreach (var (name, tensor) in wanted)
            CopyTo(tensors, name, tensor);
    }

    /// <summary>Refuses arrays of weights with numbers that are not finite.</summary>
    /// <param name="tensors">Arrays by name.</param>
    /// <exception cref="InvalidDataException">One holds a NaN or an infinity; the message names it.</exception>
    public static void RequireFinite(IReadOnlyDictionary<string, SafeTensor> tensors)
    {
        foreach (var (name, tensor) in tensors)
            RequireFinite(name, tensor);
    }

    private static void RequireFinite(string name, SafeTensor tensor)
    {
        if (tensor.Type is "I64" or "I32" or "I8" or "U8")
            return;
        var values = tensor.ToDouble();
        var at = Array.FindIndex(values, value => !double.IsFinite(value));
        Require(at < 0, at < 0 ? "" : FormattableString.Invariant($"array '{name}' holds {values[at]} at {at}, expected finite numbers"));
    }

    internal static SafeTensor Require(IReadOnlyDictionary<string, SafeTensor> tensors, string name) =>
        tensors.TryGetValue(name, out var found) ? found : throw new InvalidDataException($"safetensors: array '{name}' is missing");

    internal static void CopyTo(IReadOnlyDictionary<string, SafeTensor> tensors, string name, Tensor destination)
    {
        var stored = Require(tensors, name);
        Require(
            stored.Shape.SequenceEqual(destination.Shape.ToArray().Select(extent => (long)extent)),
            $"array '{name}' has shape ({string.Join(", ", stored.Shape)}), expected {Tensor.Describe(destination.Shape)}"
        );
        RequireFinite(name, stored);
        stored.ToSingle().CopyTo(destination.Span);
    }

    internal static void Require(bool holds, string otherwise)
    {
        if (!holds)
            throw new InvalidDataException($"safetensors: {otherwise}");
    }

    private static void WriteHeader(
        Utf8JsonWriter json,
        KeyValuePair<string, SafeTensor>[] ordered,
        IReadOnlyDictionary<string, string>? metadata
    )
    {
        json.WriteStartObject();
        if (metadata is { Count: > 0 })
        {
            json.WriteStartObject(MetadataKey);
            foreach (var (key, text) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                json.WriteString(key, text);
            json.WriteEndObject();
        }

        long at = 0;
        foreach (var (name, tensor) in ordered)
        {
            json.WriteStartObject(name);
            json.WriteString("dtype", tensor.Type);
            json.WriteStartArray("shape");
            foreach (var extent in tensor.Shape)
                json.WriteNumberValue(extent);
            json.WriteEndArray();
            json.WriteStartArray("data_offsets");
            json.WriteNumberValue(at);
            json.WriteNumberValue(at += tensor.Bytes.Length);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
