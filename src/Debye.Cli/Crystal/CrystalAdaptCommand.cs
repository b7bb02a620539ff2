using System.CommandLine;
using Debye.Cli.Shell;
using Debye.Learning.Techniques.Crystal;
using Debye.Learning.Techniques.Crystal.Adaptation;

namespace Debye.Cli.Crystal;

/// <summary><c>debye crystal adapt</c>: from calculated to measured values.</summary>
internal static class CrystalAdaptCommand
{
    public static Command Create(Session session)
    {
        var model = Options.Path("MODEL", "Model package of the calculated property.");
        var recipe = Options.Path("RECIPE", "Recipe file (JSON); the files that it names are relative to it.");
        var output = Options.Out("Folder for the adapted model package.", required: true);
        output.HelpName = "DIR";
        var openTest = new Option<bool>("--open-test")
        {
            Description = "In the end, look at the rows that the recipe sets apart: once for this folder.",
        };
        var (json, threads) = (Options.Json("a summary as one JSON document"), Options.Threads());
        var command = new Command("adapt", "Adapt a model to measured values, with methods chosen by cross-validation.")
        {
            model,
            recipe,
            output,
            openTest,
            json,
            threads,
        };
        HelpWithExamples.Add(
            command,
            "Methods are compared and blended on formulas that they have not learned from; the choice is in choice.json before "
                + "a row set apart is read.",
            "debye crystal adapt models/crystal-bandgap-dft recipes/crystal-bandgap-experimental.json --out runs/experimental"
        );
        command.SetAction(parsed =>
        {
            var folder = parsed.GetValue(output)!;
            if (File.Exists(Path.Combine(folder, "config.json")))
                throw new UsageException($"{folder} already holds a model: name another folder");
            try
            {
                var result = CrystalAdaptation.Run(
                    CrystalModelPackage.Load(parsed.GetValue(model)!),
                    parsed.GetValue(recipe)!,
                    folder,
                    parsed.GetValue(openTest),
                    parsed.GetValue(threads),
                    session.Say,
                    session.Cancellation
                );
                session.Output.Write(parsed.GetValue(json) ? JsonText.Line(result) + "\n" : Plain(result));
                return CommandLine.Success;
            }
            catch (OperationCanceledException) when (session.Cancellation.IsCancellationRequested)
            {
                session.Report("stopped; no model was written");
                return CommandLine.Failure;
            }
        });
        return command;
    }

    private static string Plain(AdaptationResult result)
    {
        var lines = new List<string>
        {
            Invariant($"{result.Folder}: adapted to {result.Rows.LearnedFrom} measured crystals, chosen by cross-validation ")
                + Invariant($"on {result.Rows.ChosenBy}"),
            "| method | weight | cross-validation, mean absolute error |",
            "|---|---|---|",
        };
        lines.AddRange(
            result.Methods.Select(figure =>
                Invariant(
                    $"| {figure.Name} | {figure.Weight:f2} | {figure.Report.MeanAbsoluteError:f4} ± {figure.Report.StandardError:f4} |"
                )
            )
        );
        lines.Add(
            Invariant($"| **blend**, weights chosen without the fold judged | | {result.Blend.MeanAbsoluteError:f4} ± ")
                + Invariant($"{result.Blend.StandardError:f4} |")
        );
        if (result.Test is { } test)
        {
            lines.AddRange([
                "",
                Invariant($"{test.Rows.Count} rows set apart, {test.AdaptedHeadline?.Count ?? 0} of them in the headline; ")
                    + "errors of single trainings with the 95 % interval of their mean",
                "| method | trainings | all rows, single | all rows, mean of them | headline, single | headline, mean of them | R² |",
                "|---|---|---|---|---|---|---|",
            ]);
            lines.AddRange(
                test.Methods.Select(figure =>
                    Invariant($"| {figure.Name} | {figure.Trainings} | {figure.MeanError} | ")
                    + Invariant($"{figure.All.MeanAbsoluteError:f3} | {figure.MeanHeadlineError} | ")
                    + Invariant($"{figure.Headline?.MeanAbsoluteError:f3} | {figure.Headline?.Determination:f2} |")
                )
            );
            lines.Add(
                Invariant($"| **adapted model** | | | {test.Adapted.MeanAbsoluteError:f3} ± {test.Adapted.StandardError:f3} ")
                    + Invariant($"| | {test.AdaptedHeadline?.MeanAbsoluteError:f3} ± {test.AdaptedHeadline?.StandardError:f3} | ")
                    + Invariant($"{test.AdaptedHeadline?.Determination:f2} |")
            );
            lines.Add($"\n90 % intervals hold the measured value in {test.Coverage}");
        }

        return string.Join('\n', lines) + "\n";
    }
}
