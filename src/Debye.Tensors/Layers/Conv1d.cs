namespace Debye.Tensors;

/// <summary>
/// Convolution of signals (batch, length, channels). Weight (kernel, in / groups, out): PyTorch's with its axes reversed.
/// Group g of the outputs sees group g of the inputs.
/// </summary>
public sealed class Conv1d : Module
{
    private readonly Parameter _weight;
    private readonly Parameter? _bias;

    /// <summary>Makes a layer with He-uniform weights and zero bias.</summary>
    /// <param name="inChannels">Channels in.</param>
    /// <param name="outChannels">Channels out.</param>
    /// <param name="kernel">Taps.</param>
    /// <param name="random">Source of the weights.</param>
    /// <param name="stride">Points between windows.</param>
    /// <param name="dilation">Points between taps.</param>
    /// <param name="groups">Groups; divides both channel numbers.</param>
    /// <param name="padding">Zeros on both sides; null for "same": at stride 1 the length stays, the odd zero goes right.</param>
    /// <param name="bias">Whether there is a bias.</param>
    /// <exception cref="ArgumentException">The groups do not divide the channels.</exception>
    public Conv1d(
        int inChannels,
        int outChannels,
        int kernel,
        RandomStream random,
        int stride = 1,
        int dilation = 1,
        int groups = 1,
        int? padding = null,
        bool bias = true
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(kernel, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(dilation, 1);
        if (groups < 1 || inChannels % groups != 0 || outChannels % groups != 0)
            throw new ArgumentException(
                Invariant($"expected groups that divide {inChannels} and {outChannels}, got {groups}"),
                nameof(groups)
            );
        (Stride, Dilation, Groups) = (stride, dilation, groups);
        var total = (kernel - 1) * dilation;
        (PadLeft, PadRight) = padding is { } both ? (both, both) : (total / 2, total - (total / 2));
        _weight = Register("weight", new Parameter(kernel, inChannels / groups, outChannels));
        Initialisation.HeUniform(_weight, kernel * inChannels / groups, random);
        _bias = bias ? Register("bias", new Parameter(outChannels) { Decays = false }) : null;
    }

    /// <summary>Taps.</summary>
    public int Kernel => _weight.Extent(0);

    /// <summary>Points between windows.</summary>
    public int Stride { get; }

    /// <summary>Points between taps.</summary>
    public int Dilation { get; }

    /// <summary>Groups of channels.</summary>
    public int Groups { get; }

    /// <summary>Zeros before a signal.</summary>
    public int PadLeft { get; }

    /// <summary>Zeros after it.</summary>
    public int PadRight { get; }

    /// <inheritdoc/>
    public override Tensor Forward(Tape tape, Tensor x) =>
        Functional.Convolve(tape, x, _weight, _bias, Stride, Dilation, Groups, PadLeft, PadRight);
}
