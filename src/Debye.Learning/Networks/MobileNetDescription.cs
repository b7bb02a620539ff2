namespace Debye.Learning.Networks;

/// <summary>One block of a MobileNet.</summary>
/// <param name="Channels">Channels out, 1…4096.</param>
/// <param name="Stride">1 or 2.</param>
/// <param name="Expansion">0: depthwise, then pointwise convolution. 1…16: inverted residual with so many times the channels within, and a
/// sum where the shape stays.</param>
public sealed record MobileNetBlock(int Channels, int Stride, int Expansion = 0);

/// <summary>A small network of depthwise and pointwise convolutions for images.</summary>
/// <remarks>
/// Sources: A. G. Howard et al., MobileNets, arXiv 1704.04861 (blocks without expansion); M. Sandler et al., MobileNetV2,
/// doi 10.1109/CVPR.2018.00474 (inverted residuals with linear bottlenecks).
/// </remarks>
public sealed record MobileNetDescription
{
    private const int Kernel = 3;

    /// <summary>Channels of an image, 1…16.</summary>
    public int InChannels { get; init; } = 1;

    /// <summary>Channels after the first convolution, which halves the image, 1…4096.</summary>
    public int StemChannels { get; init; } = 32;

    /// <summary>The blocks in order, at least one.</summary>
    public MobileNetBlock[] Blocks { get; init; } = [new(64, 2), new(64, 1), new(128, 2), new(128, 1), new(256, 2), new(256, 1)];

    /// <summary>Channels of a last pointwise convolution, 1…8192; 0 for none.</summary>
    public int HeadChannels { get; init; }

    /// <summary>MobileNet v1.</summary>
    /// <param name="width">Factor on all channels, above 0 and up to 2.</param>
    /// <param name="inChannels">Channels of an image.</param>
    public static MobileNetDescription Version1(double width = 1, int inChannels = 3) =>
        new()
        {
            InChannels = inChannels,
            StemChannels = (int)(32 * width),
            Blocks =
            [
                .. new (int Channels, int Stride)[]
                {
                    (64, 1),
                    (128, 2),
                    (128, 1),
                    (256, 2),
                    (256, 1),
                    (512, 2),
                    (512, 1),
                    (512, 1),
                    (512, 1),
                    (512, 1),
                    (512, 1),
                    (1024, 2),
                    (1024, 1),
                }.Select(block => new MobileNetBlock((int)(block.Channels * width), block.Stride)),
            ],
        };

    /// <summary>MobileNet v2 of full width.</summary>
    /// <param name="inChannels">Channels of an image.</param>
    public static MobileNetDescription Version2(int inChannels = 3) =>
        new()
        {
            InChannels = inChannels,
            Blocks =
            [
                .. new (int Expansion, int Channels, int Count, int Stride)[]
                {
                    (1, 16, 1, 1),
                    (6, 24, 2, 2),
                    (6, 32, 3, 2),
                    (6, 64, 4, 2),
                    (6, 96, 3, 1),
                    (6, 160, 3, 2),
                    (6, 320, 1, 1),
                }.SelectMany(stage =>
                    Enumerable
                        .Range(0, stage.Count)
                        .Select(i => new MobileNetBlock(stage.Channels, i == 0 ? stage.Stride : 1, stage.Expansion))
                ),
            ],
            HeadChannels = 1280,
        };

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public void Validate()
    {
        if (InChannels is < 1 or > 16)
            throw new ArgumentOutOfRangeException(nameof(InChannels), InChannels, "Expected 1…16.");
        if (StemChannels is < 1 or > 4096)
            throw new ArgumentOutOfRangeException(nameof(StemChannels), StemChannels, "Expected 1…4096.");
        if (HeadChannels is < 0 or > 8192)
            throw new ArgumentOutOfRangeException(nameof(HeadChannels), HeadChannels, "Expected 0…8192.");
        if (
            Blocks is null
            || Blocks.Length == 0
            || Array.Exists(
                Blocks,
                block => block is null || block.Channels is < 1 or > 4096 || block.Stride is not (1 or 2) || block.Expansion is < 0 or > 16
            )
        )
            throw new ArgumentOutOfRangeException(
                nameof(Blocks),
                "Expected blocks of 1…4096 channels, a stride of 1 or 2 and an expansion of 0…16."
            );
    }

    /// <summary>The layers, from the image to the mean over all points.</summary>
    public ImageArchitecture ToArchitecture()
    {
        Validate();
        var layers = new List<ImageLayer>();
        var channels = Add(layers, ImageLayerOperation.Convolution, Kernel, 2, InChannels, StemChannels);
        foreach (var block in Blocks)
        {
            var entry = layers[^1].Name;
            var wide =
                block.Expansion > 1 ? Add(layers, ImageLayerOperation.Convolution, 1, 1, channels, channels * block.Expansion) : channels;
            Add(layers, ImageLayerOperation.Depthwise, Kernel, block.Stride, wide, wide);
            Add(layers, ImageLayerOperation.Convolution, 1, 1, wide, block.Channels, isLinear: block.Expansion > 0);
            if (block is { Expansion: > 0, Stride: 1 } && block.Channels == channels)
                layers.Add(
                    new ImageLayer
                    {
                        Name = Invariant($"add{layers.Count:d2}"),
                        Operation = ImageLayerOperation.Add,
                        Inputs = [layers[^1].Name, entry],
                    }
                );
            channels = block.Channels;
        }

        if (HeadChannels > 0)
            Add(layers, ImageLayerOperation.Convolution, 1, 1, channels, HeadChannels);
        layers.Add(
            new ImageLayer
            {
                Name = "global_average_pool",
                Operation = ImageLayerOperation.GlobalMean,
                Input = layers[^1].Name,
            }
        );
        return new ImageArchitecture(layers);
    }

    private static int Add(
        List<ImageLayer> layers,
        ImageLayerOperation operation,
        int kernel,
        int stride,
        int from,
        int to,
        bool isLinear = false
    )
    {
        layers.Add(
            new ImageLayer
            {
                Name = Invariant($"layer{layers.Count:d2}"),
                Operation = operation,
                Kernel = kernel,
                Stride = stride,
                InChannels = from,
                OutChannels = to,
                Activation = isLinear ? ImageLayerActivation.None : ImageLayerActivation.Relu6,
                Input = layers.Count == 0 ? ImageLayer.Image : layers[^1].Name,
            }
        );
        return to;
    }
}
