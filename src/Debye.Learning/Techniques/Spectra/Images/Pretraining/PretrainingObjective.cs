namespace Debye.Learning.Techniques.Spectra.Images.Pretraining;

/// <summary>What a base learns.</summary>
public enum PretrainingObjective
{
    /// <summary>Which of a fixed number of materials a spectrum is of.</summary>
    Materials,

    /// <summary>
    /// Which two of some spectra are of one material: materials and instruments that measure lines are new each time, so that features
    /// serve for materials never seen.
    /// </summary>
    Pairs,
}
