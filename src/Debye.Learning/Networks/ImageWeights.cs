using Debye.Tensors;

namespace Debye.Learning.Networks;

/// <summary>Weights of the convolutions of an image network: as floating-point numbers, or as 8-bit ones with scale and zero.</summary>
/// <remarks>
/// Arrays of a layer: "NAME.weight", or "NAME.weight_q" with "NAME.weight_scale" and "NAME.weight_zero_point" (weight = scale · (q − zero),
/// one number each or one for each channel out); and "NAME.bias". Axes as in PyTorch: (out, in, rows, columns); of depthwise layers
/// (channels, 1, rows, columns).
/// </remarks>
internal static class ImageWeights
{
    /// <summary>The weights of every convolution: (kernel, kernel, in, out) or (kernel, kernel, channels), and the bias.</summary>
    /// <exception cref="DataFormatException">The file is damaged, or not that of the architecture.</exception>
    public static Dictionary<string, (Tensor Weight, Tensor Bias)> Read(string path, ImageArchitecture architecture)
    {
        if (!File.Exists(path))
            throw new DataFormatException(path, 0, "there is no such file");
        try
        {
            var arrays = SafeTensors.Read(path);
            SafeTensors.RequireFinite(arrays);
            return architecture
                .Layers.Where(layer => layer.IsConvolution)
                .ToDictionary(layer => layer.Name, layer => Read(arrays, layer), StringComparer.Ordinal);
        }
        catch (InvalidDataException problem)
        {
            throw new DataFormatException(path, 0, problem.Message, problem);
        }
    }

    /// <summary>Arrays to store, rounded to half precision.</summary>
    public static Dictionary<string, SafeTensor> ToHalf(
        ImageArchitecture architecture,
        IReadOnlyDictionary<string, (Tensor Weight, Tensor Bias)> weights
    )
    {
        var arrays = new Dictionary<string, SafeTensor>(StringComparer.Ordinal);
        foreach (var layer in architecture.Layers.Where(layer => layer.IsConvolution))
        {
            var (weight, bias) = weights[layer.Name];
            var (first, second) = Outer(layer);
            var ordered = new float[weight.Length];
            var points = layer.Kernel * layer.Kernel;
            for (var i = 0; i < ordered.Length; i++)
                ordered[i] = weight.Span[(i % points * first * second) + (i / points % second * first) + (i / points / second)];
            arrays[layer.Name + ".weight"] = SafeTensor.FromAsHalf(ordered, first, second, layer.Kernel, layer.Kernel);
            arrays[layer.Name + ".bias"] = SafeTensor.FromAsHalf(bias.Span, bias.Length);
        }

        return arrays;
    }

    /// <summary>Channels out and, of each, channels in.</summary>
    private static (int First, int Second) Outer(ImageLayer layer) =>
        (layer.OutChannels, layer.Operation == ImageLayerOperation.Depthwise ? 1 : layer.InChannels);

    private static (Tensor Weight, Tensor Bias) Read(IReadOnlyDictionary<string, SafeTensor> arrays, ImageLayer layer)
    {
        var (first, second) = Outer(layer);
        var (points, stored) = (layer.Kernel * layer.Kernel, Stored(arrays, layer, first, second));
        var weight =
            layer.Operation == ImageLayerOperation.Depthwise
                ? new Tensor(layer.Kernel, layer.Kernel, first)
                : new Tensor(layer.Kernel, layer.Kernel, second, first);
        for (var i = 0; i < stored.Length; i++)
            weight.Span[(i % points * first * second) + (i / points % second * first) + (i / points / second)] = stored[i];
        var bias = new Tensor(first);
        Numbers(arrays, layer.Name + ".bias", first).CopyTo(bias.Span);
        return (weight, bias);
    }

    private static float[] Stored(IReadOnlyDictionary<string, SafeTensor> arrays, ImageLayer layer, int first, int second)
    {
        long[] shape = [first, second, layer.Kernel, layer.Kernel];
        var name = arrays.ContainsKey(layer.Name + ".weight_q") ? layer.Name + ".weight_q" : layer.Name + ".weight";
        var array = Find(arrays, name);
        if (!array.Shape.SequenceEqual(shape))
            throw new InvalidDataException(
                $"array '{name}' has shape ({string.Join(", ", array.Shape)}), expected ({string.Join(", ", shape)})"
            );
        var values = array.ToSingle();
        if (name.EndsWith(".weight", StringComparison.Ordinal))
            return values;
        var (scale, zero) = (
            Numbers(arrays, layer.Name + ".weight_scale", first),
            Numbers(arrays, layer.Name + ".weight_zero_point", first)
        );
        for (var i = 0; i < values.Length; i++)
            values[i] = scale[i / (values.Length / first)] * (values[i] - zero[i / (values.Length / first)]);
        return values;
    }

    /// <summary>One number for each channel; a single one stands for all.</summary>
    private static float[] Numbers(IReadOnlyDictionary<string, SafeTensor> arrays, string name, int count)
    {
        var values = Find(arrays, name).ToSingle();
        if (values.Length != count && values.Length != 1)
            throw new InvalidDataException(Invariant($"array '{name}' has {values.Length} numbers, expected {count}"));
        return values.Length == count ? values : [.. Enumerable.Repeat(values[0], count)];
    }

    private static SafeTensor Find(IReadOnlyDictionary<string, SafeTensor> arrays, string name) =>
        arrays.TryGetValue(name, out var found) ? found : throw new InvalidDataException($"array '{name}' is missing");
}
