using Debye.Tensors;

namespace Debye.Learning.Networks;

/// <summary>One stage of a residual network: a strided convolution, then residual blocks of one width.</summary>
/// <param name="Channels">Width, at least 1.</param>
/// <param name="Stride">Factor by which the stage shortens the signal, at least 1.</param>
/// <param name="Blocks">Number of residual blocks, 0 or more.</param>
public sealed record NetworkStage(int Channels, int Stride, int Blocks);

/// <summary>A one-dimensional residual network, small enough to be stored as text beside its weights.</summary>
/// <remarks>Residual blocks after K. He et al., doi 10.1109/CVPR.2016.90, with batch normalisation.</remarks>
public sealed record NetworkDescription
{
    /// <summary>Length of an example.</summary>
    public int Length { get; init; } = 2048;

    /// <summary>Channels of an example.</summary>
    public int Channels { get; init; } = 1;

    /// <summary>Number of classes.</summary>
    public int Classes { get; init; } = 230;

    /// <summary>Channels after the first convolution.</summary>
    public int StemChannels { get; init; } = 48;

    /// <summary>Kernel of the first convolution.</summary>
    public int StemKernel { get; init; } = 16;

    /// <summary>Stride of the first convolution.</summary>
    public int StemStride { get; init; } = 4;

    /// <summary>Kernel of all other convolutions.</summary>
    public int Kernel { get; init; } = 3;

    /// <summary>The stages in order.</summary>
    public NetworkStage[] Stages { get; init; } = [new(64, 2, 1), new(96, 2, 1), new(160, 2, 1), new(224, 2, 1)];

    /// <summary>Channels to which the last map is reduced before it is laid out flat.</summary>
    public int HeadChannels { get; init; } = 64;

    /// <summary>Width of the hidden dense layer.</summary>
    public int Hidden { get; init; } = 384;

    /// <summary>Dropout before the last layer, 0…0.9.</summary>
    public double Dropout { get; init; } = 0.2;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public void Validate()
    {
        foreach (
            var (name, value) in new (string, int)[]
            {
                (nameof(Length), Length),
                (nameof(Channels), Channels),
                (nameof(Classes), Classes),
                (nameof(StemChannels), StemChannels),
                (nameof(StemKernel), StemKernel),
                (nameof(StemStride), StemStride),
                (nameof(Kernel), Kernel),
                (nameof(HeadChannels), HeadChannels),
                (nameof(Hidden), Hidden),
            }
        )
            if (value is < 1 or > 1_000_000)
                throw new ArgumentOutOfRangeException(name, value, "Expected 1…1,000,000.");
        if (Dropout is < 0 or > 0.9)
            throw new ArgumentOutOfRangeException(nameof(Dropout), Dropout, "Expected 0…0.9.");
        if (Array.Exists(Stages, s => s.Channels is < 1 or > 65536 || s.Stride is < 1 or > 64 || s.Blocks is < 0 or > 256))
            throw new ArgumentOutOfRangeException(nameof(Stages), "A stage needs 1…65,536 channels, a stride of 1…64 and 0…256 blocks.");
    }

    /// <summary>Builds the network with fresh weights.</summary>
    /// <param name="initial">Source of the initial weights.</param>
    /// <param name="dropout">Stream that dropout draws from.</param>
    public Module Build(RandomStream initial, RandomStream dropout)
    {
        Validate();
        var modules = new List<Module>();
        var length = Shorten(Length, StemStride);
        modules.Add(Convolution(Channels, StemChannels, StemKernel, StemStride, initial));
        var channels = StemChannels;
        foreach (var stage in Stages)
        {
            modules.Add(Convolution(channels, stage.Channels, Kernel, stage.Stride, initial));
            length = Shorten(length, stage.Stride);
            channels = stage.Channels;
            for (var b = 0; b < stage.Blocks; b++)
                modules.Add(Block(channels, initial));
        }

        modules.Add(Convolution(channels, HeadChannels, 1, 1, initial));
        modules.Add(new Flatten());
        modules.Add(new Linear(length * HeadChannels, Hidden, initial));
        modules.Add(new BatchNorm(Hidden));
        modules.Add(new Activation(UnaryFunction.Relu));
        modules.Add(new Dropout((float)Dropout, dropout));
        modules.Add(new Linear(Hidden, Classes, initial));
        return new Sequential([.. modules]);
    }

    private static int Shorten(int length, int stride) => (length + stride - 1) / stride;

    private Sequential Convolution(int from, int to, int kernel, int stride, RandomStream random)
    {
        var total = Math.Max(0, kernel - stride);
        return new Sequential(
            new Conv1d(from, to, kernel, random, stride, padding: (total + 1) / 2, bias: false),
            new BatchNorm(to),
            new Activation(UnaryFunction.Relu)
        );
    }

    private ResidualBlock Block(int channels, RandomStream random) =>
        new(
            new Sequential(
                new Conv1d(channels, channels, Kernel, random, padding: Kernel / 2, bias: false),
                new BatchNorm(channels),
                new Activation(UnaryFunction.Relu),
                new Conv1d(channels, channels, Kernel, random, padding: Kernel / 2, bias: false),
                new BatchNorm(channels)
            ),
            after: new Activation(UnaryFunction.Relu)
        );
}
