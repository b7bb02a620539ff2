using System.CommandLine;
using Debye.Cli.Shell;
using Debye.Cli.Verbs;
using Debye.Learning.Techniques.Crystal;

namespace Debye.Cli.Crystal;

/// <summary><c>debye crystal project</c>: crystals in the plane, as a network sees them.</summary>
internal static class CrystalProjectCommand
{
    public static Command Create(Session session)
    {
        var source = Options.Path("DATA", CrystalDataChoice.Description);
        var model = Options.Path("MODEL", "Model package with a graph network, or weights of CGCNN's own code (.safetensors).");
        var data = new SettingOptions(CrystalDataChoice.Settings("test"));
        var method = Options.Check(
            new Option<string>("--method")
            {
                Description = "tsne or pca.",
                HelpName = "METHOD",
                DefaultValueFactory = _ => "tsne",
            },
            value => value is "tsne" or "pca",
            "--method: expected tsne or pca"
        );
        var color = Options.Check(
            new Option<string>("--color")
            {
                Description = "What colours mean: target, predicted, error, or element (the most electronegative one).",
                HelpName = "WHAT",
                DefaultValueFactory = _ => "target",
            },
            value => value is "target" or "predicted" or "error" or "element",
            "--color: expected target, predicted, error or element"
        );
        var stage = Options.Check(
            new Option<int?>("--stage")
            {
                Description = "Convolutions behind which the vectors are taken; 0 is the embedding. Without it the last.",
                HelpName = "N",
            },
            value => value is null or >= 0,
            "--stage: expected 0 or more"
        );
        var perplexity = Options.Check(
            new Option<double?>("--perplexity")
            {
                Description = "Perplexity of t-SNE; without it 30, less for few crystals.",
                HelpName = "P",
            },
            value => value is null or >= 1,
            "--perplexity: expected 1 or more"
        );
        var plot = Options.Plot("Scatter figure as SVG.");
        var (json, seed, threads) = (Options.Json("one JSON document with every position"), Options.Seed(), Options.Threads());
        var command = new Command("project", "Project the vectors of a graph network to the plane.") { model, source };
        data.AddTo(command);
        foreach (var option in (Option[])[method, color, stage, perplexity, plot, json, seed, threads])
            command.Options.Add(option);
        HelpWithExamples.Add(
            command,
            "Trustworthiness: how much neighbours in the plane are neighbours indeed (1: all); continuity: the other way round.",
            "debye crystal project models/crystal-bandgap-dft recipes/crystal-bandgap.json --plot gaps.svg",
            "debye crystal project models/crystal-bandgap-dft my-crystals/ --method pca --color element --plot elements.svg"
        );
        command.SetAction(parsed =>
        {
            var loaded = CrystalModelPackage.Load(parsed.GetValue(model)!);
            var count = parsed.GetValue(threads);
            var done = CrystalEvaluation.Of(
                loaded,
                CrystalDataChoice.Read(parsed.GetValue(source)!, data.Values(parsed), loaded, session.Context(count)),
                count
            );
            var how = parsed.GetValue(method) == "pca" ? ProjectionMethod.Pca : ProjectionMethod.Tsne;
            var projection = CrystalProjection.Of(
                loaded,
                [.. done.Rows.Select(row => row.Crystal)],
                how,
                parsed.GetValue(stage),
                parsed.GetValue(perplexity),
                parsed.GetValue(seed),
                count,
                session.Say,
                session.Cancellation
            );
            if (parsed.GetValue(plot) is { } path)
                OutputFile.Write(path, CrystalFigures.Plane(loaded, done, projection, parsed.GetValue(color)!), session);
            session.Output.WriteLine(parsed.GetValue(json) ? Json(done, projection) : Plain(loaded, done, projection));
            return CommandLine.Success;
        });
        return command;
    }

    private static string Plain(CrystalModel model, CrystalEvaluation done, CrystalProjection projection)
    {
        var shares =
            projection.VarianceShares.Count == 0
                ? ""
                : $", variance {string.Join(" + ", projection.VarianceShares.Select(share => Invariant($"{share:0.0 %}")))}";
        return Invariant($"{model.Name}: {done.Rows.Count} crystals after {projection.Stage} convolutions; among ")
            + Invariant($"{projection.Quality.Neighbours} neighbours trustworthiness {projection.Quality.Value:f3}, continuity ")
            + Invariant($"{projection.Quality.Continuity:f3}{shares}");
    }

    private static string Json(CrystalEvaluation done, CrystalProjection projection) =>
        JsonText.Line(
            new
            {
                stage = projection.Stage,
                trustworthiness = projection.Quality.Value,
                continuity = projection.Quality.Continuity,
                neighbours = projection.Quality.Neighbours,
                varianceShares = projection.VarianceShares,
                crystals = done.Rows.Select(
                    (row, i) =>
                        new
                        {
                            id = row.Crystal.Graph.Id,
                            x = projection.Positions[2 * i],
                            y = projection.Positions[(2 * i) + 1],
                            target = row.Target,
                            predicted = row.Answer.Value,
                        }
                ),
            }
        );
}
