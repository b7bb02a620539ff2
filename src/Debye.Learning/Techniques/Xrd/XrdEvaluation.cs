using System.Globalization;
using Debye.Crystals;
using Debye.Learning.Metrics;
using Debye.Techniques.Xrd;
using Debye.Techniques.Xrd.Library;

namespace Debye.Learning.Techniques.Xrd;

/// <summary>One judged answer.</summary>
/// <param name="Id">The pattern.</param>
/// <param name="Truth">Its space group, 1…230.</param>
/// <param name="Answer">What was answered.</param>
public sealed record XrdJudgement(string Id, int Truth, XrdAnswer Answer);

/// <summary>How well identification agrees with known space groups.</summary>
public sealed record XrdEvaluation
{
    /// <summary>Patterns judged.</summary>
    public required int Count { get; init; }

    /// <summary>Patterns that could not be judged, with the reason.</summary>
    public required IReadOnlyList<(string Id, Exception Problem)> Skipped { get; init; }

    /// <summary>Most probable space group right.</summary>
    public required Interval SpaceGroup { get; init; }

    /// <summary>Right space group among the five most probable.</summary>
    public required Interval SpaceGroupTop5 { get; init; }

    /// <summary>Most probable crystal system right.</summary>
    public required Interval CrystalSystem { get; init; }

    /// <summary>Most probable extinction group right.</summary>
    public required Interval ExtinctionGroup { get; init; }

    /// <summary>Right extinction group among the five most probable.</summary>
    public required Interval ExtinctionGroupTop5 { get; init; }

    /// <summary>Prediction sets that hold the truth.</summary>
    public required Interval SetCoverage { get; init; }

    /// <summary>Mean number of space groups in a prediction set.</summary>
    public required double MeanSetSize { get; init; }

    /// <summary>Share of answers "unknown".</summary>
    public required double UnknownShare { get; init; }

    /// <summary>Space group right among the answers that were not "unknown"; null when there was none.</summary>
    public required Interval? SpaceGroupWhenKnown { get; init; }

    /// <summary>Expected calibration error of the top probability.</summary>
    public required double CalibrationError { get; init; }

    /// <summary>Without any learning: space group of the best library hit; null without a library.</summary>
    public required Interval? NearestNeighbour { get; init; }

    /// <summary>Without any learning: crystal system of the best library hit; null without a library.</summary>
    public required Interval? NearestNeighbourSystem { get; init; }

    /// <summary>
    /// Without any learning: right group among the five best distinct groups of the library hits; null without a library.
    /// </summary>
    public required Interval? NearestNeighbourTop5 { get; init; }

    /// <summary>
    /// Right group among the groups of all fitted library hits: what ranking could reach at best; null without a library.
    /// </summary>
    public required Interval? AmongLibraryHits { get; init; }

    /// <summary>Identifies every pattern; a pattern that is too short or empty is skipped and named.</summary>
    /// <param name="identifier">Model and library.</param>
    /// <param name="patterns">Patterns with their space group.</param>
    /// <param name="options">Options; all 230 candidates are asked for, whatever Top says.</param>
    /// <param name="judged">Receives every answer as it comes; null to ignore.</param>
    /// <param name="cancellation">Ends the evaluation.</param>
    public static XrdEvaluation Run(
        XrdIdentifier identifier,
        IEnumerable<LabelledPattern> patterns,
        XrdIdentifyOptions options,
        Action<XrdJudgement>? judged = null,
        CancellationToken cancellation = default
    )
    {
        var full = options with { Top = 230 };
        var (answers, skipped) = (new List<XrdJudgement>(), new List<(string, Exception)>());
        foreach (var item in patterns)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                var judgement = new XrdJudgement(item.Id, item.SpaceGroup, identifier.Identify(item.Pattern, item.Id, full));
                answers.Add(judgement);
                judged?.Invoke(judgement);
            }
            catch (ArgumentException problem)
            {
                skipped.Add((item.Id, problem));
            }
        }

        if (answers.Count == 0)
            throw new InvalidOperationException("no pattern could be judged");
        return Summarise(answers, skipped, identifier.Library is not null);
    }

    private static XrdEvaluation Summarise(List<XrdJudgement> answers, List<(string, Exception)> skipped, bool hasLibrary)
    {
        var n = answers.Count;
        Interval Share(Func<XrdJudgement, bool> holds) => Interval.Wilson(answers.Count(holds), n);
        var known = answers.Where(j => !j.Answer.IsUnknown).ToArray();
        var labels = Enumerable.Range(1, 230).Select(number => number.ToString(CultureInfo.InvariantCulture)).ToArray();
        var probabilities = new float[n * 230];
        for (var i = 0; i < n; i++)
            foreach (var candidate in answers[i].Answer.Candidates)
                probabilities[i * 230 + int.Parse(candidate.Label, CultureInfo.InvariantCulture) - 1] = (float)candidate.Probability;
        var report = ClassificationReport.Evaluate(probabilities, answers.Select(j => j.Truth - 1).ToArray(), labels, 1, 5);
        return new XrdEvaluation
        {
            Count = n,
            Skipped = skipped,
            SpaceGroup = report.Accuracy,
            SpaceGroupTop5 = report.TopK[5],
            CrystalSystem = Share(j => j.Answer.CrystalSystem[0].Label == SystemLabel(j.Truth)),
            ExtinctionGroup = Share(j =>
                j.Answer.ExtinctionGroup[0].Label == ExtinctionGroups.Of(j.Truth).ToString(CultureInfo.InvariantCulture)
            ),
            ExtinctionGroupTop5 = Share(j =>
                j.Answer.ExtinctionGroup.Take(5).Any(c => c.Label == ExtinctionGroups.Of(j.Truth).ToString(CultureInfo.InvariantCulture))
            ),
            SetCoverage = Share(j => j.Answer.PredictionSet.Contains(j.Truth.ToString(CultureInfo.InvariantCulture))),
            MeanSetSize = answers.Average(j => j.Answer.PredictionSet.Length),
            UnknownShare = 1 - (double)known.Length / n,
            SpaceGroupWhenKnown =
                known.Length == 0
                    ? null
                    : Interval.Wilson(
                        known.Count(j => j.Answer.Candidates[0].Label == j.Truth.ToString(CultureInfo.InvariantCulture)),
                        known.Length
                    ),
            CalibrationError = report.CalibrationError,
            NearestNeighbour = hasLibrary ? Share(j => ByScore(j).First().SpaceGroup == j.Truth) : null,
            NearestNeighbourSystem = hasLibrary ? Share(j => ByScore(j).First().System == SpaceGroups.SystemOf(j.Truth)) : null,
            NearestNeighbourTop5 = hasLibrary
                ? Share(j => ByScore(j).Select(entry => entry.SpaceGroup).Distinct().Take(5).Contains(j.Truth))
                : null,
            AmongLibraryHits = hasLibrary ? Share(j => j.Answer.Phases.Any(p => p.Entry.SpaceGroup == j.Truth)) : null,
        };
    }

    /// <summary>Hits in the order of the plain similarity, into which nothing learned enters.</summary>
    private static IEnumerable<LibraryEntry> ByScore(XrdJudgement judgement) =>
        judgement.Answer.Phases.OrderByDescending(phase => phase.Score).Select(phase => phase.Entry);

    private static string SystemLabel(int spaceGroup) => SpaceGroups.SystemOf(spaceGroup).ToString().ToLowerInvariant();
}
