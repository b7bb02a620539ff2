using Debye.Tensors;

namespace Debye.Learning.Networks;

/// <summary>A small network of convolutions for square images with one channel.</summary>
/// <remarks>
/// Each stage is a 3×3 convolution, batch normalisation, a rectifier and a maximum over 2×2 points; then two dense layers.
/// </remarks>
public sealed record ImageNetworkDescription
{
    private const int Kernel = 3;

    /// <summary>Rows and columns of an image, 4…1024.</summary>
    public int Size { get; init; } = 58;

    /// <summary>Number of classes, at least 1.</summary>
    public int Classes { get; init; } = 9;

    /// <summary>Channels of each stage; each halves the image.</summary>
    public int[] Stages { get; init; } = [16, 32, 64, 96];

    /// <summary>Width of the hidden dense layer, at least 1.</summary>
    public int Hidden { get; init; } = 128;

    /// <summary>Dropout before each dense layer, 0…0.9.</summary>
    public double Dropout { get; init; } = 0.3;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public void Validate()
    {
        if (Size is < 4 or > 1024)
            throw new ArgumentOutOfRangeException(nameof(Size), Size, "Expected 4…1024.");
        if (Classes is < 1 or > 65536)
            throw new ArgumentOutOfRangeException(nameof(Classes), Classes, "Expected 1…65,536.");
        if (Hidden is < 1 or > 65536)
            throw new ArgumentOutOfRangeException(nameof(Hidden), Hidden, "Expected 1…65,536.");
        if (Dropout is < 0 or > 0.9)
            throw new ArgumentOutOfRangeException(nameof(Dropout), Dropout, "Expected 0…0.9.");
        if (
            Stages is null
            || Stages.Length == 0
            || Size >> Stages.Length < 1
            || Array.Exists(Stages, channels => channels is < 1 or > 4096)
        )
            throw new ArgumentOutOfRangeException(
                nameof(Stages),
                "Expected stages of 1…4096 channels, no more than the image can be halved."
            );
    }

    /// <summary>Builds the network with fresh weights; it maps (batch, size², 1) to (batch, classes).</summary>
    /// <param name="initial">Source of the initial weights.</param>
    /// <param name="dropout">Stream that dropout draws from.</param>
    public Module Build(RandomStream initial, RandomStream dropout)
    {
        Validate();
        var modules = new List<Module> { new AsImage(Size, Size) };
        var (channels, size) = (1, Size);
        foreach (var width in Stages)
        {
            modules.Add(new Conv2d(channels, width, Kernel, initial, bias: false));
            modules.Add(new BatchNorm(width));
            modules.Add(new Activation(UnaryFunction.Relu));
            modules.Add(new MaxPool2d(2));
            (channels, size) = (width, size / 2);
        }

        modules.Add(new Flatten());
        modules.Add(new Dropout((float)Dropout, dropout));
        modules.Add(new Linear(size * size * channels, Hidden, initial));
        modules.Add(new Activation(UnaryFunction.Relu));
        modules.Add(new Dropout((float)Dropout, dropout));
        modules.Add(new Linear(Hidden, Classes, initial));
        return new Sequential([.. modules]);
    }
}
