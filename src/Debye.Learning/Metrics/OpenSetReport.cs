namespace Debye.Learning.Metrics;

/// <summary>Figures of merit of one trained class.</summary>
/// <param name="Label">Its name.</param>
/// <param name="Count">Samples of it.</param>
/// <param name="Sensitivity">Share of its samples that were assigned to it; null without any.</param>
/// <param name="Specificity">Share of the assignments of all other samples that did not go to it; null without other samples.</param>
/// <param name="Efficiency">Geometric mean of both; that one which is known where the other is not.</param>
public readonly record struct ClassMerit(string Label, int Count, double? Sensitivity, double? Specificity, double? Efficiency);

/// <summary>How well a classifier that may refuse or name several classes tells samples of known and of unknown classes.</summary>
/// <remarks>Source: A. L. Pomerantsev and O. Ye. Rodionova, J. Chemometrics 32, e3030 (2018), doi 10.1002/cem.3030.</remarks>
public sealed record OpenSetReport
{
    /// <summary>Number of samples.</summary>
    public required int Count { get; init; }

    /// <summary>Share of samples with the right class among their answers, or of an unknown class and refused.</summary>
    public required double Accuracy { get; init; }

    /// <summary>Total sensitivity TSNS: share of the samples of trained classes that were assigned to theirs; null without any.</summary>
    public required double? Sensitivity { get; init; }

    /// <summary>
    /// Total specificity TSPS: one less wrong assignments per sample (and per class that could be wrong, where several may be named).
    /// </summary>
    public required double Specificity { get; init; }

    /// <summary>
    /// Total efficiency TEFF: geometric mean of sensitivity and specificity; the specificity where there is no sensitivity.
    /// </summary>
    public double Efficiency => Sensitivity is { } sensitivity ? Math.Sqrt(sensitivity * Specificity) : Specificity;

    /// <summary>Figures of every trained class.</summary>
    public required IReadOnlyList<ClassMerit> Classes { get; init; }

    /// <summary>Names of all classes, trained ones first.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>Number of trained classes.</summary>
    public required int TrainedClasses { get; init; }

    /// <summary>
    /// Confusion matrix, row-major: all classes × (trained classes, then "unknown"). With several answers to a sample each one counts.
    /// </summary>
    public required ReadOnlyMemory<int> Confusion { get; init; }

    /// <summary>Evaluates answers.</summary>
    /// <param name="truth">Class of every sample, an index into <paramref name="labels"/>; at least one.</param>
    /// <param name="answers">Trained classes assigned to every sample; empty for "unknown".</param>
    /// <param name="labels">Names of all classes, the trained ones first.</param>
    /// <param name="trained">Number of trained classes, 1…<paramref name="labels"/>.</param>
    /// <param name="style">Whether one class is named at most, or any number.</param>
    /// <exception cref="ArgumentException">Lengths do not match, an index is out of range, or several classes are named in a hard
    /// style.</exception>
    public static OpenSetReport Evaluate(
        ReadOnlySpan<int> truth,
        IReadOnlyList<int[]> answers,
        IReadOnlyList<string> labels,
        int trained,
        AnswerStyle style = AnswerStyle.Single
    )
    {
        var table = new AnswerTable(truth, answers, labels.Count, trained, style);
        double samples = truth.Length,
            known = table.Known,
            hits = table.Hits;
        var possible = style == AnswerStyle.Several ? Math.Max(1, trained - 1) : 1;
        return new OpenSetReport
        {
            Count = truth.Length,
            Accuracy = (hits + table.Refused) / samples,
            Sensitivity = known > 0 ? hits / known : null,
            Specificity = 1 - (table.Assigned - hits) / samples / possible,
            Classes = [.. Enumerable.Range(0, trained).Select(k => table.MeritOf(k, labels[k]))],
            Labels = labels,
            TrainedClasses = trained,
            Confusion = table.Counts,
        };
    }
}
