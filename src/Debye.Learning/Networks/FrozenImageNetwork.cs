using Debye.Tensors;

namespace Debye.Learning.Networks;

/// <summary>
/// An image network with weights that no training changes: from images to the last feature maps. Immutable; safe from many threads.
/// </summary>
public sealed class FrozenImageNetwork
{
    private readonly Dictionary<string, (Tensor Weight, Tensor Bias)> _weights;
    private readonly Tensor? _oneChannel;

    internal FrozenImageNetwork(
        ImageArchitecture architecture,
        Dictionary<string, (Tensor Weight, Tensor Bias)> weights,
        ImagePaddingRule padding
    )
    {
        (Architecture, _weights, Padding) = (architecture, weights, padding);
        var first = architecture.Layers.First(layer => layer.IsConvolution);
        if (first is { Operation: ImageLayerOperation.Convolution, InChannels: > 1 })
            _oneChannel = SumOverChannels(weights[first.Name].Weight);
    }

    /// <summary>Its layers.</summary>
    public ImageArchitecture Architecture { get; }

    /// <summary>Zeros around the images and maps of every convolution.</summary>
    public ImagePaddingRule Padding { get; }

    /// <summary>Channels of the last maps.</summary>
    public int FeatureCount => Architecture.FeatureCount;

    /// <summary>Reads a network.</summary>
    /// <param name="weightPath">Weights (.safetensors): floating-point, or 8 bits with scale and zero.</param>
    /// <param name="architecturePath">Layers (architecture.json).</param>
    /// <param name="padding">Zeros around the images and maps: <see cref="ImagePaddingRule.Same"/> for weights of TensorFlow,
    /// <see cref="ImagePaddingRule.End"/> for those of Keras.</param>
    /// <exception cref="DataFormatException">A file is missing, damaged, or the two do not fit.</exception>
    public static FrozenImageNetwork Load(string weightPath, string architecturePath, ImagePaddingRule padding = ImagePaddingRule.Same)
    {
        var architecture = ImageArchitecture.Read(architecturePath);
        return new FrozenImageNetwork(architecture, ImageWeights.Read(weightPath, architecture), padding);
    }

    /// <summary>Number of weights, biases included.</summary>
    public long CountWeights() => _weights.Values.Sum(pair => (long)pair.Weight.Length + pair.Bias.Length);

    /// <summary>Writes the weights, rounded to half precision, and the layers.</summary>
    /// <param name="weightPath">Receives the weights (.safetensors).</param>
    /// <param name="architecturePath">Receives the layers (.json).</param>
    public void Save(string weightPath, string architecturePath)
    {
        SafeTensors.Write(weightPath, ImageWeights.ToHalf(Architecture, _weights));
        File.WriteAllText(architecturePath, Architecture.ToJson());
    }

    /// <summary>The network with one more pointwise layer, without bias, before the mean over all points; a head is left out.</summary>
    internal FrozenImageNetwork With(ImageLayer layer, Tensor weight)
    {
        var mean = Architecture.Layers[Architecture.Body.Length] with { Input = layer.Name };
        var weights = Architecture
            .Body.Where(own => own.IsConvolution)
            .ToDictionary(own => own.Name, own => _weights[own.Name], StringComparer.Ordinal);
        weights[layer.Name] = (weight, new Tensor(layer.OutChannels));
        return new FrozenImageNetwork(new ImageArchitecture([.. Architecture.Body, layer, mean]), weights, Padding);
    }

    /// <summary>The last feature maps of images.</summary>
    /// <param name="tape">Owns the result; nothing is recorded on it.</param>
    /// <param name="images">(batch, rows, columns, channels), the channels being those of the network, or 1: then all channels get the same
    /// image.</param>
    /// <returns>(batch, rows, columns, <see cref="FeatureCount"/>).</returns>
    /// <exception cref="ArgumentException">The shape does not fit.</exception>
    public Tensor Maps(Tape tape, Tensor images)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(images);
        if (images.Rank != 4 || (images.Extent(3) != Architecture.InChannels && !(images.Extent(3) == 1 && _oneChannel is not null)))
            throw new ArgumentException(
                Invariant($"Expected images (batch, rows, columns, {Architecture.InChannels}), got {images}."),
                nameof(images)
            );
        return Run(tape, Architecture.Body, images);
    }

    /// <summary>What the head behind the mean over all points gives: logits.</summary>
    /// <param name="tape">Owns the result; nothing is recorded on it.</param>
    /// <param name="means">(batch, <see cref="FeatureCount"/>).</param>
    /// <returns>(batch, classes); the means themselves where there is no head.</returns>
    public Tensor Logits(Tape tape, Tensor means)
    {
        ArgumentNullException.ThrowIfNull(means);
        var result = Run(tape, Architecture.Head, Functional.Reshape(means, means.Extent(0), 1, 1, means.Extent(1)));
        return Functional.Reshape(result, result.Extent(0), result.Extent(3));
    }

    private Tensor Run(Tape tape, IReadOnlyList<ImageLayer> layers, Tensor x)
    {
        var results = new Dictionary<string, Tensor>(StringComparer.Ordinal) { [ImageLayer.Image] = x };
        foreach (var layer in layers)
        {
            if (layer.IsConvolution)
                x = Convolve(tape, layer, layer.Input is { } name && results.TryGetValue(name, out var named) ? named : x);
            else if (layer.Operation == ImageLayerOperation.Add)
                x = Functional.Add(tape, results[layer.Inputs![0]], results[layer.Inputs[1]]);
            results[layer.Name] = x;
        }

        return x;
    }

    private Tensor Convolve(Tape tape, ImageLayer layer, Tensor x)
    {
        var (weight, bias) = _weights[layer.Name];
        var padding = ImagePadding.Of(Padding, x.Extent(1), x.Extent(2), layer.Kernel, layer.Stride);
        if (x.Extent(3) != layer.InChannels)
            weight = _oneChannel!;
        var y =
            layer.Operation == ImageLayerOperation.Depthwise
                ? Images.ConvolveDepthwise(tape, x, weight, bias, layer.Stride, padding)
                : Images.Convolve(tape, x, weight, bias, layer.Stride, padding);
        // Nothing is differentiated, so the result may be overwritten.
        if (layer.Activation != ImageLayerActivation.None)
            tape.Backend.Unary(layer.Activation == ImageLayerActivation.Relu ? UnaryFunction.Relu : UnaryFunction.Relu6, y, y);
        return y;
    }

    /// <summary>Weights for one channel that stands for all: their sum.</summary>
    private static Tensor SumOverChannels(Tensor weight)
    {
        var (kernel, channels, outputs) = (weight.Extent(0), weight.Extent(2), weight.Extent(3));
        var sum = new Tensor(kernel, kernel, 1, outputs);
        for (var i = 0; i < weight.Length; i++)
            sum.Span[(i / outputs / channels * outputs) + (i % outputs)] += weight.Span[i];
        return sum;
    }
}
