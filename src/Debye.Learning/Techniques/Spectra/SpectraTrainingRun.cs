using System.Text.Json;
using Debye.Learning.Metrics;
using Debye.Learning.Techniques.Spectra.Classifiers;
using Debye.Learning.Training;

namespace Debye.Learning.Techniques.Spectra;

/// <summary>From a recipe to a model package.</summary>
public static class SpectraTrainingRun
{
    private const string WorkFolder = TrainingFolder.Checkpoints;

    /// <summary>Trains by a recipe and writes the package.</summary>
    /// <param name="recipePath">Recipe file; the files that it names are relative to it.</param>
    /// <param name="folder">Receives the package; while networks train, their checkpoints in ".debye-checkpoints", which is removed at the
    /// end.</param>
    /// <param name="context">Seed, threads, resume, clock, progress, cancellation.</param>
    /// <exception cref="DataFormatException">The recipe or a file that it names cannot be read.</exception>
    /// <exception cref="ArgumentException">The spectra do not suffice.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static SpectraTrainingReport Run(string recipePath, string folder, RunContext context)
    {
        TrainingFolder.Require(folder, context.Resume);
        var recipe = SpectraRecipe.Read(recipePath);
        recipe = recipe with { Seed = context.Seed ?? recipe.Seed };
        var data = SpectraDataset.Load(recipe.Data, recipePath);
        Require(recipe, data, recipePath);
        context.Say(
            $"{data.Known.Count} spectra of {data.Classes.Count} "
                + $"classes{(data.Unknown.Count > 0 ? $"; {data.Unknown.Count} of others are left out" : "")}"
        );
        var work = Path.Combine(folder, WorkFolder);
        if (!context.Resume && Directory.Exists(work))
            Directory.Delete(work, recursive: true);
        var isNew = !Directory.Exists(folder);
        Directory.CreateDirectory(folder);
        try
        {
            return Train(recipe, recipePath, data, folder, work, context);
        }
        catch when (isNew && !Directory.EnumerateFileSystemEntries(folder).Any())
        {
            Directory.Delete(folder);
            throw;
        }
    }

    private static SpectraTrainingReport Train(
        SpectraRecipe recipe,
        string recipePath,
        SpectraDataset data,
        string folder,
        string work,
        RunContext context
    )
    {
        RequireSame(recipe, work);
        var own = new SpectrumTrainingContext(recipe.Seed, context.Threads, context.Cancellation) { Folder = work, Run = context };
        var fit = SpectraTraining.Fit(recipe, data.Known, data.Classes, Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)), own);
        var summary = Describe(recipe, data, fit);
        SpectraModelPackage.Save(folder, recipe.Moved(recipePath, folder), fit.Model, summary);
        if (Directory.Exists(work))
            Directory.Delete(work, recursive: true);
        return summary;
    }

    /// <summary>Checkpoints go on with the recipe and the seed that they were begun with, and no other.</summary>
    private static void RequireSame(SpectraRecipe recipe, string work)
    {
        if (!recipe.Members.Any(member => member.Classifier is NetworkClassifierOptions))
            return;
        var (path, text) = (Path.Combine(work, "recipe.json"), JsonSerializer.Serialize(recipe, RecipeFiles.Json));
        if (File.Exists(path) && File.ReadAllText(path) != text)
            throw new DataFormatException(
                path,
                0,
                "the checkpoints are of another recipe or seed: start without --resume, or name another folder"
            );
        Directory.CreateDirectory(work);
        File.WriteAllText(path, text);
    }

    /// <summary>What only recipe and data together show.</summary>
    private static void Require(SpectraRecipe recipe, SpectraDataset data, string recipePath)
    {
        if (data.Classes.Contains(SpectraExplainer.Unknown))
            throw new DataFormatException(
                recipePath,
                0,
                $"data: a class is called '{SpectraExplainer.Unknown}', which is the name of the answer \"none of these\": "
                    + "rename it, or list it in unknownLabels"
            );
        if (data.Classes.Count < 2 && recipe.Gate is null)
            throw new DataFormatException(
                recipePath,
                0,
                $"data: all {data.Known.Count} spectra are '{data.Classes[0]}', expected two classes, or a gate that tells this "
                    + "one from others"
            );
        if (recipe.FoldKind == SpectraFolds.Grouped && recipe.Folds > 0 && !data.HasGroups)
            throw new DataFormatException(
                recipePath,
                0,
                "foldKind is grouped, but not every spectrum says what it belongs to: name data.groupColumn"
            );
    }

    private static SpectraTrainingReport Describe(SpectraRecipe recipe, SpectraDataset data, SpectraFit fit)
    {
        var labels = data.LabelsOf(data.Known);
        var pooled = fit.LeftOut is null ? null : ClassificationReport.Evaluate(fit.LeftOut, labels, data.Classes);
        var folds = Math.Min(recipe.Folds, labels.CountBy(label => label).Min(pair => pair.Value));
        return new SpectraTrainingReport
        {
            Spectra = data.Classes.ToDictionary(
                name => name,
                name => data.Known.Count(spectrum => spectrum.Label == name),
                StringComparer.Ordinal
            ),
            Accuracy = pooled?.Accuracy.Value,
            NegativeLogLikelihood = pooled?.NegativeLogLikelihood,
            Members =
            [
                .. recipe.Members.Select(
                    (member, k) =>
                        new SpectraMemberReport(
                            member.Classifier.Name,
                            fit.Model.Pool.Weights[k],
                            fit.Single.Count == 0 ? null : ClassificationReport.Evaluate(fit.Single[k], labels, data.Classes).Accuracy.Value
                        )
                ),
            ],
            Split = pooled is null
                ? "none"
                : recipe.FoldKind switch
                {
                    SpectraFolds.Grouped => Invariant($"{folds} folds, groups kept whole"),
                    SpectraFolds.Alike => Invariant($"{folds} folds, spectra that look alike kept together"),
                    _ => Invariant($"{folds} folds at random, classes spread evenly"),
                },
            Warnings = [.. Warnings(recipe, data, pooled is not null)],
        };
    }

    private static IEnumerable<string> Warnings(SpectraRecipe recipe, SpectraDataset data, bool isCrossed)
    {
        foreach (var name in recipe.Data.UnknownLabels.Where(name => data.Unknown.All(spectrum => spectrum.Label != name)))
            yield return $"No spectrum has the label '{name}' that data.unknownLabels names.";
        if (recipe.Folds > 0 && !isCrossed)
            yield return "A class has one spectrum only: nothing was cross-validated, members count the same, and prediction sets are not "
                + "calibrated; a gate is opened as wide as this spectrum is from all others.";
        if (isCrossed && data.HasGroups && recipe.FoldKind != SpectraFolds.Grouped)
            yield return "Groups are known; cross-validation cut through them, so that samples judged had been learnt from. Evaluate with "
                + "--split grouped.";
    }
}
