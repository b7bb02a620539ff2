using Debye.Crystals.Sampling;

namespace Debye.Learning.Techniques.Pdf;

/// <summary>Where training curves come from; the share that is neither varied nor synthetic shows known crystals as they are.</summary>
public sealed record PdfExampleOptions
{
    /// <summary>Whether the curves of the data are learned from as they are; all that follows then has no meaning.</summary>
    public bool UsesGivenCurves { get; init; }

    /// <summary>Share of varied known crystals, 0…1.</summary>
    public double VariedShare { get; init; } = 0.6;

    /// <summary>Share of synthetic crystals, 0…1; with the varied ones at most 1.</summary>
    public double SyntheticShare { get; init; } = 0.15;

    /// <summary>How known crystals are varied.</summary>
    public CrystalVariationOptions Variation { get; init; } = new();

    /// <summary>Limits of synthetic crystals.</summary>
    public CrystalSamplerOptions Sampler { get; init; } = new() { MaxVolumeAngstrom3 = 2500, MaxAtoms = 200 };

    /// <summary>How curves are measured.</summary>
    public PdfMeasurementRanges Measurement { get; init; } = new();

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentException">A part is missing or a value is outside its range.</exception>
    public void Validate()
    {
        if (Variation is null || Sampler is null || Measurement is null)
            throw new ArgumentException("a part of the examples is null");
        if (!(VariedShare >= 0 && SyntheticShare >= 0 && VariedShare + SyntheticShare <= 1))
            throw new ArgumentException(
                Invariant($"variedShare {VariedShare} and syntheticShare {SyntheticShare}: expected 0…1, together at most 1")
            );
        Sampler.Validate();
        Measurement.Validate();
    }
}
