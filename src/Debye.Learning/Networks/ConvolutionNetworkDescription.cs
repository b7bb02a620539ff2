using Debye.Tensors;

namespace Debye.Learning.Networks;

/// <summary>What stands between the last map and the scores of a <see cref="ConvolutionNetworkDescription"/>.</summary>
public enum NetworkHead
{
    /// <summary>All points of the map, each with weights of its own.</summary>
    Flatten = 0,

    /// <summary>The mean over the points: class-activation maps then are exact, and the length is free.</summary>
    Pooling = 1,
}

/// <summary>A plain network of convolutions over a spectrum; the defaults are the network of PyChemAuth for prompt-gamma spectra.</summary>
/// <remarks>
/// Convolution → activation → maximum, stage by stage, then one dense layer. Source: N. A. Mahynski et al., J. Radioanal. Nucl. Chem. 332,
/// 3259 (2023), doi 10.1007/s10967-023-09024-x.
/// </remarks>
public sealed record ConvolutionNetworkDescription
{
    /// <summary>Points of a spectrum, 1…1,000,000; 0 in a recipe for as many as preprocessing leaves.</summary>
    public int Length { get; init; }

    /// <summary>Number of classes, 1…65,536; 0 in a recipe for as many as the data have.</summary>
    public int Classes { get; init; }

    /// <summary>The stages in order.</summary>
    public ConvolutionStage[] Stages { get; init; } = [new(16, 16, 8, 2), new(128, 8, 4, 2), new(512, 8, 2)];

    /// <summary>Activation after every convolution.</summary>
    public UnaryFunction Activation { get; init; } = UnaryFunction.Relu;

    /// <summary>What stands between the last map and the scores.</summary>
    public NetworkHead Head { get; init; } = NetworkHead.Flatten;

    /// <summary>Whether every convolution is followed by batch normalisation.</summary>
    public bool BatchNormalisation { get; init; }

    /// <summary>Dropout before the dense layer, 0…0.9.</summary>
    public double Dropout { get; init; }

    /// <summary>Points of the last map.</summary>
    internal int MapLength => Stages.Aggregate(Length, (length, stage) => stage.Shorten(length));

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range, or the spectrum is too short for the stages.</exception>
    public void Validate()
    {
        if (Length is < 1 or > 1_000_000)
            throw new ArgumentOutOfRangeException(nameof(Length), Length, "Expected 1…1,000,000.");
        if (Classes is < 1 or > 65536)
            throw new ArgumentOutOfRangeException(nameof(Classes), Classes, "Expected 1…65,536.");
        if (Dropout is < 0 or > 0.9)
            throw new ArgumentOutOfRangeException(nameof(Dropout), Dropout, "Expected 0…0.9.");
        if (Stages is null || Stages.Length == 0)
            throw new ArgumentOutOfRangeException(nameof(Stages), "Expected at least one stage.");
        foreach (var stage in Stages)
            stage.Validate();
        if (MapLength < 1)
            throw new ArgumentOutOfRangeException(
                nameof(Length),
                Length,
                "Expected a spectrum long enough for the stages: nothing is left of it."
            );
    }

    /// <summary>Builds the network with fresh weights; it maps (batch, length, 1) to (batch, classes).</summary>
    /// <param name="initial">Source of the initial weights.</param>
    /// <param name="dropout">Stream that dropout draws from.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public ConvolutionNetwork Build(RandomStream initial, RandomStream dropout)
    {
        Validate();
        var (body, channels) = (new List<Module>(), 1);
        foreach (var stage in Stages)
        {
            body.Add(new Conv1d(channels, stage.Channels, stage.Kernel, initial, stage.Stride, bias: !BatchNormalisation));
            if (BatchNormalisation)
                body.Add(new BatchNorm(stage.Channels));
            body.Add(new Activation(Activation));
            if (stage.Pool > 1)
                body.Add(new Pool1d(PoolingKind.Maximum, stage.Pool));
            channels = stage.Channels;
        }

        var isFlat = Head == NetworkHead.Flatten;
        return new ConvolutionNetwork(
            new Sequential([.. body]),
            new Sequential(
                isFlat ? new Flatten() : new GlobalPool(PoolingKind.Average),
                new Dropout((float)Dropout, dropout),
                new Linear(isFlat ? MapLength * channels : channels, Classes, initial)
            )
        );
    }
}
