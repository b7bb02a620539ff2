using Debye.Learning.Metrics;

namespace Debye.Learning.Techniques.Crystal.Adaptation;

/// <summary>A method on the rows that were set apart.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Trainings">Trainings with different seeds.</param>
/// <param name="MeanError">Mean over the trainings of the mean absolute error, with its 95 % interval over them, all rows.</param>
/// <param name="MeanHeadlineError">The same, rows of the headline.</param>
/// <param name="All">Figures of the mean answer of all trainings, all rows.</param>
/// <param name="Headline">The same, rows of the headline; null without one.</param>
public sealed record AdaptationTestFigure(
    string Name,
    int Trainings,
    Interval MeanError,
    Interval? MeanHeadlineError,
    RegressionReport All,
    RegressionReport? Headline
);

/// <summary>One crystal that was set apart.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Formula">Reduced formula.</param>
/// <param name="IsHeadline">Whether it counts for the headline.</param>
/// <param name="Target">Measured value.</param>
/// <param name="Base">Answer of the base model.</param>
/// <param name="Adapted">Answer of the adapted model.</param>
/// <param name="Low">Lower end of its 90 % interval.</param>
/// <param name="High">Upper end.</param>
public sealed record AdaptationTestRow(
    string Id,
    string Formula,
    bool IsHeadline,
    double Target,
    double Base,
    double Adapted,
    double Low,
    double High
);

/// <summary>The rows set apart, looked at once.</summary>
/// <param name="Adapted">The adapted model, all rows.</param>
/// <param name="AdaptedHeadline">The adapted model, rows of the headline; null without one.</param>
/// <param name="Coverage">Share of its 90 % intervals that hold the measured value, with its 95 % interval.</param>
/// <param name="Methods">Each method by itself, controls included.</param>
/// <param name="Rows">Every crystal.</param>
public sealed record AdaptationTestResult(
    RegressionReport Adapted,
    RegressionReport? AdaptedHeadline,
    Interval Coverage,
    IReadOnlyList<AdaptationTestFigure> Methods,
    IReadOnlyList<AdaptationTestRow> Rows
)
{
    private const string TestFile = "test.json";

    /// <summary>Coverage of the intervals that are judged.</summary>
    private const double IntervalCoverage = 0.9;

    /// <summary>Refuses to look a second time.</summary>
    internal static void RequireUnopened(string folder, AdaptationRecipe recipe, string recipePath)
    {
        if (recipe.Test is null)
            throw new DataFormatException(recipePath, 0, "no rows are set apart: test is missing");
        var path = Path.Combine(folder, TestFile);
        if (File.Exists(path))
            throw new DataFormatException(path, 0, "the rows set apart were looked at before: a choice that follows would be made by them");
    }

    internal static AdaptationTestResult Open(
        string folder,
        AdaptationRecipe recipe,
        string recipePath,
        CrystalModel model,
        CrystalModel adapted,
        IReadOnlyList<CrystalMember?[]> trained,
        int threads,
        Action<string> report
    )
    {
        if (!File.Exists(Path.Combine(folder, CrystalAdaptation.ChoiceFile)))
            throw new InvalidOperationException("the choice is not written down yet");
        var test = recipe.Test!;
        var data = recipe.Data with { Targets = test.Targets, OnlyColumn = "", Only = [] };
        var examples = CrystalDataset.ReadRows(data, recipePath, _ => true, model.NewInputBuilder, threads, report);
        var marked =
            test.HeadlineColumn.Length == 0
                ? []
                : CrystalTargets
                    .Read(
                        RecipeFiles.Beside(recipePath, test.Targets),
                        data with
                        {
                            OnlyColumn = test.HeadlineColumn,
                            Only = [test.Headline],
                        },
                        _ => { }
                    )
                    .Select(row => row.Id)
                    .ToHashSet(StringComparer.Ordinal);
        CrystalInput[] crystals = [.. examples.Select(example => example.Crystal)];
        double[] truth = [.. examples.Select(example => example.Target)];
        var headline = Enumerable.Range(0, truth.Length).Where(i => marked.Contains(crystals[i].Graph.Id)).ToArray();
        using var basePredictor = new CrystalPredictor(model, threads);
        double[] baseValues = Array.ConvertAll(basePredictor.Predict(crystals), answer => answer.Value);
        var figures = recipe
            .Methods.Select(
                (method, m) =>
                    Figure(
                        method.Name,
                        [.. trained[m].Select(member => CrystalAdaptation.Predict(model, member, crystals, baseValues, threads))],
                        truth,
                        headline
                    )
            )
            .ToArray();
        using var predictor = new CrystalPredictor(adapted, threads);
        var answers = predictor.Predict(crystals);
        double[] values = Array.ConvertAll(answers, answer => answer.Value);
        var (calibration, scales) = (adapted.Calibration!, answers.Select(adapted.Calibration!.ExpectedError).ToArray());
        var result = new AdaptationTestResult(
            RegressionReport.Evaluate(values, truth),
            Part(values, truth, headline),
            calibration.Intervals.Judge(values, scales, truth, IntervalCoverage).Coverage,
            figures,
            [
                .. examples.Select(
                    (example, i) =>
                    {
                        var interval = calibration.Intervals.Predict(values[i], scales[i], IntervalCoverage);
                        return new AdaptationTestRow(
                            crystals[i].Graph.Id,
                            crystals[i].Formula,
                            marked.Contains(crystals[i].Graph.Id),
                            truth[i],
                            baseValues[i],
                            values[i],
                            interval.Low,
                            interval.High
                        );
                    }
                ),
            ]
        );
        CrystalModelPackage.Write(folder, TestFile, result);
        return result;
    }

    private static AdaptationTestFigure Figure(string name, double[][] trainings, double[] truth, int[] headline)
    {
        double[] mean = [.. Enumerable.Range(0, truth.Length).Select(i => trainings.Average(own => own[i]))];
        return new AdaptationTestFigure(
            name,
            trainings.Length,
            OverTrainings([.. trainings.Select(own => RegressionReport.Evaluate(own, truth).MeanAbsoluteError)]),
            headline.Length < 2 ? null : OverTrainings([.. trainings.Select(own => Part(own, truth, headline)!.MeanAbsoluteError)]),
            RegressionReport.Evaluate(mean, truth),
            Part(mean, truth, headline)
        );
    }

    private static RegressionReport? Part(double[] values, double[] truth, int[] rows) =>
        rows.Length < 2 ? null : RegressionReport.Evaluate(Array.ConvertAll(rows, i => values[i]), Array.ConvertAll(rows, i => truth[i]));

    /// <summary>Mean with the interval of Student's t over trainings.</summary>
    private static Interval OverTrainings(double[] errors)
    {
        var mean = errors.Average();
        if (errors.Length < 2)
            return new Interval(mean, mean, mean);
        var half =
            MathNet.Numerics.Distributions.StudentT.InvCDF(0, 1, errors.Length - 1, 0.975)
            * Math.Sqrt(errors.Sum(error => (error - mean) * (error - mean)) / (errors.Length - 1) / errors.Length);
        return new Interval(mean, mean - half, mean + half);
    }
}
