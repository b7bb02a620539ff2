using Debye.Learning.Calibration;
using Debye.Learning.Metrics;
using Debye.Learning.Tables;
using Debye.Learning.Trees;

namespace Debye.Learning.Techniques.Pdf;

/// <summary>How well a model agrees with curves of known space group.</summary>
public sealed record PdfEvaluation
{
    private const double Coverage = 0.9;

    /// <summary>Accuracy, figures of each class, confusion.</summary>
    public required ClassificationReport Report { get; init; }

    /// <summary>Intervals by bootstrap.</summary>
    public required BootstrapReport Intervals { get; init; }

    /// <summary>Share of the prediction sets (wanted: 0.9) that hold the truth; null without calibration.</summary>
    public required Interval? SetCoverage { get; init; }

    /// <summary>Mean number of space groups in a prediction set.</summary>
    public required double MeanSetSize { get; init; }

    /// <summary>Judges a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="curves">Curves of 209 values, 0…1; at least one.</param>
    /// <param name="spaceGroups">Space group of each, one of the model's.</param>
    /// <param name="seed">Seed of the bootstrap.</param>
    /// <param name="report">Receives lines of progress; null for silence.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ArgumentException">A length does not match, or a space group is not one of the model's.</exception>
    public static PdfEvaluation Run(
        PdfModel model,
        FeatureTable curves,
        IReadOnlyList<int> spaceGroups,
        ulong seed,
        Action<string>? report = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(curves);
        ArgumentNullException.ThrowIfNull(spaceGroups);
        var labels = model.Config.Labels;
        int[] truth = [.. spaceGroups.Select(number => Array.IndexOf(labels, Invariant($"{number}")))];
        if (truth.Contains(-1))
            throw new ArgumentException(
                Invariant($"Expected the space groups {string.Join(", ", labels)}, got {spaceGroups[Array.IndexOf(truth, -1)]} too."),
                nameof(spaceGroups)
            );
        var probabilities = model.Probabilities(curves, report, cancellation);
        var sets =
            model.Config.ConformalScores.Length == 0
                ? default((Interval Coverage, double MeanSize)?)
                : new ConformalSets(model.Config.ConformalScores, model.Config.ConformalKind).Judge(probabilities, truth, Coverage);
        return new PdfEvaluation
        {
            Report = ClassificationReport.Evaluate(probabilities, truth, labels, 1, 2, 3),
            Intervals = Bootstrap.Report(probabilities, truth, labels, seed),
            SetCoverage = sets?.Coverage,
            MeanSetSize = sets?.MeanSize ?? 0,
        };
    }
}
