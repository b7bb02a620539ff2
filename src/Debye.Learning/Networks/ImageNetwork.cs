using Debye.Tensors;

namespace Debye.Learning.Networks;

/// <summary>
/// The layers of an architecture up to the mean over all points as a network that can be trained: every convolution has a batch norm behind
/// it.
/// </summary>
public sealed class ImageNetwork : Module
{
    private readonly ImageArchitecture _architecture;
    private readonly ImagePaddingRule _padding;
    private readonly Dictionary<string, (Module Convolution, BatchNorm Norm)> _parts = new(StringComparer.Ordinal);

    /// <summary>
    /// Builds the network with fresh weights; it maps (batch, rows, columns, channels) to (batch,
    /// <see cref="ImageArchitecture.FeatureCount"/>).
    /// </summary>
    /// <param name="architecture">Its layers; a head behind the mean is left out.</param>
    /// <param name="initial">Source of the initial weights.</param>
    /// <param name="padding">Zeros around the images and maps.</param>
    public ImageNetwork(ImageArchitecture architecture, RandomStream initial, ImagePaddingRule padding = ImagePaddingRule.Same)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        (_architecture, _padding) = (architecture, padding);
        foreach (var layer in architecture.Body.Where(layer => layer.IsConvolution))
        {
            Module convolution =
                layer.Operation == ImageLayerOperation.Depthwise
                    ? new DepthwiseConv2d(layer.InChannels, layer.Kernel, layer.Stride, initial, bias: false, padding)
                    : new StridedConv2d(layer.InChannels, layer.OutChannels, layer.Kernel, layer.Stride, initial, bias: false, padding);
            _parts[layer.Name] = (Register(layer.Name, convolution), Register(layer.Name + "_norm", new BatchNorm(layer.OutChannels)));
        }
    }

    /// <inheritdoc/>
    public override Tensor Forward(Tape tape, Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        var results = new Dictionary<string, Tensor>(StringComparer.Ordinal) { [ImageLayer.Image] = x };
        foreach (var layer in _architecture.Body)
        {
            if (layer.Operation == ImageLayerOperation.Add)
                x = Functional.Add(tape, results[layer.Inputs![0]], results[layer.Inputs[1]]);
            else
                x = Convolve(tape, layer, layer.Input is { } name ? results[name] : x);
            results[layer.Name] = x;
        }

        return Images.GlobalMean(tape, x);
    }

    /// <summary>The network as it is in use, its norms folded into the convolutions.</summary>
    public FrozenImageNetwork Freeze()
    {
        var weights = new Dictionary<string, (Tensor Weight, Tensor Bias)>(StringComparer.Ordinal);
        foreach (var (name, (convolution, norm)) in _parts)
        {
            var trained = convolution.NamedParameters().First().Value;
            var (weight, bias) = (new Tensor(trained.Shape), new Tensor(trained.Extent(-1)));
            trained.Span.CopyTo(weight.Span);
            BatchNormFolding.Fold(weight.Span, bias.Span, norm);
            weights[name] = (weight, bias);
        }

        return new FrozenImageNetwork(
            new ImageArchitecture([.. _architecture.Body, _architecture.Layers[_architecture.Body.Length]]),
            weights,
            _padding
        );
    }

    private Tensor Convolve(Tape tape, ImageLayer layer, Tensor x)
    {
        var (convolution, norm) = _parts[layer.Name];
        var y = norm.Forward(tape, convolution.Forward(tape, x));
        return layer.Activation switch
        {
            ImageLayerActivation.None => y,
            ImageLayerActivation.Relu => Functional.Apply(tape, y, UnaryFunction.Relu),
            _ => Functional.Apply(tape, y, UnaryFunction.Relu6),
        };
    }
}
