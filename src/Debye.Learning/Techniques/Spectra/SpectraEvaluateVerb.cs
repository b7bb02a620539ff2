using System.Collections.Immutable;
using Debye.Learning.Techniques.Spectra.Splits;
using Debye.Learning.Training;
using Debye.Techniques.Spectra;

namespace Debye.Learning.Techniques.Spectra;

/// <summary>How often a model is right, and how often it refuses rightly.</summary>
internal sealed class SpectraEvaluateVerb : EvaluateVerb
{
    /// <inheritdoc/>
    public override VerbHelp Help { get; } =
        new(
            "evaluate",
            "Evaluate a model on labelled spectra, including those of unknown classes.",
            "Labelled spectra: a recipe whose data are taken, a table (or data:SET/FILE), or a folder with one folder for each class.",
            [
                "Classes that the model does not know, and data.unknownLabels of the recipe, should be refused.",
                "Random splits separate repeated measurements of one sample, and their figures are too high; grouped splits avoid this.",
                "debye spectra evaluate runs/pgaa recipes/spectra-pgaa.json --split random --repeats 20",
                "debye spectra evaluate runs/pgaa recipes/spectra-pgaa.json --split grouped",
                "debye spectra evaluate runs/raman other-instrument.csv",
            ]
        );

    /// <inheritdoc/>
    public override string ModelDescription => "Model package, or a recipe to train by in every split.";

    /// <inheritdoc/>
    public override ImmutableArray<Setting> Settings { get; } =
    [
        new(
            "split",
            SettingKind.Text,
            "Train anew on a part and judge on the rest: random, grouped (every group left out whole), classes (every class left out as "
                + "unknown) or given (a column 'split' with train and test). Without it a package is judged as it is."
        )
        {
            ValueName = "KIND",
            Choices = ["random", "grouped", "classes", "given"],
        },
        new("repeats", SettingKind.Whole, "Number of random splits.")
        {
            ValueName = "N",
            Default = 20L,
            IsAllowed = value => value is >= 1L and <= 10_000L,
            Expected = "1…10,000",
        },
        new("test-share", SettingKind.Number, "Share of every class that is judged (random, classes).")
        {
            ValueName = "P",
            Default = 0.2,
            IsAllowed = value => value is > 0.0 and < 1.0,
            Expected = "a number between 0 and 1",
        },
    ];

    /// <inheritdoc/>
    public override EvaluationDocument Evaluate(string model, string data, SettingValues settings, RunContext context)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(context);
        var kind = settings.Text("split");
        var own = File.Exists(model) ? SpectraRecipe.Read(model) : SpectraModelPackage.Recipe(model);
        var (described, place) = DataOf(data, own);
        var isTrainedAnew = File.Exists(model) || kind is not null;
        IReadOnlyList<SpectraEvaluation> results = isTrainedAnew
            ? Repeat(own, SpectraDataset.Load(described, place), settings, context)
            : [Judge(model, own, described, place, context)];
        return new EvaluationDocument { Text = SpectraEvaluationText.Plain(results), Fields = SpectraEvaluationText.Json(results) };
    }

    private static SpectraEvaluation Judge(string model, SpectraRecipe own, SpectraData data, string place, RunContext context)
    {
        var package = SpectraModelPackage.Load(model);
        if (data.Spectra.Select(Path.GetFileName).Intersect(own.Data.Spectra.Select(Path.GetFileName)).Any())
            context.Say("The model was trained on a file of this name: if these are the same spectra, use --split.");
        return SpectraEvaluation.Of(package, [.. SpectraDataset.Read(data, place).Select(package.Adopt)], context.Threads);
    }

    private static IReadOnlyList<SpectraEvaluation> Repeat(
        SpectraRecipe recipe,
        SpectraDataset set,
        SettingValues settings,
        RunContext context
    )
    {
        var seed = context.Seed ?? 1;
        var splits = settings.Text("split") switch
        {
            "grouped" => set.Splitter().LeaveOneGroupOut(seed),
            "given" => [set.GivenSplit()],
            "classes" => set.Splitter().LeaveOneClassOut(settings.Number("test-share"), seed),
            _ => set.Splitter().Repeated(SplitKind.Stratified, settings.Whole("repeats"), settings.Number("test-share"), seed),
        };
        return [.. SpectraEvaluation.Repeat(recipe, set, splits, context.Threads, context.Say, context.Cancellation)];
    }

    /// <summary>What to judge on, and the file to which its paths are relative.</summary>
    private static (SpectraData Data, string Place) DataOf(string path, SpectraRecipe recipe)
    {
        if (path.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            return (SpectraRecipe.Read(path).Data, path);
        var hasFolders = Directory.Exists(path) && !SpectraReader.IsFolderOfArrays(path);
        return (
            new SpectraData
            {
                Spectra = [path.StartsWith("data:", StringComparison.Ordinal) ? path : Path.GetFullPath(path)],
                LabelIsFolder = hasFolders,
                LabelColumns = hasFolders ? [] : recipe.Data.LabelColumns,
                GroupColumn = hasFolders ? "" : recipe.Data.GroupColumn,
                UnknownLabels = recipe.Data.UnknownLabels,
                AxisUnit = recipe.Data.AxisUnit,
            },
            path
        );
    }
}
