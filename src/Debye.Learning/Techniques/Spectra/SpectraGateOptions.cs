using System.Collections.Immutable;
using Debye.Learning.OpenSet;
using Debye.Learning.Techniques.Spectra.Images;
using Debye.Learning.Techniques.Spectra.Preprocessing;

namespace Debye.Learning.Techniques.Spectra;

/// <summary>Which scores set the threshold of a detector.</summary>
public enum GateCalibration
{
    /// <summary>Those of training spectra judged by a detector that has not seen them, in folds at random.</summary>
    Crossed = 0,

    /// <summary>Those of training spectra judged by a detector that has not seen their whole group.</summary>
    Grouped = 1,

    /// <summary>Those of the training spectra themselves, as the published methods do.</summary>
    Own = 2,
}

/// <summary>What decides whether a spectrum is one of the known classes at all.</summary>
public sealed record SpectraGateOptions
{
    /// <summary>Steps of preprocessing for detectors that look at features; those that look at logits get the pooled ones.</summary>
    public ImmutableArray<SpectrumStep> Preprocessing { get; init; } = [];

    /// <summary>
    /// The frozen network that sees the preprocessed spectrum as an image, and whose features the detector gets; null to give it the
    /// spectrum itself.
    /// </summary>
    public ImageBaseOptions? Base { get; init; }

    /// <summary>The detector.</summary>
    public DetectorOptions Detector { get; init; } = new NearestNeighbourOptions { Significance = 0.001 };

    /// <summary>Which scores set its threshold.</summary>
    public GateCalibration Calibration { get; init; } = GateCalibration.Crossed;

    /// <summary>Number of folds, 2…1000 (crossed).</summary>
    public int Folds { get; init; } = 10;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentException">A value is outside its range.</exception>
    public void Validate()
    {
        if (Preprocessing.IsDefault || Detector is null)
            throw new ArgumentException("a part of gate is null");
        new SpectrumPipeline { Steps = Preprocessing }.Validate();
        Detector.Validate();
        Base?.Validate();
        if (Detector is EnergyOptions)
            throw new ArgumentException(
                "gate: energy needs the logits of one network before any softmax, which pooled probabilities have lost; "
                    + "expected another detector"
            );
        if (Base is not null && Detector.Input == DetectorInput.Logits)
            throw new ArgumentException("gate: a detector that looks at logits has no base");
        if (!Enum.IsDefined(Calibration))
            throw new ArgumentException($"gate.calibration is {Calibration}, expected crossed, grouped or own");
        if (Folds is < 2 or > 1000)
            throw new ArgumentException(Invariant($"gate.folds is {Folds}, expected 2…1000"));
        if (Detector.Input == DetectorInput.Logits && Calibration == GateCalibration.Grouped)
            throw new ArgumentException("gate: a detector that looks at logits is calibrated by the folds of the recipe, expected crossed");
    }
}
