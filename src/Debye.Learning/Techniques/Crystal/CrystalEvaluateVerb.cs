using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Debye.Learning.Answers;
using Debye.Learning.Training;

namespace Debye.Learning.Techniques.Crystal;

/// <summary>Compares a model's predictions with the truth.</summary>
internal sealed class CrystalEvaluateVerb : EvaluateVerb
{
    /// <inheritdoc/>
    public override VerbHelp Help { get; } =
        new(
            "evaluate",
            "Compare a model's predictions with the truth.",
            CrystalDataChoice.Description,
            [
                "Bad rows are reported with their place and left out.",
                "debye crystal evaluate runs/bandgap recipes/crystal-bandgap.json --plot parity.svg --report gaps.html",
                "debye crystal evaluate models/crystal-bandgap-dft my-crystals/",
                "debye crystal evaluate models/crystal-bandgap-dft gaps.csv --structures structures.jsonl.gz --column gap_eV",
            ]
        );

    /// <inheritdoc/>
    public override string ModelDescription => "Model package, or weights of CGCNN's own code (.safetensors).";

    /// <inheritdoc/>
    public override ImmutableArray<Setting> Settings { get; } = CrystalDataChoice.Settings("test");

    /// <inheritdoc/>
    public override bool HasPage => true;

    /// <inheritdoc/>
    public override EvaluationDocument Evaluate(string model, string data, SettingValues settings, RunContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var loaded = CrystalModelPackage.Load(model);
        var part = CrystalDataChoice.Name(data, settings);
        var done = CrystalEvaluation.Of(loaded, CrystalDataChoice.Read(data, settings, loaded, context), context.Threads);
        return new EvaluationDocument
        {
            Text = Text(loaded, part, done),
            Fields = Fields(loaded, part, done),
            Figure = new AnswerFigure(() => CrystalFigures.Parity(loaded, done), IsMain: true),
            Page = (skipped, version) => CrystalEvaluationPage.Render(loaded, part, done, Plane(loaded, done, context), version, skipped),
        };
    }

    private static string Text(CrystalModel model, string part, CrystalEvaluation done)
    {
        var (report, unit) = (done.Report, model.Unit);
        var error = Invariant($"mean absolute error {report.MeanAbsoluteError:f4} ± {report.StandardError:f4} {unit}");
        var more = Invariant($"root mean square {report.RootMeanSquareError:f4}, R² {report.Determination:f3}");
        var lines = new List<string> { $"{model.Name} on {report.Count} crystals ({part}): {error}, {more}" };
        if (model.Members.Count > 1)
            lines.AddRange(model.Members.Select((member, m) => Member(model, done, member, m)));
        lines.AddRange(
            done.Intervals.Select(own =>
                Invariant($"  intervals of {own.Asked:0.#%} hold {own.Held}, mean width {own.MeanWidth:f3} {unit}")
            )
        );
        return string.Join('\n', lines);
    }

    private static string Member(CrystalModel model, CrystalEvaluation done, CrystalMember member, int m)
    {
        var depth = member.Network is { } network ? Invariant($" with {network.Description.Convolutions} convolutions") : "";
        var kind = member.Kind.ToString().ToLowerInvariant();
        return Invariant($"  member {m + 1}, {kind}{depth}, weight {model.Weights[m]:f3}: {done.Members[m].MeanAbsoluteError:f4}");
    }

    private static JsonNode Fields(CrystalModel model, string part, CrystalEvaluation done) =>
        EvaluationFields.Of(
            new
            {
                part,
                model.Property,
                model.Unit,
                done.Report,
                done.Members,
                intervals = done.Intervals.Select(own => new
                {
                    asked = own.Asked,
                    held = own.Held,
                    meanWidth = own.MeanWidth,
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
    private static CrystalProjection? Plane(CrystalModel model, CrystalEvaluation done, RunContext context)
    {
        try
        {
            CrystalInput[] crystals = [.. done.Rows.Select(row => row.Crystal)];
            return CrystalProjection.Of(
                model,
                crystals,
                ProjectionMethod.Tsne,
                null,
                null,
                context.Seed ?? 1,
                context.Threads,
                context.Say,
                context.Cancellation
            );
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
