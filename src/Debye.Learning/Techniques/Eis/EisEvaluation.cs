using Debye.Learning.Calibration;
using Debye.Learning.Metrics;
using Debye.Learning.Trees;
using Debye.Numerics;
using Debye.Techniques.Eis;

namespace Debye.Learning.Techniques.Eis;

/// <summary>How well a model agrees with known circuits, at one level of noise.</summary>
public sealed record EisEvaluation
{
    private const double Coverage = 0.9;

    /// <summary>Standard deviation of the added noise.</summary>
    public required double NoiseLevel { get; init; }

    /// <summary>Accuracy, figures of each class, confusion.</summary>
    public required ClassificationReport Report { get; init; }

    /// <summary>Share of right answers; interval by bootstrap.</summary>
    public required Interval Accuracy { get; init; }

    /// <summary>Mean F1 over the classes; interval by bootstrap.</summary>
    public required Interval MacroF1 { get; init; }

    /// <summary>Mean of −ln p(truth); interval by bootstrap.</summary>
    public required Interval NegativeLogLikelihood { get; init; }

    /// <summary>Expected calibration error; interval by bootstrap.</summary>
    public required Interval CalibrationError { get; init; }

    /// <summary>Share of the prediction sets (wanted: 0.9) that hold the truth; null without calibration.</summary>
    public required Interval? SetCoverage { get; init; }

    /// <summary>Mean number of circuits in a prediction set.</summary>
    public required double MeanSetSize { get; init; }

    /// <summary>Judges a model on labelled spectra.</summary>
    /// <param name="model">The model; not one of images.</param>
    /// <param name="items">The spectra.</param>
    /// <param name="disturbance">What is done to the spectra first: noise, drift, outliers.</param>
    /// <param name="seed">Seed of noise and bootstrap; spectrum i draws from stream i.</param>
    /// <param name="threads">Threads, 1 or more.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static EisEvaluation Run(
        EisModel model,
        IReadOnlyList<LabelledImpedance> items,
        EisOptions disturbance,
        ulong seed,
        int threads,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(disturbance);
        disturbance.Validate();
        if (model.Config.Features == NyquistImages.Features)
            throw new ArgumentException("The model takes Nyquist images, not spectra.", nameof(model));
        var examples = EisExamples.Make(
            items.Count,
            () =>
                i =>
                {
                    var random = new RandomSource(seed, (ulong)i);
                    return items[i] with { Spectrum = EisDisturbance.Apply(items[i].Spectrum, disturbance, random.NextBits()) };
                },
            model.Config.Features,
            threads,
            cancellation: cancellation
        );
        return Run(model, examples, seed) with { NoiseLevel = disturbance.NoiseLevel };
    }

    /// <summary>Judges a model on examples whose features are known.</summary>
    /// <param name="model">The model.</param>
    /// <param name="examples">At least one example.</param>
    /// <param name="seed">Seed of the bootstrap.</param>
    public static EisEvaluation Run(EisModel model, EisExamples examples, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(examples);
        var probabilities = model.Probabilities(examples.Features);
        var labels = model.Config.Labels;
        var report = ClassificationReport.Evaluate(probabilities, examples.Labels, labels, 1, 2, 3);
        var intervals = Bootstrap.Report(probabilities, examples.Labels, labels, seed);
        var sets =
            model.Config.ConformalScores.Length == 0
                ? default((Interval Coverage, double MeanSize)?)
                : new ConformalSets(model.Config.ConformalScores, model.Config.ConformalKind).Judge(
                    probabilities,
                    examples.Labels,
                    Coverage
                );
        return new EisEvaluation
        {
            NoiseLevel = 0,
            Report = report,
            Accuracy = intervals.Accuracy,
            MacroF1 = intervals.MacroF1,
            NegativeLogLikelihood = intervals.NegativeLogLikelihood,
            CalibrationError = intervals.CalibrationError,
            SetCoverage = sets?.Coverage,
            MeanSetSize = sets?.MeanSize ?? 0,
        };
    }
}
