using System.CommandLine;
using Debye.Learning.Recipes.Crystal;

namespace Debye.Cli;

/// <summary><c>debye crystal evaluate</c>: a model on held-out data.</summary>
internal static class CrystalEvaluateCommand
{
    public static Command Create(Session session)
    {
        var model = Options.Path("MODEL", "Model package, or weights of CGCNN's own code (.safetensors).");
        var recipe = Options.Path("RECIPE", "Recipe file (JSON) whose data and split are used.");
        var part = Options.Check(new Option<string>("--part") { Description = "Part of the split: val or test.", HelpName = "PART", DefaultValueFactory = _ => "test" }, value => value is "val" or "test", "--part: expected val or test");
        var (json, threads) = (Options.Json("one JSON document with the figures and every prediction"), Options.Threads());
        var command = new Command("evaluate", "Compare a model's predictions with the truth.") { model, recipe, part, json, threads };
        HelpWithExamples.Add(command, "debye crystal evaluate runs/bandgap recipes/crystal-bandgap.json");
        command.SetAction(parsed =>
        {
            var loaded = CrystalModelPackage.Load(parsed.GetValue(model)!);
            var (unit, done) = (loaded.Unit, CrystalEvaluation.Of(loaded, parsed.GetValue(recipe)!, parsed.GetValue(part)!, parsed.GetValue(threads), session.Progress));
            var report = done.Report;
            session.Output.WriteLine(parsed.GetValue(json)
                ? JsonText.Line(new { part = parsed.GetValue(part), loaded.Property, unit, report, members = done.Members, predictions = done.Rows.Select(row => new { id = row.Crystal.Graph.Id, target = row.Target, predicted = row.Answer.Value }) })
                : $"{loaded.Name} on {report.Count} crystals ({parsed.GetValue(part)}): mean absolute error {report.MeanAbsoluteError:f4} ± {report.StandardError:f4} {unit}, root mean square {report.RootMeanSquareError:f4}, R² {report.Determination:f3}; members {string.Join(", ", done.Members.Select(member => $"{member.MeanAbsoluteError:f4}"))}");
            return CommandLine.Success;
        });
        return command;
    }
}
