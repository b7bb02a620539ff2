using System.Text.Json.Serialization;
using Debye.Techniques.Spectra.Images;
using Debye.Tensors;

namespace Debye.Learning.Techniques.Spectra.Images;

/// <summary>How a spectrum becomes the image that a base looks at.</summary>
public sealed record SpectrumImageOptions
{
    /// <summary>Rows and columns of the image, 16…4096; at most the points of a spectrum.</summary>
    public int Size { get; init; } = 224;

    /// <summary>Which angular field.</summary>
    public AngularFieldKind Field { get; init; } = AngularFieldKind.Difference;

    /// <summary>
    /// Whether row and column of every pixel, −1…1, stand beside the field as second and third channel: lines then are known by their
    /// places.
    /// </summary>
    public bool HasCoordinates { get; init; }

    /// <summary>Channels of the image.</summary>
    [JsonIgnore]
    public int Channels => HasCoordinates ? 3 : 1;

    /// <summary>
    /// Zeros around images and maps: <see cref="ImagePaddingRule.Same"/> as TensorFlow, <see cref="ImagePaddingRule.End"/> as the MobileNet
    /// of Keras.
    /// </summary>
    public ImagePaddingRule Padding { get; init; } = ImagePaddingRule.Same;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public void Validate()
    {
        if (Size is < 16 or > 4096)
            throw new ArgumentOutOfRangeException(nameof(Size), Size, "Expected 16…4096.");
        if (!Enum.IsDefined(Field))
            throw new ArgumentOutOfRangeException(nameof(Field), Field, "Expected a kind of field.");
        if (!Enum.IsDefined(Padding))
            throw new ArgumentOutOfRangeException(nameof(Padding), Padding, "Expected a rule of padding.");
    }

    /// <summary>Writes the channels of an image.</summary>
    /// <param name="field">Size² pixels of the field.</param>
    /// <param name="destination">Size² × channels numbers, channels innermost.</param>
    internal void Write(ReadOnlySpan<float> field, Span<float> destination)
    {
        if (!HasCoordinates)
        {
            field.CopyTo(destination);
            return;
        }

        var step = 2f / (Size - 1);
        for (var i = 0; i < field.Length; i++)
            (destination[3 * i], destination[3 * i + 1], destination[3 * i + 2]) = (field[i], i / Size * step - 1, i % Size * step - 1);
    }
}
