using Debye.Learning.Networks;
using Debye.Tensors;

namespace Debye.Learning.Techniques.Spectra.Images.Pretraining;

/// <summary>
/// The base with the heads of its training: which material, or how far spectra are apart, and what the spectrum looked like.
/// </summary>
internal sealed class PretrainingNetwork : Module
{
    /// <summary>Mean squared difference of normalised features that counts as one unit of a logit.</summary>
    private const float Temperature = 0.05f;

    /// <summary>Logit of a spectrum with itself.</summary>
    private const float Never = -1e6f;

    private readonly AsImage _image;
    private readonly Dropout _dropout;
    private readonly Linear? _material;
    private readonly BatchNorm? _norm;
    private readonly Linear _spectrum;

    public PretrainingNetwork(SpectrumPretrainingRecipe recipe, RandomStream initial, RandomStream dropout)
    {
        var architecture = recipe.Network.ToArchitecture();
        _image = new AsImage(recipe.Image.Size, recipe.Image.Size);
        Base = Register("base", new ImageNetwork(architecture, initial, recipe.Image.Padding));
        _dropout = Register("dropout", new Dropout((float)recipe.Dropout, dropout));
        if (recipe.Objective == PretrainingObjective.Materials)
            _material = Register("material", new Linear(architecture.FeatureCount, recipe.Materials.Count(), initial));
        else
            _norm = Register("norm", new BatchNorm(architecture.FeatureCount));
        _spectrum = Register("spectrum", new Linear(architecture.FeatureCount, recipe.Image.Size, initial));
    }

    public ImageNetwork Base { get; }

    public override Tensor Forward(Tape tape, Tensor x) => Heads(tape, x).Logits;

    /// <summary>Logits of the materials, or of each spectrum with every other; and the means of the spectra's segments.</summary>
    public (Tensor Logits, Tensor Spectrum) Heads(Tape tape, Tensor x)
    {
        var features = Base.Forward(tape, _image.Forward(tape, x));
        var logits = _material is not null
            ? _material.Forward(tape, _dropout.Forward(tape, features))
            : Closeness(tape, _norm!.Forward(tape, features));
        return (logits, _spectrum.Forward(tape, features));
    }

    private static Tensor Closeness(Tape tape, Tensor features)
    {
        var logits = Functional.Scale(tape, Distances.Squared(tape, features), -1 / (Temperature * features.Extent(1)));
        var self = tape.Empty(logits.Shape);
        for (var i = 0; i < self.Length; i++)
            self.Span[i] = i / logits.Extent(1) == i % logits.Extent(1) ? Never : 0;
        return Functional.Add(tape, logits, self);
    }
}
