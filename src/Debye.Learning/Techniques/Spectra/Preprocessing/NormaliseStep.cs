using Debye.Techniques.Spectra.Preprocessing;

namespace Debye.Learning.Techniques.Spectra.Preprocessing;

/// <summary>Divides every spectrum by its own scale (<see cref="SpectrumNormalisation.Divide"/>).</summary>
public sealed record NormaliseStep : SpectrumStep
{
    /// <summary>What to divide by.</summary>
    public SpectrumScale Scale { get; init; } = SpectrumScale.Area;

    /// <inheritdoc/>
    public override void Validate()
    {
        if (!Enum.IsDefined(Scale))
            throw new ArgumentOutOfRangeException(nameof(Scale), Scale, "Expected a kind of scale.");
    }

    /// <inheritdoc/>
    internal override SpectrumPoints Apply(SpectrumPoints spectrum)
    {
        var values = new double[spectrum.Values.Length];
        SpectrumNormalisation.Divide(spectrum.Values, Scale, spectrum.LiveTimeSeconds, values);
        return spectrum with { Values = values };
    }
}
