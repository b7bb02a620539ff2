using System.CommandLine;
using Debye.Cli.Shell;
using Debye.Learning.Techniques.Crystal;

namespace Debye.Cli.Crystal;

/// <summary><c>debye crystal evaluate</c>: a model on held-out data.</summary>
internal static class CrystalEvaluateCommand
{
    public static Command Create(Session session)
    {
        var model = Options.Path("MODEL", "Model package, or weights of CGCNN's own code (.safetensors).");
        var data = new CrystalDataArguments("test");
        var plot = Options.Plot("Predicted over true values as SVG.");
        var report = new Option<string?>("--report")
        {
            Description = "Self-contained HTML page: figures, intervals, projection, the crystals farthest off.",
            HelpName = "FILE.html",
        };
        var (json, threads) = (Options.Json("one JSON document with the figures and every prediction"), Options.Threads());
        var command = new Command("evaluate", "Compare a model's predictions with the truth.") { model };
        data.AddTo(command);
        foreach (var option in (Option[])[plot, report, json, threads])
            command.Options.Add(option);
        HelpWithExamples.Add(
            command,
            "Bad rows are reported with their place and left out.",
            "debye crystal evaluate runs/bandgap recipes/crystal-bandgap.json --plot parity.svg --report gaps.html",
            "debye crystal evaluate models/crystal-bandgap-dft my-crystals/",
            "debye crystal evaluate models/crystal-bandgap-dft gaps.csv --structures structures.jsonl.gz --column gap_eV"
        );
        command.SetAction(parsed =>
        {
            var loaded = CrystalModelPackage.Load(parsed.GetValue(model)!);
            var done = CrystalEvaluation.Of(loaded, data.Read(parsed, loaded, parsed.GetValue(threads), session), parsed.GetValue(threads));
            if (parsed.GetValue(plot) is { } path)
                OutputFile.Write(path, CrystalFigures.Parity(loaded, done), session);
            if (parsed.GetValue(report) is { } page)
                OutputFile.Write(
                    page,
                    CrystalReport.Render(
                        loaded,
                        data.Name(parsed),
                        done,
                        Plane(loaded, done, parsed.GetValue(threads), session),
                        ShowVersion.Text,
                        session.Problems
                    ),
                    session
                );
            session.Output.Write(
                parsed.GetValue(json) ? Json(loaded, data.Name(parsed), done) + "\n" : Plain(loaded, data.Name(parsed), done)
            );
            return CommandLine.Success;
        });
        return command;
    }

    private static string Plain(CrystalModel model, string part, CrystalEvaluation done)
    {
        var report = done.Report;
        var lines = new List<string>
        {
            Invariant($"{model.Name} on {report.Count} crystals ({part}): mean absolute error {report.MeanAbsoluteError:f4} ")
                + Invariant($"± {report.StandardError:f4} {model.Unit}, root mean square {report.RootMeanSquareError:f4}, R² ")
                + Invariant($"{report.Determination:f3}"),
        };
        if (model.Members.Count > 1)
            lines.AddRange(
                model.Members.Select(
                    (member, m) =>
                        Invariant($"  member {m + 1}, ")
                        + Invariant($"{member.Kind.ToString().ToLowerInvariant()}")
                        + Invariant(
                            $"{(member.Network is { } network ? Invariant($" with {network.Description.Convolutions} convolutions") : "")}"
                        )
                        + Invariant($", weight {model.Weights[m]:f3}: {done.Members[m].MeanAbsoluteError:f4}")
                )
            );
        lines.AddRange(
            done.Intervals.Select(interval =>
                Invariant($"  intervals of {interval.Asked:0.#%} hold {interval.Held}, mean width {interval.MeanWidth:f3} {model.Unit}")
            )
        );
        return string.Join('\n', lines) + "\n";
    }

    private static string Json(CrystalModel model, string part, CrystalEvaluation done) =>
        JsonText.Line(
            new
            {
                part,
                model.Property,
                model.Unit,
                done.Report,
                done.Members,
                intervals = done.Intervals.Select(interval => new
                {
                    asked = interval.Asked,
                    held = interval.Held,
                    meanWidth = interval.MeanWidth,
                }),
                predictions = done.Rows.Select(row => new
                {
                    id = row.Crystal.Graph.Id,
                    target = row.Target,
                    predicted = row.Answer.Value,
                    spread = row.Answer.Spread,
                }),
            }
        );

    /// <summary>Many crystals in the plane; null where the model has no graphs or there are too few.</summary>
    private static CrystalProjection? Plane(CrystalModel model, CrystalEvaluation done, int threads, Session session)
    {
        try
        {
            return CrystalProjection.Of(
                model,
                [.. done.Rows.Select(row => row.Crystal)],
                ProjectionMethod.Tsne,
                null,
                null,
                1,
                threads,
                session.Progress,
                session.Cancellation
            );
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
