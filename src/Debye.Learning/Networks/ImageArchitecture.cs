using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Debye.Learning.Networks;

/// <summary>
/// The layers of an image network in their order: convolutions and sums up to a mean over all points, then perhaps a head.
/// </summary>
public sealed class ImageArchitecture
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    private readonly Dictionary<string, int> _channels = new(StringComparer.Ordinal);

    /// <summary>Checks layers.</summary>
    /// <param name="layers">In their order, at least a convolution and a mean over all points.</param>
    /// <exception cref="ArgumentException">A value is out of range, a name is missing or there twice, or numbers of channels do not
    /// fit.</exception>
    public ImageArchitecture(IEnumerable<ImageLayer> layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        Layers = [.. layers];
        var first =
            Layers.FirstOrDefault(layer => layer is { IsConvolution: true })
            ?? throw new ArgumentException("Expected a convolution.", nameof(layers));
        _channels[ImageLayer.Image] = InChannels = first.InChannels;
        var before = ImageLayer.Image;
        foreach (var layer in Layers)
        {
            if (string.IsNullOrEmpty(layer?.Name))
                throw new ArgumentException("Expected a name of every layer.", nameof(layers));
            var channels = layer.IsConvolution ? CheckConvolution(layer, before) : Input(layer, before);
            if (!_channels.TryAdd(layer.Name, channels))
                throw new ArgumentException($"Expected one layer '{layer.Name}', found two.", nameof(layers));
            before = layer.Name;
        }

        if (Layers.Count(layer => layer.Operation == ImageLayerOperation.GlobalMean) != 1)
            throw new ArgumentException("Expected one mean over all points.", nameof(layers));
        var mean = Layers.ToList().FindIndex(layer => layer.Operation == ImageLayerOperation.GlobalMean);
        (Body, Head) = (Layers[..mean], Layers[(mean + 1)..]);
        FeatureCount = _channels[Layers[mean].Name];
        if (Body.Any(layer => !layer.IsConvolution && layer.Operation != ImageLayerOperation.Add))
            throw new ArgumentException("Expected convolutions and sums before the mean over all points.", nameof(layers));
        if (Head.Any(layer => layer.IsConvolution && (layer.Kernel != 1 || layer.Stride != 1)))
            throw new ArgumentException("Expected a head of 1 × 1 convolutions.", nameof(layers));
    }

    /// <summary>All layers.</summary>
    public ImmutableArray<ImageLayer> Layers { get; }

    /// <summary>The layers before the mean over all points.</summary>
    public ImmutableArray<ImageLayer> Body { get; }

    /// <summary>The layers behind it; may be empty.</summary>
    public ImmutableArray<ImageLayer> Head { get; }

    /// <summary>Channels of an image.</summary>
    public int InChannels { get; }

    /// <summary>Channels of the last map, which are those of its mean.</summary>
    public int FeatureCount { get; }

    /// <summary>Channels that a layer gives.</summary>
    /// <param name="name">Its name, or "image".</param>
    public int ChannelsOf(string name) => _channels[name];

    /// <summary>Reads an architecture.json.</summary>
    /// <param name="path">File: a JSON list of layers.</param>
    /// <exception cref="DataFormatException">It cannot be read, or the layers do not fit.</exception>
    public static ImageArchitecture Read(string path)
    {
        if (!File.Exists(path))
            throw new DataFormatException(path, 0, "there is no such file");
        try
        {
            return new ImageArchitecture(JsonSerializer.Deserialize<ImageLayer[]>(File.ReadAllText(path), Json) ?? []);
        }
        catch (JsonException problem)
        {
            throw new DataFormatException(
                path,
                (int)(problem.LineNumber ?? -1) + 1,
                "no list of layers: " + problem.Message.Split(" Path:")[0],
                problem
            );
        }
        catch (ArgumentException problem)
        {
            throw new DataFormatException(path, 0, problem.Message, problem);
        }
    }

    /// <summary>The text of an architecture.json.</summary>
    public string ToJson() => JsonSerializer.Serialize(Layers, Json) + "\n";

    private int CheckConvolution(ImageLayer layer, string before)
    {
        const int most = 65536;
        if (
            layer.Kernel is < 1 or > 15
            || layer.Stride is < 1 or > 8
            || layer.InChannels is < 1 or > most
            || layer.OutChannels is < 1 or > most
        )
            throw new ArgumentException(
                $"Expected in '{layer.Name}' a kernel of 1…15, a stride of 1…8 and 1…{most} channels.",
                nameof(layer)
            );
        if (Input(layer, before) != layer.InChannels)
            throw new ArgumentException(
                Invariant($"Expected {layer.InChannels} channels for '{layer.Name}', its input has {Input(layer, before)}."),
                nameof(layer)
            );
        if (layer.Operation == ImageLayerOperation.Depthwise && layer.InChannels != layer.OutChannels)
            throw new ArgumentException($"Expected as many channels in as out of '{layer.Name}'.", nameof(layer));
        return layer.OutChannels;
    }

    private int Input(ImageLayer layer, string before)
    {
        string[] names = layer.Operation == ImageLayerOperation.Add ? layer.Inputs ?? [] : [layer.Input ?? before];
        if (layer.Operation == ImageLayerOperation.Add && names.Length != 2)
            throw new ArgumentException($"Expected two inputs of '{layer.Name}'.", nameof(layer));
        foreach (var name in names)
            if (name is null || !_channels.ContainsKey(name))
                throw new ArgumentException($"The input '{name}' of '{layer.Name}' is no layer before it.", nameof(layer));
        if (_channels[names[0]] != _channels[names[^1]])
            throw new ArgumentException($"Expected two inputs of '{layer.Name}' with as many channels.", nameof(layer));
        return _channels[names[0]];
    }
}
