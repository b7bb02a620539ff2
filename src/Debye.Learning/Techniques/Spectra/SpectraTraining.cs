using Debye.Learning.Calibration;
using Debye.Learning.OpenSet;
using Debye.Learning.Tables;
using Debye.Learning.Techniques.Spectra.Classifiers;
using Debye.Learning.Techniques.Spectra.Preprocessing;
using Debye.Learning.Techniques.Spectra.Splits;
using Debye.Learning.Trees;
using Debye.Techniques.Spectra;
using Debye.Techniques.Spectra.Preprocessing;

namespace Debye.Learning.Techniques.Spectra;

/// <summary>A model with the answers that cross-validation gave for its training spectra.</summary>
/// <param name="Model">The model.</param>
/// <param name="LeftOut">Pooled probabilities of every training spectrum by members that had not seen it, spectra × classes; null without
/// folds.</param>
/// <param name="Single">The same of each member.</param>
internal sealed record SpectraFit(SpectraModel Model, float[]? LeftOut, IReadOnlyList<float[]> Single);

/// <summary>From labelled spectra to a model; nothing but the spectra given is looked at.</summary>
internal static class SpectraTraining
{
    /// <summary>Spectra of a group of look-alikes, in the mean: as many as samples are usually repeated.</summary>
    private const int AlikeRows = 4;

    /// <summary>Fits a model.</summary>
    /// <param name="recipe">Members, gate, folds.</param>
    /// <param name="spectra">Training spectra, all of known classes; every class has one at least.</param>
    /// <param name="classes">The known classes.</param>
    /// <param name="name">Name of the model.</param>
    /// <param name="context">Seed, threads, where networks keep their checkpoints.</param>
    /// <exception cref="ArgumentException">The spectra do not suffice, or do not share unit or axis.</exception>
    public static SpectraFit Fit(
        SpectraRecipe recipe,
        IReadOnlyList<MaterialSpectrum> spectra,
        IReadOnlyList<string> classes,
        string name,
        SpectrumTrainingContext context
    )
    {
        var labels = SpectraDataset.IndicesOf(spectra, classes);
        var single = LeftOut(recipe, spectra, labels, classes.Count, context);
        var pool = single.Count == 0 ? PositivePool.Equal(recipe.Members.Count) : PositivePool.Fit(single, labels, classes.Count);
        var pooled = single.Count == 0 ? null : pool.Combine(classes.Count, single);
        var members = recipe
            .Members.Select((options, k) => Member(options, spectra, labels, classes.Count, Within(context, Invariant($"member-{k}"))))
            .ToArray();
        var closed = new SpectraModel(name, classes, members, pool)
        {
            Background = BackgroundOf(spectra),
            Sets = pooled is null ? null : ConformalSets.Fit(pooled, labels, classes.Count),
        };
        var model = recipe.Gate is null
            ? closed
            : new SpectraModel(name, classes, members, pool)
            {
                Background = closed.Background,
                Sets = closed.Sets,
                Gate = Gate(recipe.Gate, closed, spectra, labels, pooled, context),
            };
        return new SpectraFit(model, pooled, single);
    }

    /// <summary>One member, fitted to spectra.</summary>
    public static SpectraMember Member(
        SpectraMemberOptions options,
        IReadOnlyList<MaterialSpectrum> spectra,
        int[] labels,
        int classes,
        SpectrumTrainingContext context
    )
    {
        context.Cancellation.ThrowIfCancellationRequested();
        var pipeline = new SpectrumPipeline { Steps = options.Preprocessing }.Fit(spectra);
        var own = SpectraBase.Load(options.Base, pipeline.OutputAxis.Length);
        var features = SpectraMember.Features(pipeline, own, spectra, context.Threads);
        return new SpectraMember(pipeline, options.Classifier.Train(TreeExamples.ForClasses(features, labels, classes), context))
        {
            Base = own,
        };
    }

    /// <summary>Answers of every member for the spectra of each fold, fitted to the others; empty without folds.</summary>
    private static IReadOnlyList<float[]> LeftOut(
        SpectraRecipe recipe,
        IReadOnlyList<MaterialSpectrum> spectra,
        int[] labels,
        int classes,
        SpectrumTrainingContext context
    )
    {
        var folds = Math.Min(recipe.Folds, labels.CountBy(label => label).Min(pair => pair.Value));
        if (folds < 2)
            return [];
        var splits = Splits(recipe, spectra, folds);
        var answers = recipe.Members.Select(_ => new float[labels.Length * classes]).ToArray();
        for (var k = 0; k < answers.Length; k++)
        {
            for (var f = 0; f < splits.Count; f++)
            {
                var member = Member(
                    recipe.Members[k],
                    Rows(spectra, splits[f].Train),
                    [.. splits[f].Train.Select(row => labels[row])],
                    classes,
                    Within(context, Invariant($"member-{k}-fold-{f}"))
                );
                var own = member.Predict(Rows(spectra, splits[f].Test), context.Threads);
                for (var i = 0; i < splits[f].Test.Count; i++)
                    own.AsSpan(i * classes, classes).CopyTo(answers[k].AsSpan(splits[f].Test[i] * classes));
            }

            context.Run.Say(Invariant($"cross-validated {recipe.Members[k].Classifier.Name}, {k + 1} of {answers.Length}"));
        }

        return answers;
    }

    /// <summary>Folds of the training spectra.</summary>
    private static IReadOnlyList<SpectrumSplit> Splits(SpectraRecipe recipe, IReadOnlyList<MaterialSpectrum> spectra, int folds)
    {
        var splitter = SpectrumSplitter.Of(spectra);
        if (recipe.FoldKind == SpectraFolds.Random)
            return splitter.StratifiedFolds(folds, recipe.Seed);
        if (recipe.FoldKind == SpectraFolds.Grouped)
            return splitter.GroupedFolds(folds, null, recipe.Seed);
        var pipeline = new SpectrumPipeline { Steps = recipe.Members[0].Preprocessing }.Fit(spectra);
        return splitter.GroupedFolds(
            folds,
            LookAlikes.Group(pipeline.Apply(spectra), Math.Max(folds, spectra.Count / AlikeRows)),
            recipe.Seed
        );
    }

    private static SpectraGate Gate(
        SpectraGateOptions options,
        SpectraModel closed,
        IReadOnlyList<MaterialSpectrum> spectra,
        int[] labels,
        float[]? pooled,
        SpectrumTrainingContext context
    )
    {
        if (options.Detector.Input == DetectorInput.Logits)
        {
            var own = new OpenSetExamples(
                new SampleTable(SpectraModel.Logits(closed.Predict(spectra, context.Threads)), closed.Labels.Count),
                labels,
                closed.Labels.Count
            );
            var leftOut = pooled is null
                ? null
                : new OpenSetExamples(new SampleTable(SpectraModel.Logits(pooled), closed.Labels.Count), labels, closed.Labels.Count);
            return new SpectraGate(
                null,
                options.Calibration == GateCalibration.Own || leftOut is null
                    ? options.Detector.Fit(own)
                    : options.Detector.Fit(own, leftOut)
            );
        }

        var pipeline = new SpectrumPipeline { Steps = options.Preprocessing }.Fit(spectra);
        var seen = SpectraBase.Load(options.Base, pipeline.OutputAxis.Length);
        var examples = new OpenSetExamples(SpectraGate.Inputs(pipeline, seen, spectra, context.Threads), labels, closed.Labels.Count);
        return new SpectraGate(
            pipeline,
            options.Calibration switch
            {
                GateCalibration.Own => options.Detector.Fit(examples),
                GateCalibration.Grouped => options.Detector.FitGrouped(examples, GroupsOf(spectra), context.Seed),
                _ => options.Detector.FitCrossed(examples, options.Folds, context.Seed),
            }
        )
        {
            Base = seen,
        };
    }

    private static int[] GroupsOf(IReadOnlyList<MaterialSpectrum> spectra)
    {
        var names = spectra
            .Select(spectrum =>
                spectrum.Group
                ?? throw new ArgumentException($"{spectrum.Source} has no group, which the calibration of the gate needs.", nameof(spectra))
            )
            .ToArray();
        var distinct = names.Distinct().ToList();
        return Array.ConvertAll(names, distinct.IndexOf);
    }

    /// <summary>
    /// Mean of the spectra, each divided by the sum of its magnitudes; over the axis of the first, as far as all of them reach.
    /// </summary>
    private static MaterialSpectrum BackgroundOf(IReadOnlyList<MaterialSpectrum> spectra)
    {
        var (low, high) = (spectra.Max(spectrum => spectrum.Axis[0]), spectra.Min(spectrum => spectrum.Axis[^1]));
        double[] axis = [.. spectra[0].Axis.ToArray().Where(value => value >= low && value <= high)];
        if (axis.Length < 2)
            throw new ArgumentException(
                $"Expected spectra that overlap, {spectra[0].Source} shares no two points with all others.",
                nameof(spectra)
            );
        var (mean, own) = (new double[axis.Length], new double[axis.Length]);
        foreach (var spectrum in spectra)
        {
            SpectrumResampling.Linear(spectrum.Axis, spectrum.Intensity, axis, own);
            var area = own.Sum(Math.Abs);
            for (var i = 0; i < mean.Length && area > 0; i++)
                mean[i] += own[i] / area / spectra.Count;
        }

        return new MaterialSpectrum(spectra[0].Unit, axis, mean) { Source = "mean of the training spectra" };
    }

    private static MaterialSpectrum[] Rows(IReadOnlyList<MaterialSpectrum> spectra, IReadOnlyList<int> rows) =>
        [.. rows.Select(row => spectra[row])];

    private static SpectrumTrainingContext Within(SpectrumTrainingContext context, string part) =>
        context.Folder is null ? context : context with { Folder = Path.Combine(context.Folder, part) };
}
