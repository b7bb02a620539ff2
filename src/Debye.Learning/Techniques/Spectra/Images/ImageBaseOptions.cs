using Debye.Learning.Packages;

namespace Debye.Learning.Techniques.Spectra.Images;

/// <summary>Which frozen network looks at the images of spectra: a base of Debye's own, or the files of a user's network.</summary>
public sealed record ImageBaseOptions
{
    /// <summary>
    /// Folder of a base (<see cref="SpectrumImageBase"/>), relative to the recipe; empty where <see cref="Weights"/> is given.
    /// </summary>
    public string Folder { get; init; } = "";

    /// <summary>Weights of another network (.safetensors), relative to the recipe.</summary>
    public string Weights { get; init; } = "";

    /// <summary>Its layers (architecture.json), relative to the recipe.</summary>
    public string Architecture { get; init; } = "";

    /// <summary>The image; null for that of the base's own training.</summary>
    public SpectrumImageOptions? Image { get; init; }

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="ArgumentException">A part is missing, or one too many is given.</exception>
    public void Validate()
    {
        if (Folder is null || Weights is null || Architecture is null)
            throw new ArgumentException("a part of base is null");
        if (Folder.Length > 0 == Weights.Length > 0 || Weights.Length > 0 != Architecture.Length > 0)
            throw new ArgumentException("base: expected either folder, or weights and architecture");
        if (Weights.Length > 0 && Image is null)
            throw new ArgumentException("base: weights need image, such as { \"size\": 224 }");
        Image?.Validate();
    }

    /// <summary>The same with full paths.</summary>
    internal ImageBaseOptions Located(string recipePath) =>
        Folder.Length > 0
            ? this with
            {
                Folder = RecipeFiles.Beside(recipePath, Folder),
            }
            : this with
            {
                Weights = RecipeFiles.Beside(recipePath, Weights),
                Architecture = RecipeFiles.Beside(recipePath, Architecture),
            };

    /// <summary>Reads the network for spectra of a length.</summary>
    /// <exception cref="DataFormatException">A file is missing or damaged.</exception>
    /// <exception cref="ArgumentException">A spectrum has fewer points than the image.</exception>
    internal SpectrumImageBase Load(int points) =>
        Folder.Length > 0 ? SpectrumImageBase.Load(Folder, points, Image) : SpectrumImageBase.Load(Weights, Architecture, points, Image!);

    /// <summary>Copies the network's files into a package.</summary>
    internal void CopyTo(string folder, SpectrumImageOptions image)
    {
        Directory.CreateDirectory(folder);
        File.Copy(
            Folder.Length > 0 ? Path.Combine(Folder, WeightFile.Name) : Weights,
            Path.Combine(folder, WeightFile.Name),
            overwrite: true
        );
        File.Copy(
            Folder.Length > 0 ? Path.Combine(Folder, SpectrumBaseConfig.ArchitectureName) : Architecture,
            Path.Combine(folder, SpectrumBaseConfig.ArchitectureName),
            overwrite: true
        );
        new SpectrumBaseConfig { FormatVersion = 1, Image = image }.Write(folder);
    }
}
