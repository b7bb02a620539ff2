using Debye.Techniques.Spectra.Preprocessing;

namespace Debye.Learning.Techniques.Spectra.Preprocessing;

/// <summary>Brings every spectrum to mean 0 and variance 1 (<see cref="SpectrumNormalisation.StandardNormalVariate"/>).</summary>
public sealed record StandardNormalVariateStep : SpectrumStep
{
    /// <inheritdoc/>
    public override void Validate()
    {
        // Nothing to set.
    }

    /// <inheritdoc/>
    internal override SpectrumPoints Apply(SpectrumPoints spectrum)
    {
        var values = new double[spectrum.Values.Length];
        SpectrumNormalisation.StandardNormalVariate(spectrum.Values, values);
        return spectrum with { Values = values };
    }
}
