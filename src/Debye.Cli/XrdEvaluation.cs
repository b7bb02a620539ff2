using Debye.Crystals;
using Debye.Learning.Metrics;
using Debye.Learning.Recipes.Xrd;

namespace Debye.Cli;

/// <summary>One evaluated pattern.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Truth">True space-group number.</param>
/// <param name="Answer">Most probable space-group number.</param>
/// <param name="Probability">Its probability.</param>
/// <param name="Rank">Place of the truth among the candidates, 1 = first.</param>
/// <param name="IsUnknown">Whether the model called the pattern unknown.</param>
/// <param name="InPredictionSet">Whether the prediction set holds the truth.</param>
internal sealed record EvaluatedItem(string Id, int Truth, int Answer, double Probability, int Rank, bool IsUnknown, bool InPredictionSet);

/// <summary>Collects answers and summarises them.</summary>
internal sealed class XrdEvaluation
{
    private static readonly string[] Labels = [.. Enumerable.Range(1, 230).Select(number => number.ToString())];
    private readonly List<float> _probabilities = [];
    private int _systemsRight;
    private int _extinctionsRight;
    private long _setSizes;

    /// <summary>Number of patterns.</summary>
    public int Count => Items.Count;

    /// <summary>The patterns with their answers.</summary>
    public List<EvaluatedItem> Items { get; } = [];

    /// <summary>Adds an answer that lists all 230 candidates.</summary>
    public void Add(string id, int truth, XrdIdentification answer)
    {
        var row = new float[230];
        foreach (var candidate in answer.Candidates) row[int.Parse(candidate.Label) - 1] = (float)candidate.Probability;
        _probabilities.AddRange(row);
        if (answer.CrystalSystem[0].Label == SpaceGroups.SystemOf(truth).ToString().ToLowerInvariant()) _systemsRight++;
        if (answer.ExtinctionGroup[0].Label == ExtinctionGroups.Of(truth).ToString()) _extinctionsRight++;
        _setSizes += answer.PredictionSet.Length;
        var best = answer.Candidates[0];
        Items.Add(new EvaluatedItem(id, truth, int.Parse(best.Label), best.Probability, ClassificationReport.RankOf(row, truth - 1) + 1, answer.IsUnknown, answer.PredictionSet.Contains(truth.ToString())));
    }

    /// <summary>The figures as a JSON document.</summary>
    public object Figures()
    {
        var report = Report();
        return new
        {
            count = Count,
            top1 = Share(report.TopK[1]),
            top5 = Share(report.TopK[5]),
            crystalSystem = Share(Interval.Wilson(_systemsRight, Count)),
            extinctionGroup = Share(Interval.Wilson(_extinctionsRight, Count)),
            predictionSet = new { covered = Share(Covered()), meanSize = (double)_setSizes / Count },
            unknown = Items.Count(item => item.IsUnknown),
            calibrationError = report.CalibrationError,
            negativeLogLikelihood = report.NegativeLogLikelihood,
            macroRecall = report.MacroRecall,
        };
    }

    /// <summary>The figures for people.</summary>
    public string Text()
    {
        var report = Report();
        return string.Join('\n',
            $"patterns                {Count}",
            $"space group, first      {report.TopK[1]}",
            $"space group, first five {report.TopK[5]}",
            $"crystal system          {Interval.Wilson(_systemsRight, Count)}",
            $"extinction group        {Interval.Wilson(_extinctionsRight, Count)}",
            $"prediction sets         {Covered()} hold the truth, {(double)_setSizes / Count:f1} space groups on average",
            $"unknown                 {Items.Count(item => item.IsUnknown)}",
            $"calibration error       {report.CalibrationError:f3}");
    }

    private ClassificationReport Report() => ClassificationReport.Evaluate(_probabilities.ToArray(), Items.Select(item => item.Truth - 1).ToArray(), Labels, 1, 5);

    private Interval Covered() => Interval.Wilson(Items.Count(item => item.InPredictionSet), Count);

    private static object Share(Interval interval) => new { value = interval.Value, low = interval.Low, high = interval.High };
}
