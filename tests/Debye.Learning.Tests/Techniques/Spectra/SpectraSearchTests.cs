using System.Text.Json;
using Debye.Learning.Techniques.Spectra.Search;
using Debye.Learning.Training;
using FsCheck;
using FsCheck.Fluent;

namespace Debye.Learning.Tests.Techniques.Spectra;

public sealed class SpectraSearchTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("debye-search-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void All_NestedLists_EveryCombinationInOrder()
    {
        var space = new SearchSpace("""{ "a": { "$choose": [1, { "b": { "$choose": [2, 3] } }] }, "c": [{ "$choose": ["x", "y"] }] }""");
        space
            .All()
            .ShouldBe([
                """{"a":1,"c":["x"]}""",
                """{"a":1,"c":["y"]}""",
                """{"a":{"b":2},"c":["x"]}""",
                """{"a":{"b":2},"c":["y"]}""",
                """{"a":{"b":3},"c":["x"]}""",
                """{"a":{"b":3},"c":["y"]}""",
            ]);
    }

    [Fact]
    public void Draw_Ranges_WithinAndRepeatable() => Prop.ForAll<uint, ushort>(Drawn).QuickCheckThrowOnFailure();

    private static void Drawn(uint seed, ushort number)
    {
        var space = new SearchSpace(
            """{ "u": { "$uniform": [-1, 2] }, "l": { "$logUniform": [0.001, 10] }, "i": { "$integer": [3, 5] },"""
                + """ "c": { "$choose": [7, 8] } }"""
        );
        var drawn = space.Draw(seed, number);
        space.Draw(seed, number).ShouldBe(drawn);
        using var document = JsonDocument.Parse(drawn);
        document.RootElement.GetProperty("u").GetDouble().ShouldBeInRange(-1, 2);
        document.RootElement.GetProperty("l").GetDouble().ShouldBeInRange(0.001, 10);
        document.RootElement.GetProperty("i").GetInt32().ShouldBeInRange(3, 5);
        document.RootElement.GetProperty("c").GetInt32().ShouldBeInRange(7, 8);
    }

    [Theory]
    [InlineData("""{ "a": { "$choose": [] } }""")]
    [InlineData("""{ "a": { "$uniform": [2, 1] } }""")]
    [InlineData("""{ "a": { "$integer": [0.5, 2] } }""")]
    [InlineData("""{ "a": { "$other": 1 } }""")]
    public void OpenValue_Impossible_Throws(string template)
    {
        Should.Throw<ArgumentException>(() => new SearchSpace(template).Draw(1, 1));
        Should.Throw<ArgumentException>(() => new SearchSpace(template).All());
    }

    [Fact]
    public void Run_StoppedAndGoneOn_SameResultAtAnyThreads()
    {
        var recipe = Write();
        var whole = SpectraSearch.Run(recipe, Path.Combine(_folder, "whole"), 5, 1, cancellation: TestContext.Current.CancellationToken);
        var parts = Path.Combine(_folder, "parts");
        using var stop = new CancellationTokenSource();
        var stopped = Should.Throw<Exception>(() =>
            SpectraSearch.Run(
                recipe,
                parts,
                5,
                1,
                line =>
                {
                    if (line.StartsWith("outer fold 1", StringComparison.Ordinal))
                        stop.Cancel();
                },
                stop.Token
            )
        );
        (stopped is AggregateException { InnerException: { } inner } ? inner : stopped).ShouldBeAssignableTo<OperationCanceledException>();
        File.ReadAllLines(Path.Combine(parts, "search.jsonl")).Length.ShouldBeInRange(6, 23);
        File.AppendAllText(Path.Combine(parts, "search.jsonl"), "{\"key\": \"cut sho");
        var resumed = SpectraSearch.Run(recipe, parts, 5, 2, cancellation: TestContext.Current.CancellationToken);
        resumed.Candidates.ShouldBe(whole.Candidates);
        resumed.Folds.Select(fold => fold.Chosen).ShouldBe(whole.Folds.Select(fold => fold.Chosen));
        File.ReadAllText(Path.Combine(parts, "best.json")).ShouldBe(File.ReadAllText(Path.Combine(_folder, "whole", "best.json")));
        whole.Folds.Count.ShouldBe(3);
        whole.Candidates.Count.ShouldBe(4);
        // The recipe that is found trains where it lies.
        Debye
            .Learning.Techniques.Spectra.SpectraTrainingRun.Run(
                Path.Combine(parts, "best.json"),
                Path.Combine(_folder, "model"),
                new RunContext { Cancellation = TestContext.Current.CancellationToken }
            )
            .Accuracy.ShouldNotBeNull()
            .ShouldBeGreaterThan(0.8);
    }

    private string Write()
    {
        var rows = LineSpectra.Make(9, 1).Select(spectrum => $"{spectrum.Label},{string.Join(',', spectrum.Intensity.ToArray())}");
        File.WriteAllText(
            Path.Combine(_folder, "data.csv"),
            $"label,{string.Join(',', Enumerable.Range(0, LineSpectra.Points).Select(i => $"t{i}"))}\n{string.Join('\n', rows)}\n"
        );
        var path = Path.Combine(_folder, "recipe.json");
        File.WriteAllText(
            path,
            """
            {
              "data": { "spectra": ["data.csv"] },
              "members": [{ "preprocessing": { "$choose": [[], [{ "kind": "normalise" }]] }, "classifier": { "$choose": [{
              "kind": "linear-discriminant" }, { "kind": "nearest-neighbours" }] } }],
              "search": { "method": "grid", "outerFolds": 3, "innerFolds": 3, "score": "accuracy" }
            }
            """
        );
        return path;
    }
}
