using System.CommandLine;
using Debye.Crystals;
using Debye.Learning.Recipes.Crystal;

namespace Debye.Cli;

/// <summary><c>debye crystal predict</c>: a property of crystals by a graph network.</summary>
internal static class CrystalPredictCommand
{
    private sealed record Tool(CrystalInputBuilder Builder, CrystalPredictor Predictor);

    public static Command Create(Session session)
    {
        var files = Options.Inputs("CIF or JSON-lines files (.cif, .jsonl, also .gz), folders of them, or - for standard input.");
        var model = new Option<string>("--model", "-m") { Description = "Model package, or weights of CGCNN's own code: WEIGHTS.safetensors with WEIGHTS.json and atom_init.json beside it.", HelpName = "DIR|WEIGHTS.safetensors", Required = true };
        var (json, output, threads) = (Options.Json(), Options.Out(), Options.Threads());
        var command = new Command("predict", "Predict a property of crystal structures with a graph network.") { files, model, json, output, threads };
        HelpWithExamples.Add(command,
            "Models of this version say nothing about their uncertainty: answers have no interval.",
            "\"Unknown\" means: the crystal holds an element that the network has never seen.",
            "debye crystal predict quartz.cif --model cgcnn-band-gap.safetensors",
            "debye crystal predict structures.jsonl.gz --model cgcnn-band-gap.safetensors --json > gaps.jsonl");
        command.SetAction(parsed =>
        {
            var loaded = CrystalModelPackage.Load(parsed.GetValue(model)!);
            var asJson = parsed.GetValue(json);
            using var sink = OutputFile.Open(parsed.GetValue(output), session);
            StructureWork.Run(
                parsed.GetValue(files)!, session, parsed.GetValue(threads), () => new Tool(loaded.NewInputBuilder(), new CrystalPredictor(loaded)),
                (tool, structure) => Answer(tool, structure, loaded, asJson), sink.Writer.WriteLine);
            sink.Commit();
            return CommandLine.Success;
        });
        return command;
    }

    private static string Answer(Tool tool, Structure structure, CrystalModel model, bool asJson)
    {
        var unknown = structure.Sites.Select(site => site.Species).Where(species => species.AtomicNumber > CrystalBatch.Elements).Select(species => species.Symbol).Distinct().ToArray();
        double? value = unknown.Length == 0 ? tool.Predictor.Predict([tool.Builder.Build(structure)])[0].Value : null;
        var because = value is null ? $"the network has never seen {string.Join(", ", unknown)}" : null;
        return asJson
            ? JsonText.Line(new { id = structure.Id, property = model.Property, value, unit = model.Unit, isUnknown = value is null, unknownBecause = because })
            : $"{structure.Id}\t{structure.Formula}\t{model.Property}\t{(value is { } number ? $"{number:f4} {model.Unit}" : $"unknown: {because}")}";
    }
}
