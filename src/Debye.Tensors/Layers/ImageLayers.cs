namespace Debye.Tensors;

/// <summary>(batch, rows · columns, channels) → (batch, rows, columns, channels); no copy.</summary>
/// <param name="rows">Rows of an image.</param>
/// <param name="columns">Columns of an image.</param>
public sealed class AsImage(int rows, int columns) : Module
{
    /// <inheritdoc/>
    public override Tensor Forward(Tape tape, Tensor x) => Functional.Reshape(x, x.Extent(0), rows, columns, x.Extent(-1));
}

/// <summary>Convolution of images (batch, rows, columns, channels) that keeps rows and columns.</summary>
public sealed class Conv2d : Module
{
    private readonly Parameter _weight;
    private readonly Parameter? _bias;

    /// <summary>Makes a layer with He-uniform weights and zero bias.</summary>
    /// <param name="inChannels">Channels in.</param>
    /// <param name="outChannels">Channels out.</param>
    /// <param name="kernel">Rows and columns of a window, 1 or more.</param>
    /// <param name="random">Source of the weights.</param>
    /// <param name="bias">Whether there is a bias.</param>
    public Conv2d(int inChannels, int outChannels, int kernel, RandomStream random, bool bias = true)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(kernel, 1);
        _weight = Register("weight", new Parameter(kernel, kernel * inChannels, outChannels));
        Initialisation.HeUniform(_weight, kernel * kernel * inChannels, random);
        _bias = bias ? Register("bias", new Parameter(outChannels) { Decays = false }) : null;
    }

    /// <inheritdoc/>
    public override Tensor Forward(Tape tape, Tensor x) => Images.Convolve(tape, x, _weight, _bias);
}

/// <summary>Maximum over square windows that do not overlap.</summary>
/// <param name="size">Rows and columns of a window.</param>
public sealed class MaxPool2d(int size) : Module
{
    /// <inheritdoc/>
    public override Tensor Forward(Tape tape, Tensor x) => Images.Pool(tape, x, PoolingKind.Maximum, size);
}

/// <summary>Convolution of images (batch, rows, columns, channels) with a stride; weight (kernel, kernel, in, out).</summary>
public sealed class StridedConv2d : Module
{
    private readonly Parameter _weight;
    private readonly Parameter? _bias;

    /// <summary>Makes a layer with He-uniform weights and zero bias.</summary>
    /// <param name="inChannels">Channels in, 1 or more.</param>
    /// <param name="outChannels">Channels out, 1 or more.</param>
    /// <param name="kernel">Rows and columns of a window, 1 or more.</param>
    /// <param name="stride">Points between windows, 1 or more.</param>
    /// <param name="random">Source of the weights.</param>
    /// <param name="bias">Whether there is a bias.</param>
    /// <param name="padding">Zeros around an image.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    public StridedConv2d(
        int inChannels,
        int outChannels,
        int kernel,
        int stride,
        RandomStream random,
        bool bias = false,
        ImagePaddingRule padding = ImagePaddingRule.Same
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inChannels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outChannels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(kernel, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        (Stride, Padding) = (stride, padding);
        _weight = Register("weight", new Parameter(kernel, kernel, inChannels, outChannels));
        Initialisation.HeUniform(_weight, kernel * kernel * inChannels, random);
        _bias = bias ? Register("bias", new Parameter(outChannels) { Decays = false }) : null;
    }

    /// <summary>Points between windows.</summary>
    public int Stride { get; }

    /// <summary>Zeros around an image.</summary>
    public ImagePaddingRule Padding { get; }

    /// <inheritdoc/>
    public override Tensor Forward(Tape tape, Tensor x) =>
        Images.Convolve(tape, x, _weight, _bias, Stride, ImagePadding.Of(Padding, x.Extent(1), x.Extent(2), _weight.Extent(0), Stride));
}

/// <summary>
/// Convolution of images (batch, rows, columns, channels), each channel with its own window; weight (kernel, kernel, channels).
/// </summary>
public sealed class DepthwiseConv2d : Module
{
    private readonly Parameter _weight;
    private readonly Parameter? _bias;

    /// <summary>Makes a layer with He-uniform weights and zero bias.</summary>
    /// <param name="channels">Channels, 1 or more.</param>
    /// <param name="kernel">Rows and columns of a window, 1 or more.</param>
    /// <param name="stride">Points between windows, 1 or more.</param>
    /// <param name="random">Source of the weights.</param>
    /// <param name="bias">Whether there is a bias.</param>
    /// <param name="padding">Zeros around an image.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    public DepthwiseConv2d(
        int channels,
        int kernel,
        int stride,
        RandomStream random,
        bool bias = false,
        ImagePaddingRule padding = ImagePaddingRule.Same
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(kernel, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        (Stride, Padding) = (stride, padding);
        _weight = Register("weight", new Parameter(kernel, kernel, channels));
        Initialisation.HeUniform(_weight, kernel * kernel, random);
        _bias = bias ? Register("bias", new Parameter(channels) { Decays = false }) : null;
    }

    /// <summary>Points between windows.</summary>
    public int Stride { get; }

    /// <summary>Zeros around an image.</summary>
    public ImagePaddingRule Padding { get; }

    /// <inheritdoc/>
    public override Tensor Forward(Tape tape, Tensor x) =>
        Images.ConvolveDepthwise(
            tape,
            x,
            _weight,
            _bias,
            Stride,
            ImagePadding.Of(Padding, x.Extent(1), x.Extent(2), _weight.Extent(0), Stride)
        );
}

/// <summary>Mean over all points: (batch, rows, columns, channels) → (batch, channels).</summary>
public sealed class GlobalMean2d : Module
{
    /// <inheritdoc/>
    public override Tensor Forward(Tape tape, Tensor x) => Images.GlobalMean(tape, x);
}
