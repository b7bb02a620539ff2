using System.Numerics.Tensors;
using Debye.Techniques.Spectra.Preprocessing;

namespace Debye.Learning.Techniques.Spectra.Preprocessing;

/// <summary>Subtracts a background found by peak clipping (<see cref="SnipBaseline"/>); takes counts, 0 or more.</summary>
public sealed record SnipBaselineStep : SpectrumStep
{
    /// <summary>Half the width of the broadest peak at its foot, points, 1 or more.</summary>
    public int Width { get; init; } = 24;

    /// <inheritdoc/>
    public override void Validate() => ArgumentOutOfRangeException.ThrowIfLessThan(Width, 1);

    /// <inheritdoc/>
    internal override SpectrumPoints Apply(SpectrumPoints spectrum)
    {
        var values = new double[spectrum.Values.Length];
        SnipBaseline.Background(spectrum.Values, Width, values);
        TensorPrimitives.Subtract(spectrum.Values, values, values);
        return spectrum with { Values = values };
    }
}
