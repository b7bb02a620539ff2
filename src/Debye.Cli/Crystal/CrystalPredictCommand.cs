using System.CommandLine;
using Debye.Cli.Shell;
using Debye.Crystals;
using Debye.Learning.Techniques.Crystal;

namespace Debye.Cli.Crystal;

/// <summary><c>debye crystal predict</c>: a property of crystals, with its interval.</summary>
internal static class CrystalPredictCommand
{
    private sealed record Tool(CrystalInputBuilder Builder, CrystalPredictor Predictor);

    public static Command Create(Session session)
    {
        var files = Options.Inputs("CIF or JSON-lines files (.cif, .jsonl, also .gz), folders of them, or - for standard input.");
        var model = new Option<string?>("--model", "-m")
        {
            Description =
                $"Model package; without it {ModelPlaces.CrystalModel}. Or weights of CGCNN's own code: WEIGHTS.safetensors with "
                + "WEIGHTS.json and atom_init.json beside it.",
            HelpName = "DIR|WEIGHTS.safetensors",
        };
        var coverage = Options.Check(
            new Option<double>("--coverage")
            {
                Description = "Share of intervals that should hold the truth.",
                HelpName = "SHARE",
                DefaultValueFactory = _ => 0.9,
            },
            value => value is > 0 and < 1,
            "--coverage: expected a share above 0 and below 1"
        );
        var (json, output, threads) = (Options.Json(), Options.Out(), Options.Threads());
        var command = new Command("predict", "Predict a property of crystal structures: the band gap.")
        {
            files,
            model,
            coverage,
            json,
            output,
            threads,
        };
        HelpWithExamples.Add(
            command,
            "Shipped: crystal-bandgap-experimental (measured gaps), crystal-bandgap-dft (PBE gaps of the Materials Project).",
            "\"Unknown\" means: an element that the model has never seen, metals alone, or surroundings unlike those of its "
                + "training crystals.",
            "debye crystal predict quartz.cif",
            "debye crystal predict structures.jsonl.gz --model models/crystal-bandgap-dft --coverage 0.8 --json > gaps.jsonl"
        );
        command.SetAction(parsed =>
        {
            var loaded = CrystalModelPackage.Load(ModelPlaces.Model(parsed.GetValue(model), ModelPlaces.CrystalModel));
            var (asJson, share) = (parsed.GetValue(json), parsed.GetValue(coverage));
            using var sink = OutputFile.Open(parsed.GetValue(output), session);
            StructureWork.Run(
                parsed.GetValue(files)!,
                session,
                parsed.GetValue(threads),
                () => new Tool(loaded.NewInputBuilder(), new CrystalPredictor(loaded)),
                (tool, structure) =>
                    Answer(structure, CrystalPrediction.Of(tool.Predictor, tool.Builder, structure, share), loaded, share, asJson),
                sink.Writer.WriteLine
            );
            sink.Commit();
            return CommandLine.Success;
        });
        return command;
    }

    private static string Answer(Structure structure, CrystalPrediction answer, CrystalModel model, double coverage, bool asJson)
    {
        if (asJson)
        {
            return JsonText.Line(
                new
                {
                    id = structure.Id,
                    property = model.Property,
                    value = answer.Value,
                    unit = model.Unit,
                    interval = answer.Interval is { } ends ? new[] { ends.Low, ends.High } : null,
                    coverage = answer.Interval is null ? (double?)null : coverage,
                    expectedError = answer.ExpectedError,
                    isUnknown = answer.IsUnknown,
                    unknownBecause = answer.UnknownBecause,
                    more = answer.More.Count == 0 ? null : answer.More,
                }
            );
        }

        var value = answer.Value is { } number ? Invariant($"{number:f3} {model.Unit}") : "";
        var interval = answer.Interval is { } own ? Invariant($" [{own.Low:f3}, {own.High:f3}] at {coverage:0.#%}") : "";
        var unknown = answer.IsUnknown ? $"{(value.Length > 0 ? "  " : "")}unknown: {answer.UnknownBecause}" : "";
        return $"{structure.Id}\t{structure.Formula}\t{model.Property}\t{value}{interval}{unknown}";
    }
}
