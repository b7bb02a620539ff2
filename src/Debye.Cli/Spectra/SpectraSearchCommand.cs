using System.CommandLine;
using System.Globalization;
using System.Text;
using Debye.Cli.Shell;
using Debye.Learning.Techniques.Spectra.Search;

namespace Debye.Cli.Spectra;

/// <summary><c>debye spectra search</c>: the best of many recipes, and an honest estimate of its accuracy.</summary>
internal static class SpectraSearchCommand
{
    private const int Shown = 10;

    public static Command Create(Session session)
    {
        var recipe = Options.Path("RECIPE", "Recipe with open values and a part \"search\".");
        var output = Options.Out("Folder for best.json (a recipe to train by) and search.jsonl (what was judged).", required: true);
        output.HelpName = "DIR";
        var (json, seed, threads) = (Options.Json("one JSON document with every candidate and fold"), Options.Seed(), Options.Threads());
        var command = new Command("search", "Search over preprocessing, classifiers and gates with nested cross-validation.")
        {
            recipe,
            output,
            json,
            seed,
            threads,
        };
        HelpWithExamples.Add(
            command,
            "Open values: { \"$choose\": [a, b] } anywhere; for random searches also $uniform, $logUniform, $integer with [low, high].",
            "\"search\": { \"method\": \"grid\" or \"random\", \"candidates\": 50, \"outerFolds\": 5, "
                + "\"innerFolds\": 5, \"foldKind\": \"random\" or \"grouped\",",
            "            \"score\": \"accuracy\", \"macroRecall\", \"logLikelihood\" or "
                + "\"efficiency\" (every class left out as unknown in turn) }",
            "The outer folds estimate the accuracy of the whole procedure; the best candidate's own score is too high.",
            "The same command resumes a stopped search.",
            "debye spectra search recipes/spectra-search.json --out runs/search && debye "
                + "spectra train runs/search/best.json --out runs/best"
        );
        command.SetAction(parsed =>
        {
            var (file, folder) = (parsed.GetValue(recipe)!, parsed.GetValue(output)!);
            if (!File.Exists(file))
                throw new FileNotFoundException($"{file}: there is no such file", file);
            try
            {
                var result = SpectraSearch.Run(
                    file,
                    folder,
                    parsed.GetValue(seed),
                    parsed.GetValue(threads),
                    session.Say,
                    session.Cancellation
                );
                session.Output.WriteLine(parsed.GetValue(json) ? Json(result) : Plain(result, folder));
                return CommandLine.Success;
            }
            catch (Exception problem)
                when (problem is OperationCanceledException or AggregateException { InnerException: OperationCanceledException })
            {
                session.Report("stopped; the same command goes on");
                return CommandLine.Failure;
            }
        });
        return command;
    }

    private static string Json(SpectraSearchResult result) =>
        JsonText.Line(
            new
            {
                candidates = result.Candidates.Select(own => new
                {
                    number = own.Number,
                    score = double.IsFinite(own.Score) ? own.Score : (double?)null,
                    deviation = own.Deviation,
                    recipe = System.Text.Json.Nodes.JsonNode.Parse(own.Recipe),
                }),
                folds = result.Folds.Select(fold => new
                {
                    chosen = fold.Chosen,
                    innerScore = fold.InnerScore,
                    split = fold.Evaluation.Split,
                    accuracy = fold.Evaluation.Known?.Accuracy.Value,
                    knownAccepted = fold.Evaluation.KnownAccepted,
                    unknownRefused = fold.Evaluation.UnknownRefused,
                }),
            }
        );

    private static string Plain(SpectraSearchResult result, string folder)
    {
        var text = new StringBuilder("| candidate | score, mean over folds | deviation | members |\n|---|---|---|---|\n");
        foreach (var own in result.Candidates.Take(Shown))
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {own.Number} | {own.Score:f4} | {own.Deviation:f4} | {Members(own.Recipe)} |"
            );
        if (result.Candidates.Count > Shown)
            text.AppendLine(CultureInfo.InvariantCulture, $"… {result.Candidates.Count - Shown} more");
        if (result.Folds.Count > 0)
        {
            text.AppendLine("\n| outer fold | candidate chosen | accuracy on the fold | known accepted |\n|---|---|---|---|");
            for (var f = 0; f < result.Folds.Count; f++)
                text.AppendLine(
                    CultureInfo.InvariantCulture,
                    $"| {f + 1} | {result.Folds[f].Chosen} | {result.Folds[f].Evaluation.Known?.Accuracy.Value:f4} | "
                        + $"{result.Folds[f].Evaluation.KnownAccepted:f4} |"
                );
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"\nThe procedure, choice included: accuracy "
                    + $"{result.Folds.Average(fold => fold.Evaluation.Known?.Accuracy.Value ?? 0):f4} on spectra not seen."
            );
        }

        return text.Append(CultureInfo.InvariantCulture, $"Best recipe: {Path.Combine(folder, "best.json")}").ToString();
    }

    /// <summary>Preprocessing and classifiers of a candidate, as the recipe has them.</summary>
    private static string Members(string recipe)
    {
        using var document = System.Text.Json.JsonDocument.Parse(recipe);
        return document.RootElement.TryGetProperty("members", out var members)
            ? members.GetRawText().Replace("|", "/", StringComparison.Ordinal)
            : "";
    }
}
