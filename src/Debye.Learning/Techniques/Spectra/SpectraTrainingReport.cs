namespace Debye.Learning.Techniques.Spectra;

/// <summary>One member of a trained model.</summary>
/// <param name="Classifier">What it is.</param>
/// <param name="Weight">Its weight in the pool.</param>
/// <param name="Accuracy">Accuracy of its answers in cross-validation; null without.</param>
public sealed record SpectraMemberReport(string Classifier, double Weight, double? Accuracy);

/// <summary>What a training was, and what cross-validation within it says.</summary>
public sealed record SpectraTrainingReport
{
    /// <summary>Training spectra of each class.</summary>
    public required IReadOnlyDictionary<string, int> Spectra { get; init; }

    /// <summary>Accuracy of the pooled answers in cross-validation; null without. Weights were fitted on them.</summary>
    public required double? Accuracy { get; init; }

    /// <summary>Mean −ln p of the true class in cross-validation; null without.</summary>
    public required double? NegativeLogLikelihood { get; init; }

    /// <summary>The members.</summary>
    public required IReadOnlyList<SpectraMemberReport> Members { get; init; }

    /// <summary>How cross-validation was cut.</summary>
    public required string Split { get; init; }

    /// <summary>What makes these numbers look better than new samples will.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
}
