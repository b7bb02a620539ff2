namespace Debye.Learning.Packages.Hub;

/// <summary>What a pull did.</summary>
/// <param name="Folder">The package.</param>
/// <param name="Manifest">Its files, all checked.</param>
/// <param name="Unchecked">How many files the place told no hash of.</param>
public sealed record ModelPullResult(string Folder, ModelManifest Manifest, int Unchecked);
