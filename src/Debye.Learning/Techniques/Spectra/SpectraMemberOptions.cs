using System.Collections.Immutable;
using Debye.Learning.Techniques.Spectra.Classifiers;
using Debye.Learning.Techniques.Spectra.Images;
using Debye.Learning.Techniques.Spectra.Preprocessing;

namespace Debye.Learning.Techniques.Spectra;

/// <summary>One way from a spectrum to probabilities: preprocessing, perhaps an image base, then a classifier.</summary>
public sealed record SpectraMemberOptions
{
    /// <summary>Steps of preprocessing, first to last; may be empty.</summary>
    public ImmutableArray<SpectrumStep> Preprocessing { get; init; } = [];

    /// <summary>
    /// The frozen network that sees the preprocessed spectrum as an image, and whose features the classifier gets; null to give it the
    /// spectrum itself.
    /// </summary>
    public ImageBaseOptions? Base { get; init; }

    /// <summary>The classifier.</summary>
    public SpectrumClassifierOptions Classifier { get; init; } = new LogisticClassifierOptions();

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentException">A value is outside its range.</exception>
    public void Validate()
    {
        if (Preprocessing.IsDefault || Classifier is null)
            throw new ArgumentException("a part of a member is null");
        new SpectrumPipeline { Steps = Preprocessing }.Validate();
        Base?.Validate();
        Classifier.Validate();
    }
}
