using System.Text.Json.Serialization;
using Debye.Learning.OpenSet;
using Debye.Techniques.Spectra.Preprocessing;

namespace Debye.Learning.Techniques.Spectra.Preprocessing;

/// <summary>
/// Multiplicative scatter correction towards the mean of the training spectra (<see cref="SpectrumNormalisation.ScatterCorrection"/>).
/// </summary>
public sealed record ScatterCorrectionStep : SpectrumStep
{
    /// <summary>Mean of the training spectra; empty before the fit.</summary>
    [JsonConverter(typeof(PackedNumbers))]
    public ReadOnlyMemory<double> Reference { get; init; }

    /// <inheritdoc/>
    internal override bool Learns => true;

    /// <inheritdoc/>
    public override void Validate()
    {
        // Nothing to set.
    }

    /// <inheritdoc/>
    internal override SpectrumStep Fit(IReadOnlyList<SpectrumPoints> training) => this with { Reference = StandardiseStep.Mean(training) };

    /// <inheritdoc/>
    internal override SpectrumPoints Apply(SpectrumPoints spectrum)
    {
        var values = new double[spectrum.Values.Length];
        SpectrumNormalisation.ScatterCorrection(spectrum.Values, Reference.Span, values);
        return spectrum with { Values = values };
    }

    /// <inheritdoc/>
    internal override string? Problem() => Reference.IsEmpty ? "no reference for scatter correction" : null;
}
