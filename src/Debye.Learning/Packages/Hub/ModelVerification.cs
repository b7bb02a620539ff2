namespace Debye.Learning.Packages.Hub;

/// <summary>Whether a package is whole.</summary>
/// <param name="Files">Files of the package.</param>
/// <param name="Bytes">Their length.</param>
/// <param name="ComparedWith">What the hashes were compared with, "manifest.json" or an address; null if there was nothing to compare
/// with.</param>
/// <param name="Problems">A line for each problem; none if the package is whole.</param>
public sealed record ModelVerification(int Files, long Bytes, string? ComparedWith, IReadOnlyList<string> Problems);
