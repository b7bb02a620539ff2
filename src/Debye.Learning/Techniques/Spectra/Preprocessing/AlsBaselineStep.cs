using System.Numerics.Tensors;
using Debye.Techniques.Spectra.Preprocessing;

namespace Debye.Learning.Techniques.Spectra.Preprocessing;

/// <summary>Subtracts a baseline found by asymmetric least squares (<see cref="AsymmetricLeastSquares"/>).</summary>
public sealed record AlsBaselineStep : SpectrumStep
{
    /// <summary>λ, above 0.</summary>
    public double Smoothness { get; init; } = 1e5;

    /// <summary>p, above 0 and below 1.</summary>
    public double Asymmetry { get; init; } = 0.01;

    /// <summary>Most repetitions, 1 or more.</summary>
    public int Iterations { get; init; } = 20;

    /// <inheritdoc/>
    public override void Validate()
    {
        if (!(Smoothness > 0) || !double.IsFinite(Smoothness))
            throw new ArgumentOutOfRangeException(nameof(Smoothness), Smoothness, "Expected above 0.");
        if (!(Asymmetry > 0 && Asymmetry < 1))
            throw new ArgumentOutOfRangeException(nameof(Asymmetry), Asymmetry, "Expected above 0 and below 1.");
        ArgumentOutOfRangeException.ThrowIfLessThan(Iterations, 1);
    }

    /// <inheritdoc/>
    internal override SpectrumPoints Apply(SpectrumPoints spectrum)
    {
        var values = new double[spectrum.Values.Length];
        AsymmetricLeastSquares.Baseline(spectrum.Values, Smoothness, Asymmetry, Iterations, values);
        TensorPrimitives.Subtract(spectrum.Values, values, values);
        return spectrum with { Values = values };
    }
}
