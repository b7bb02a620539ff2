using System.CommandLine;
using Debye.Cli.Shell;
using Debye.Learning.Techniques.Spectra;
using Debye.Learning.Techniques.Spectra.Splits;
using Debye.Techniques.Spectra;

namespace Debye.Cli.Spectra;

/// <summary><c>debye spectra evaluate</c>: how often a model is right, and how often it refuses rightly.</summary>
internal static class SpectraEvaluateCommand
{
    public static Command Create(Session session)
    {
        var model = Options.Path("MODEL", "Model package, or a recipe to train by in every split.");
        var data = Options.Path(
            "DATA",
            "Labelled spectra: a recipe whose data are taken, a table, or a folder with one folder for each class."
        );
        var split = new Option<string?>("--split")
        {
            Description =
                "Train anew on a part and judge on the rest: random, grouped (every group left out whole), classes (every class "
                + "left out as unknown) or given (a column 'split' with train and test). Without it a package is judged as it is.",
            HelpName = "KIND",
        };
        split.AcceptOnlyFromAmong("random", "grouped", "classes", "given");
        var repeats = Options.Check(
            new Option<int>("--repeats")
            {
                Description = "Number of random splits.",
                HelpName = "N",
                DefaultValueFactory = _ => 20,
            },
            value => value is >= 1 and <= 10_000,
            "--repeats: expected 1…10,000"
        );
        var share = Options.Check(
            new Option<double>("--test-share")
            {
                Description = "Share of every class that is judged (random, classes).",
                HelpName = "P",
                DefaultValueFactory = _ => 0.2,
            },
            value => value is > 0 and < 1,
            "--test-share: expected a number between 0 and 1"
        );
        var (json, seed, threads) = (Options.Json("one JSON document with every split"), Options.Seed(), Options.Threads());
        var command = new Command("evaluate", "Judge a model on labelled spectra, those of unknown classes among them.")
        {
            model,
            data,
            split,
            repeats,
            share,
            json,
            seed,
            threads,
        };
        HelpWithExamples.Add(
            command,
            "Classes that the model does not know, and data.unknownLabels of the recipe, are to be refused.",
            "Random splits cut through groups (repeated measurements of one sample) and flatter; grouped ones do not.",
            "debye spectra evaluate runs/pgaa recipes/spectra-pgaa.json --split random --repeats 20",
            "debye spectra evaluate runs/pgaa recipes/spectra-pgaa.json --split grouped",
            "debye spectra evaluate runs/raman other-instrument.csv"
        );
        command.SetAction(parsed =>
        {
            var (from, kind, count) = (parsed.GetValue(model)!, parsed.GetValue(split), parsed.GetValue(threads));
            var isRecipe = File.Exists(from);
            var recipe =
                isRecipe ? SpectraRecipe.Read(from)
                : kind is null ? null
                : SpectraModelPackage.Recipe(from);
            var (described, place) = DataOf(parsed.GetValue(data)!, recipe ?? SpectraModelPackage.Recipe(from));
            IReadOnlyList<SpectraEvaluation> results;
            if (recipe is null)
            {
                var package = SpectraModelPackage.Load(from);
                if (
                    described
                        .Spectra.Select(Path.GetFileName)
                        .Intersect(SpectraModelPackage.Recipe(from).Data.Spectra.Select(Path.GetFileName))
                        .Any()
                )
                    session.Progress("The model was trained on a file of this name: if these are the same spectra, use --split.");
                results = [SpectraEvaluation.Of(package, [.. SpectraDataset.Read(described, place).Select(package.Adopt)], count)];
            }
            else
            {
                var set = SpectraDataset.Load(described, place);
                results =
                [
                    .. SpectraEvaluation.Repeat(
                        recipe,
                        set,
                        Splits(set, kind ?? "random", parsed.GetValue(repeats), parsed.GetValue(share), parsed.GetValue(seed)),
                        count,
                        session.Progress,
                        session.Cancellation
                    ),
                ];
            }

            session.Output.WriteLine(parsed.GetValue(json) ? SpectraEvaluationText.Json(results) : SpectraEvaluationText.Plain(results));
            return CommandLine.Success;
        });
        return command;
    }

    private static IReadOnlyList<SpectrumSplit> Splits(SpectraDataset set, string kind, int repeats, double share, ulong seed) =>
        kind switch
        {
            "grouped" => set.Splitter().LeaveOneGroupOut(seed),
            "given" => [set.GivenSplit()],
            "classes" => set.Splitter().LeaveOneClassOut(share, seed),
            _ => set.Splitter().Repeated(SplitKind.Stratified, repeats, share, seed),
        };

    /// <summary>What to judge on, and the file to which its paths are relative.</summary>
    private static (SpectraData Data, string Place) DataOf(string path, SpectraRecipe recipe)
    {
        if (path.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            return (SpectraRecipe.Read(path).Data, path);
        var hasFolders = Directory.Exists(path) && !SpectraReader.IsFolderOfArrays(path);
        return (
            new SpectraData
            {
                Spectra = [Path.GetFullPath(path)],
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
