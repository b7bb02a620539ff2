using Debye.Learning.Metrics;
using Debye.Learning.Techniques.Spectra.Classifiers;
using Debye.Learning.Techniques.Spectra.Splits;
using Debye.Techniques.Spectra;

namespace Debye.Learning.Techniques.Spectra;

/// <summary>How the test spectra of one group fared.</summary>
/// <param name="Group">The group.</param>
/// <param name="Label">Its class.</param>
/// <param name="Count">Spectra of it that were tested.</param>
/// <param name="Right">Of these, whose most probable class is right, refused or not.</param>
/// <param name="Accepted">Of these, taken for one of the known classes.</param>
public readonly record struct GroupFigures(string Group, string Label, int Count, int Right, int Accepted);

/// <summary>A model judged on spectra that it has not seen.</summary>
public sealed record SpectraEvaluation
{
    /// <summary>How training and test spectra were parted.</summary>
    public required string Split { get; init; }

    /// <summary>What makes the result look better than new samples will.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Spectra learnt from; null where the model was trained before.</summary>
    public required int? TrainingCount { get; init; }

    /// <summary>Spectra of known classes, as if every one had to be one of them; null where there is none.</summary>
    public required ClassificationReport? Known { get; init; }

    /// <summary>Share of the spectra of known classes that is taken for such; null where there is none.</summary>
    public required double? KnownAccepted { get; init; }

    /// <summary>Share of the other spectra that is refused; null where there is none.</summary>
    public required double? UnknownRefused { get; init; }

    /// <summary>Figures of merit of both together.</summary>
    public required OpenSetReport OpenSet { get; init; }

    /// <summary>Spectra of known classes group by group; empty where groups are not known.</summary>
    public required IReadOnlyList<GroupFigures> Groups { get; init; }

    /// <summary>Judges a trained model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="spectra">Labelled spectra; labels that the model does not know are to be refused.</param>
    /// <param name="threads">Threads, 1 or more; the result does not depend on it.</param>
    /// <exception cref="ArgumentException">There is no spectrum, one has no label, or unit or axis do not fit.</exception>
    public static SpectraEvaluation Of(SpectraModel model, IReadOnlyList<MaterialSpectrum> spectra, int threads = 1) =>
        Judge(model, spectra, threads, "all spectra given; the model was trained before", [], null);

    /// <summary>Trains by a recipe and judges, once for every split.</summary>
    /// <param name="recipe">The recipe; its data are not read.</param>
    /// <param name="data">Spectra; those of unknown classes are judged in every split and never learnt from.</param>
    /// <param name="splits">Splits of the known spectra.</param>
    /// <param name="threads">Threads, 1 or more; the result does not depend on it.</param>
    /// <param name="report">Receives a line of progress for every split; null for silence.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="ArgumentException">The spectra do not suffice.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static IEnumerable<SpectraEvaluation> Repeat(
        SpectraRecipe recipe,
        SpectraDataset data,
        IReadOnlyList<SpectrumSplit> splits,
        int threads,
        Action<string>? report = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(splits);
        for (var s = 0; s < splits.Count; s++)
        {
            var context = new SpectrumTrainingContext(recipe.Seed + (ulong)s, threads, cancellation);
            MaterialSpectrum[] train = [.. splits[s].Train.Select(row => data.Known[row])];
            string[] classes = [.. data.Classes.Where(name => train.Any(spectrum => spectrum.Label == name))];
            var model = SpectraTraining.Fit(recipe with { Seed = recipe.Seed + (ulong)s }, train, classes, "split", context).Model;
            var result = Judge(
                model,
                [.. splits[s].Test.Select(row => data.Known[row]), .. data.Unknown],
                threads,
                splits[s].Description,
                splits[s].Warnings,
                train.Length
            );
            report?.Invoke(Invariant($"split {s + 1} of {splits.Count}: {result.Summary}"));
            yield return result;
        }
    }

    /// <summary>The main figures in one line.</summary>
    public string Summary =>
        string.Join(
            ", ",
            new[]
            {
                Known is { } known
                    ? Invariant($"{known.Count} known, accuracy {known.Accuracy.Value:f4}, accepted {KnownAccepted:f4}")
                    : null,
                UnknownRefused is { } refused ? Invariant($"unknown refused {refused:f4}") : null,
            }.OfType<string>()
        );

    private static SpectraEvaluation Judge(
        SpectraModel model,
        IReadOnlyList<MaterialSpectrum> spectra,
        int threads,
        string split,
        IReadOnlyList<string> warnings,
        int? training
    )
    {
        if (spectra.Count == 0)
            throw new ArgumentException("Expected at least one spectrum to judge.", nameof(spectra));
        if (spectra.FirstOrDefault(spectrum => spectrum.Label is null) is { } bare)
            throw new ArgumentException($"Expected labelled spectra, {bare.Source} has no label.", nameof(spectra));
        var (probabilities, classes) = (model.Predict(spectra, threads), model.Labels.Count);
        var answers = model.Identify(spectra, probabilities, new SpectraIdentifyOptions { Threads = threads });
        string[] labels =
        [
            .. model.Labels,
            .. spectra.Select(spectrum => spectrum.Label!).Distinct().Except(model.Labels).Order(StringComparer.Ordinal),
        ];
        var truth = SpectraDataset.IndicesOf(spectra, labels);
        int[] known = [.. Enumerable.Range(0, truth.Length).Where(i => truth[i] < classes)];
        int[] unknown = [.. Enumerable.Range(0, truth.Length).Where(i => truth[i] >= classes)];
        var top = Enumerable
            .Range(0, truth.Length)
            .Select(i => ClassificationReport.RankOf(probabilities.AsSpan(i * classes, classes), Math.Min(truth[i], classes - 1)) == 0)
            .ToArray();
        return new SpectraEvaluation
        {
            Split = split,
            Warnings = warnings,
            TrainingCount = training,
            Known =
                known.Length == 0
                    ? null
                    : ClassificationReport.Evaluate(
                        [.. known.SelectMany(i => probabilities[(i * classes)..((i + 1) * classes)])],
                        [.. known.Select(i => truth[i])],
                        model.Labels
                    ),
            KnownAccepted = known.Length == 0 ? null : known.Count(i => !answers[i].IsUnknown) / (double)known.Length,
            UnknownRefused = unknown.Length == 0 ? null : unknown.Count(i => answers[i].IsUnknown) / (double)unknown.Length,
            OpenSet = OpenSetReport.Evaluate(
                truth,
                [.. answers.Select(answer => answer.IsUnknown ? [] : new[] { Array.IndexOf(labels, answer.Candidates[0].Label) })],
                labels,
                classes
            ),
            Groups =
            [
                .. known
                    .Where(i => spectra[i].Group is not null)
                    .GroupBy(i => (spectra[i].Group!, spectra[i].Label!))
                    .Select(group => new GroupFigures(
                        group.Key.Item1,
                        group.Key.Item2,
                        group.Count(),
                        group.Count(i => top[i]),
                        group.Count(i => !answers[i].IsUnknown)
                    )),
            ],
        };
    }
}
