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
