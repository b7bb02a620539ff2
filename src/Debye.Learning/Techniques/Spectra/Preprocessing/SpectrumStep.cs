using System.Text.Json.Serialization;

namespace Debye.Learning.Techniques.Spectra.Preprocessing;

/// <summary>One step of preprocessing: immutable; its properties are its settings, and what it learnt from training spectra.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(AlsBaselineStep), "als-baseline")]
[JsonDerivedType(typeof(CropStep), "crop")]
[JsonDerivedType(typeof(LogStep), "log")]
[JsonDerivedType(typeof(NormaliseStep), "normalise")]
[JsonDerivedType(typeof(ResampleStep), "resample")]
[JsonDerivedType(typeof(SavitzkyGolayStep), "savitzky-golay")]
[JsonDerivedType(typeof(ScatterCorrectionStep), "msc")]
[JsonDerivedType(typeof(SegmentsStep), "segments")]
[JsonDerivedType(typeof(SnipBaselineStep), "snip-baseline")]
[JsonDerivedType(typeof(StandardiseStep), "standardise")]
[JsonDerivedType(typeof(StandardNormalVariateStep), "snv")]
public abstract record SpectrumStep
{
    /// <summary>Whether it learns from training spectra, point by point: these then have to share an axis.</summary>
    internal virtual bool Learns => false;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public abstract void Validate();

    /// <summary>The step after it has learnt from training spectra; most have nothing to learn.</summary>
    internal virtual SpectrumStep Fit(IReadOnlyList<SpectrumPoints> training) => this;

    /// <summary>One spectrum after the step.</summary>
    /// <exception cref="ArgumentException">The step cannot be taken with this spectrum.</exception>
    internal abstract SpectrumPoints Apply(SpectrumPoints spectrum);

    /// <summary>What is wrong with a fitted state that was read; null where nothing is.</summary>
    internal virtual string? Problem() => null;
}
