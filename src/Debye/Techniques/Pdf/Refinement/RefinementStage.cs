namespace Debye.Techniques.Pdf.Refinement;

/// <summary>One stage of a refinement.</summary>
/// <param name="SmoothingAngstrom">Standard deviation of a Gauss function that both curves are smoothed with, Å; 0 for none.</param>
/// <param name="LongestRAngstrom">Longest distance that is compared, Å.</param>
/// <param name="Noise">What is left unexplained, as a part of the curve's standard deviation.</param>
/// <param name="Steps">Most steps of the minimisation.</param>
/// <param name="Crystals">Crystals of a space group that begin it, where many are tried.</param>
/// <param name="LargestMisfit">Crystals that fit worse before it are left as they are.</param>
internal readonly record struct RefinementStage(
    double SmoothingAngstrom,
    double LongestRAngstrom,
    double Noise,
    int Steps,
    int Crystals,
    double LargestMisfit = double.PositiveInfinity
);
