using System.Text.Json.Serialization;

namespace Debye.Learning.Networks;

/// <summary>What a layer of an image network does.</summary>
public enum ImageLayerOperation
{
    /// <summary>Two-dimensional convolution.</summary>
    [JsonStringEnumMemberName("conv2d")]
    Convolution,

    /// <summary>Two-dimensional convolution of every channel with its own window.</summary>
    [JsonStringEnumMemberName("depthwise_conv2d")]
    Depthwise,

    /// <summary>Sum of two layers.</summary>
    [JsonStringEnumMemberName("add")]
    Add,

    /// <summary>Mean of every channel over all points.</summary>
    [JsonStringEnumMemberName("global_average_pool")]
    GlobalMean,

    /// <summary>Another shape for the same numbers; changes nothing here.</summary>
    [JsonStringEnumMemberName("reshape")]
    Reshape,

    /// <summary>Logits to probabilities.</summary>
    [JsonStringEnumMemberName("softmax")]
    Softmax,
}

/// <summary>What is applied to the result of a convolution.</summary>
public enum ImageLayerActivation
{
    /// <summary>Nothing.</summary>
    [JsonStringEnumMemberName("none")]
    None,

    /// <summary>max(x, 0).</summary>
    [JsonStringEnumMemberName("relu")]
    Relu,

    /// <summary>min(max(x, 0), 6).</summary>
    [JsonStringEnumMemberName("relu6")]
    Relu6,
}

/// <summary>One layer of an image network, as architecture.json lists it.</summary>
public sealed record ImageLayer
{
    /// <summary>Name of the image that the network looks at, as an input of layers.</summary>
    public const string Image = "image";

    /// <summary>Its name: that of its weights, and of its result where other layers take it.</summary>
    public required string Name { get; init; }

    /// <summary>What it does.</summary>
    [JsonPropertyName("op")]
    public required ImageLayerOperation Operation { get; init; }

    /// <summary>Rows and columns of a window, 1…15; of convolutions.</summary>
    public int Kernel { get; init; } = 1;

    /// <summary>Points between windows, 1…8; of convolutions.</summary>
    public int Stride { get; init; } = 1;

    /// <summary>Channels in, 1…65,536; of convolutions.</summary>
    public int InChannels { get; init; }

    /// <summary>Channels out, 1…65,536; of convolutions.</summary>
    public int OutChannels { get; init; }

    /// <summary>What is applied to the result; of convolutions.</summary>
    public ImageLayerActivation Activation { get; init; }

    /// <summary>Layer, or "image", that it takes; the one before it where null.</summary>
    public string? Input { get; init; }

    /// <summary>The two layers of a sum.</summary>
    public string[]? Inputs { get; init; }

    /// <summary>Whether it has weights.</summary>
    [JsonIgnore]
    public bool IsConvolution => Operation is ImageLayerOperation.Convolution or ImageLayerOperation.Depthwise;
}
