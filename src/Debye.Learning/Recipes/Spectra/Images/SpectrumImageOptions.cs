using Debye.Techniques.Spectra.Images;
using Debye.Tensors;

namespace Debye.Learning.Recipes.Spectra.Images;

/// <summary>How a spectrum becomes the image that a base looks at.</summary>
public sealed record SpectrumImageOptions
{
    /// <summary>Rows and columns of the image, 16…4096; at most the points of a spectrum.</summary>
    public int Size { get; init; } = 224;

    /// <summary>Which angular field.</summary>
    public AngularFieldKind Field { get; init; } = AngularFieldKind.Difference;

    /// <summary>Zeros around images and maps: <see cref="ImagePaddingRule.Same"/> as TensorFlow, <see cref="ImagePaddingRule.End"/> as the MobileNet of Keras.</summary>
    public ImagePaddingRule Padding { get; init; } = ImagePaddingRule.Same;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public void Validate()
    {
        if (Size is < 16 or > 4096) throw new ArgumentOutOfRangeException(nameof(Size), Size, "Expected 16…4096.");
        if (!Enum.IsDefined(Field)) throw new ArgumentOutOfRangeException(nameof(Field), Field, "Expected a kind of field.");
        if (!Enum.IsDefined(Padding)) throw new ArgumentOutOfRangeException(nameof(Padding), Padding, "Expected a rule of padding.");
    }
}
