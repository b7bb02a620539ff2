using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Debye.Learning.Answers;
using Debye.Learning.Techniques;
using Debye.Learning.Training;
using Debye.Techniques;
using static System.FormattableString;

namespace Debye.TestSupport.Toy;

/// <summary>A technique that exists in the tests alone: eight numbers of a "tone", named by the nearest known one.</summary>
internal sealed class ToyModule : TechniqueModule
{
    public override Technique Technique { get; } =
        new("toy", "Toy tones", "identify tones.", "overtone", "1", ["A. Nobody, J. Toys 1, 1 (2000), doi 10.0000/toy"]);

    public override AnswerVerb Answers { get; } = new ToyAnswerVerb();

    public override TrainVerb Trains { get; } = new ToyTrainVerb();

    public override EvaluateVerb Evaluates { get; } = new ToyEvaluateVerb();

    public override TechniqueProof Proof { get; } = new ToyProof();
}

internal sealed class ToyAnswerVerb : AnswerVerb
{
    public override VerbHelp Help { get; } =
        new("identify", "Identify a tone.", "Files of eight numbers.", ["debye toy identify tone.txt --model runs/toy"]);

    public override string ReportTitle => "Tones identified";

    public override string InputNoun => "tone";

    public override ImmutableArray<Setting> Settings { get; } = [Setting.Top(3), Setting.Coverage()];

    public override AnsweringModel Open(string model, SettingValues settings, RunContext context) =>
        new ToyAnsweringModel(ToyModel.Load(model), settings.Whole("top"), settings.Number("coverage"));
}

internal sealed class ToyAnsweringModel(ToyModel model, int top, double coverage) : AnsweringModel<double[], ToyAnswer>
{
    public override string Name => model.Name;

    protected override IEnumerable<Sample> ReadFile(string path) => [new Sample(path, ToyReader.Parse(File.ReadAllText(path), path))];

    protected override IEnumerable<Sample> ReadStream(Stream stream, string name) =>
        [new Sample("-", ToyReader.Parse(new StreamReader(stream).ReadToEnd(), name))];

    protected override ToyAnswer Answer(double[] content, string input, bool explains, CancellationToken cancellation) =>
        model.Identify(content, input, top, coverage);

    protected override AnswerDocument Describe(ToyAnswer answer, double[] content) =>
        new()
        {
            Input = answer.Input,
            Basis = $"model {answer.Model}",
            Question = "Tone",
            Headline = answer.Candidates[0].Name,
            Unknown = answer.Because,
            Parts =
            [
                new AnswerFigure(() => $"<svg xmlns=\"http://www.w3.org/2000/svg\"><text>{answer.Candidates[0].Name}</text></svg>", true),
                new AnswerTable(
                    "Tones",
                    ["Tone", "Probability"],
                    [.. answer.Candidates.Select(own => ImmutableArray.Create(own.Name, Invariant($"{own.Probability:f3}")))],
                    1
                ),
            ],
            Fields = AnswerFields.Of(answer),
        };
}

internal sealed record ToyAnswer : ClassAnswer;

internal static class ToyReader
{
    public static double[] Parse(string text, string path)
    {
        double[] values =
        [
            .. text.Split((char[])[' ', ',', '\n'], StringSplitOptions.RemoveEmptyEntries)
                .Select(word => double.TryParse(word, CultureInfo.InvariantCulture, out var value) ? value : double.NaN),
        ];
        return values.Length == ToyModel.Length && values.All(double.IsFinite)
            ? values
            : throw new DataFormatException(path, 1, Invariant($"expected {ToyModel.Length} numbers, got {values.Length}"));
    }
}

internal sealed class ToyTrainVerb : TrainVerb
{
    public override VerbHelp Help { get; } =
        new("train", "Learn tones by heart.", "Recipe (JSON).", ["debye toy train toy.json --out runs/toy"]);

    public override TrainingOutcome Train(string recipePath, string folder, RunContext context)
    {
        var recipe = JsonNode.Parse(File.ReadAllText(recipePath))!;
        var data = Path.GetFullPath((string)recipe["data"]!, Path.GetDirectoryName(Path.GetFullPath(recipePath))!);
        var count = ToyModel.Save(folder, File.ReadAllLines(data), File.ReadAllText(recipePath));
        return new TrainingOutcome
        {
            Folder = folder,
            IsFinished = true,
            Text = Invariant($"{folder}: {count} tones"),
            Fields = new JsonObject { ["folder"] = folder, ["tones"] = count },
        };
    }
}

internal sealed class ToyEvaluateVerb : EvaluateVerb
{
    public override VerbHelp Help { get; } =
        new("evaluate", "Judge a model of tones.", "Labelled tones (CSV).", ["debye toy evaluate runs/toy tones.csv"]);

    public override EvaluationDocument Evaluate(string model, string data, SettingValues settings, RunContext context)
    {
        var own = ToyModel.Load(model);
        var rows = File.ReadAllLines(data).Select(line => line.Split(',', 2)).ToArray();
        var right = rows.Count(row => own.Identify(ToyReader.Parse(row[1], data), data, 1, 0.9).Candidates[0].Label == row[0]);
        return new EvaluationDocument
        {
            Text = Invariant($"{right} of {rows.Length} right"),
            Fields = new JsonObject { ["count"] = rows.Length, ["right"] = right },
        };
    }
}

internal sealed class ToyProof : TechniqueProof
{
    public override bool HasSmallRecipe => true;

    public override double[] Simulate(ulong seed) =>
        [.. Enumerable.Range(0, ToyModel.Length).Select(i => Math.Sin((i + 1) * (seed + 1.0)))];

    public override object Probe(ulong seed) => Simulate(seed);

    public override string WriteSmallRecipe(string folder)
    {
        var lines = Enumerable
            .Range(0, 12)
            .Select(k =>
                $"tone{k % 3}," + string.Join(',', Simulate((ulong)(k % 3)).Select(value => Invariant($"{value + (0.01 * k):R}")))
            );
        File.WriteAllLines(Path.Combine(folder, "tones.csv"), lines);
        var recipe = Path.Combine(folder, "toy.json");
        File.WriteAllText(recipe, "{\"technique\": \"toy\", \"data\": \"tones.csv\"}");
        return recipe;
    }
}
