using Debye.Learning.Metrics;

namespace Debye.Learning.Techniques.Crystal;

/// <summary>A crystal of an evaluation.</summary>
/// <param name="Crystal">The crystal.</param>
/// <param name="Target">Truth, in the model's unit.</param>
/// <param name="Answer">The model's answer.</param>
public sealed record CrystalEvaluationRow(CrystalInput Crystal, double Target, CrystalEstimate Answer);

/// <summary>Figures of a model on held-out crystals.</summary>
/// <param name="Rows">Every crystal.</param>
/// <param name="Report">Figures of the model.</param>
/// <param name="Members">Figures of each member alone.</param>
/// <param name="Intervals">For some coverages the share of intervals that hold the truth, with its 95 % interval, and their mean width;
/// empty for a model without.</param>
public sealed record CrystalEvaluation(
    IReadOnlyList<CrystalEvaluationRow> Rows,
    RegressionReport Report,
    IReadOnlyList<RegressionReport> Members,
    IReadOnlyList<(double Asked, Interval Held, double MeanWidth)> Intervals
)
{
    private static readonly double[] s_coverages = [0.5, 0.8, 0.9, 0.95];

    /// <summary>Judges a model on some crystals.</summary>
    /// <param name="model">The model.</param>
    /// <param name="examples">Two or more.</param>
    /// <param name="threads">Threads.</param>
    public static CrystalEvaluation Of(CrystalModel model, IReadOnlyList<CrystalExample> examples, int threads)
    {
        using var predictor = new CrystalPredictor(model, threads);
        var answers = predictor.Predict([.. examples.Select(example => example.Crystal)]);
        var truth = examples.Select(example => example.Target).ToArray();
        return new CrystalEvaluation(
            [.. examples.Select((example, i) => new CrystalEvaluationRow(example.Crystal, example.Target, answers[i]))],
            RegressionReport.Evaluate([.. answers.Select(answer => answer.Value)], truth),
            [.. model.Members.Select((_, m) => RegressionReport.Evaluate([.. answers.Select(answer => answer.Members[m])], truth))],
            Cover(model, answers, truth)
        );
    }

    private static IReadOnlyList<(double Asked, Interval Held, double MeanWidth)> Cover(
        CrystalModel model,
        CrystalEstimate[] answers,
        double[] truth
    )
    {
        if (model.Calibration is not { } calibration)
            return [];
        double[] values = [.. answers.Select(answer => answer.Value)],
            scales = [.. answers.Select(calibration.ExpectedError)];
        return
        [
            .. s_coverages
                .Where(coverage => coverage <= calibration.Intervals.HighestCoverage)
                .Select(coverage =>
                {
                    var (held, width) = calibration.Intervals.Judge(values, scales, truth, coverage);
                    return (coverage, held, width);
                }),
        ];
    }
}
