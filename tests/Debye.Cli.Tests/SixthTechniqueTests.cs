using System.Text.Json;
using Debye.Cli.Shell;
using Debye.Learning.Techniques;
using Debye.TestSupport.Toy;

namespace Debye.Cli.Tests;

/// <summary>A sixth technique needs one line outside its own folder, the registry's, and then has all verbs.</summary>
public sealed class SixthTechniqueTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("debye-sixth-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Registered_HasEveryVerb()
    {
        var (proof, model) = (new ToyProof(), At("model"));
        var recipe = proof.WriteSmallRecipe(_folder);
        Run("toy", "train", recipe, "--out", model).Output.ShouldContain("12 tones");
        Write("tone.txt", proof.Simulate(1));
        Write("noise.txt", [.. Enumerable.Repeat(50.0, 8)]);
        File.WriteAllText(At("short.txt"), "1 2 3");

        var json = Run("toy", "identify", At("tone.txt"), At("short.txt"), At("noise.txt"), "--model", model, "--json");
        json.Code.ShouldBe(1);
        json.Error.ShouldContain("short.txt:1: expected 8 numbers, got 3");
        var answers = json
            .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .ToArray();
        answers.Length.ShouldBe(2);
        answers[0].GetProperty("candidates")[0].GetProperty("label").GetString().ShouldBe("tone1");
        answers.Select(answer => answer.GetProperty("isUnknown").GetBoolean()).ShouldBe([false, true]);

        string[] pages = ["--plot", At("tone.svg"), "--report", At("tone.html")];
        Run(["toy", "identify", At("tone.txt"), "--model", model, .. pages]).Code.ShouldBe(0);
        File.ReadAllText(At("tone.svg")).ShouldContain("tone1");
        File.ReadAllText(At("tone.html")).ShouldContain("Tones identified");
        JsonDocument
            .Parse(Run("toy", "evaluate", model, At("tones.csv"), "--json").Output)
            .RootElement.GetProperty("right")
            .GetInt32()
            .ShouldBe(12);
    }

    [Fact]
    public void Registered_IsCitedExplainedAndKnown()
    {
        Run("cite", "toy").Output.ShouldContain("10.0000/toy");
        Run("--help").Output.ShouldContain("Toy tones");
        Run("toy", "identify", "--help").Output.ShouldContain("debye toy identify tone.txt");
        Run("toy", "identfy").Error.ShouldContain("Did you mean 'identify'?");
        Run("toy", "train", "nothing.json", "--out", At("x")).Code.ShouldBe(1);
    }

    [Fact]
    public void Package_Damaged_IsRefused()
    {
        var model = At("model");
        Run("toy", "train", new ToyProof().WriteSmallRecipe(_folder), "--out", model).Code.ShouldBe(0);
        Write("tone.txt", new ToyProof().Simulate(1));
        File.AppendAllText(Path.Combine(model, "tones.json"), " ");
        var refused = Run("toy", "identify", At("tone.txt"), "--model", model);
        (refused.Code, refused.Output).ShouldBe((1, ""));
        refused.Error.ShouldContain("tones.json");
    }

    private string At(string name) => Path.Combine(_folder, name);

    private void Write(string name, double[] values) =>
        File.WriteAllText(At(name), string.Join(' ', values.Select(value => FormattableString.Invariant($"{value:R}"))));

    private static (int Code, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var registry = new TechniqueRegistry([.. TechniqueRegistry.All.Modules, new ToyModule()]);
        var code = CommandLine.Run(args, new Session(output, error, Stream.Null, CancellationToken.None), registry);
        return (code, output.ToString(), error.ToString());
    }
}
