namespace Debye.Tensors;

/// <summary>Which zeros a convolution of images puts around an image.</summary>
public enum ImagePaddingRule
{
    /// <summary>Padding such that ⌈extent / stride⌉ windows fit; an odd zero goes after the end (TensorFlow's SAME).</summary>
    Same,

    /// <summary>
    /// Half a kernel after the end and none before the start where the stride exceeds 1, otherwise as <see cref="Same"/> (the
    /// MobileNet of Keras).
    /// </summary>
    End,

    /// <summary>None.</summary>
    None,
}

/// <summary>Zeros around an image.</summary>
/// <param name="Top">Rows above it.</param>
/// <param name="Bottom">Rows below it.</param>
/// <param name="Left">Columns before it.</param>
/// <param name="Right">Columns after it.</param>
public readonly record struct ImagePadding(int Top, int Bottom, int Left, int Right)
{
    /// <summary>The zeros that a rule asks for.</summary>
    /// <param name="rule">Rule.</param>
    /// <param name="rows">Rows of the image.</param>
    /// <param name="columns">Columns of the image.</param>
    /// <param name="kernel">Rows and columns of a window.</param>
    /// <param name="stride">Points between windows.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rule is none of those there are, or the stride is below 1.</exception>
    public static ImagePadding Of(ImagePaddingRule rule, int rows, int columns, int kernel, int stride)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        return rule switch
        {
            ImagePaddingRule.None => default,
            ImagePaddingRule.End when stride > 1 => new ImagePadding(0, kernel / 2, 0, kernel / 2),
            ImagePaddingRule.Same or ImagePaddingRule.End => Same(rows, columns, kernel, stride),
            _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "expected a rule of padding"),
        };
    }

    private static ImagePadding Same(int rows, int columns, int kernel, int stride)
    {
        var (high, wide) = (Total(rows), Total(columns));
        return new ImagePadding(high / 2, high - (high / 2), wide / 2, wide - (wide / 2));

        int Total(int extent) => Math.Max(0, ((((extent + stride - 1) / stride) - 1) * stride) + kernel - extent);
    }
}

/// <summary>Shape of a two-dimensional convolution.</summary>
/// <param name="Batch">Images.</param>
/// <param name="Rows">Rows of an image.</param>
/// <param name="Columns">Columns of an image.</param>
/// <param name="InChannels">Channels in.</param>
/// <param name="OutChannels">Channels out.</param>
/// <param name="Kernel">Rows and columns of a window.</param>
/// <param name="Stride">Points between windows, along both axes.</param>
/// <param name="Padding">Zeros around an image.</param>
public readonly record struct ImageConvolutionShape(
    int Batch,
    int Rows,
    int Columns,
    int InChannels,
    int OutChannels,
    int Kernel,
    int Stride,
    ImagePadding Padding
)
{
    /// <summary>Rows of an image with its zeros.</summary>
    public int PaddedRows => Rows + Padding.Top + Padding.Bottom;

    /// <summary>Columns of an image with its zeros.</summary>
    public int PaddedColumns => Columns + Padding.Left + Padding.Right;

    /// <summary>Rows of the result.</summary>
    public int OutRows => ((PaddedRows - Kernel) / Stride) + 1;

    /// <summary>Columns of the result.</summary>
    public int OutColumns => ((PaddedColumns - Kernel) / Stride) + 1;

    /// <summary>Numbers of an image.</summary>
    public int InLength => Rows * Columns * InChannels;

    /// <summary>Numbers of an image with its zeros.</summary>
    public int PaddedLength => PaddedRows * PaddedColumns * InChannels;

    /// <summary>Points of the result.</summary>
    public int OutPoints => OutRows * OutColumns;

    /// <summary>Numbers of the result of an image.</summary>
    public int OutLength => OutPoints * OutChannels;

    /// <summary>Whether every point is treated by itself: a plain matrix product.</summary>
    public bool IsPointwise => Kernel == 1 && Stride == 1 && Padding == default;
}
