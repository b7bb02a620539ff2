using Debye.Learning.Models;
using Debye.Tensors;

namespace Debye.Learning.Recipes.Spectra.Images.Pretraining;

/// <summary>The base with the two heads of its training: which material, and what the spectrum looked like.</summary>
internal sealed class PretrainingNetwork : Module
{
    private readonly AsImage _image;
    private readonly Dropout _dropout;
    private readonly Linear _material;
    private readonly Linear _spectrum;

    public PretrainingNetwork(SpectrumPretrainingRecipe recipe, RandomStream initial, RandomStream dropout)
    {
        var architecture = recipe.Network.ToArchitecture();
        _image = new AsImage(recipe.Image.Size, recipe.Image.Size);
        Base = Register("base", new ImageNetwork(architecture, initial, recipe.Image.Padding));
        _dropout = Register("dropout", new Dropout((float)recipe.Dropout, dropout));
        _material = Register("material", new Linear(architecture.FeatureCount, recipe.Materials.Count(), initial));
        _spectrum = Register("spectrum", new Linear(architecture.FeatureCount, recipe.Image.Size, initial));
    }

    public ImageNetwork Base { get; }

    /// <summary>Logits of the materials.</summary>
    public override Tensor Forward(Tape tape, Tensor x) => Heads(tape, x).Materials;

    /// <summary>Logits of the materials, and the means of the spectrum's segments.</summary>
    public (Tensor Materials, Tensor Spectrum) Heads(Tape tape, Tensor x)
    {
        var features = Base.Forward(tape, _image.Forward(tape, x));
        return (_material.Forward(tape, _dropout.Forward(tape, features)), _spectrum.Forward(tape, features));
    }
}
