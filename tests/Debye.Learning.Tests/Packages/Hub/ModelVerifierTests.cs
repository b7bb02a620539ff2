using Debye.Learning.Packages.Hub;
using Debye.TestSupport;

namespace Debye.Learning.Tests.Packages.Hub;

public sealed class ModelVerifierTests : IDisposable
{
    private readonly ExchangeFixture _here = new();

    public void Dispose() => _here.Dispose();

    [Fact]
    public async Task Verify_WholePackage_NoProblems()
    {
        var result = await VerifyAsync(_ => { });
        result.Problems.ShouldBeEmpty();
        result.ComparedWith.ShouldBe("manifest.json");
        result.Files.ShouldBe(SamplePackage.Files.Count);
        result.Bytes.ShouldBe(SamplePackage.Files.Values.Sum(content => content.Length));
    }

    [Fact]
    public async Task Verify_WithoutManifest_ComparesNothing()
    {
        using var exchange = _here.Exchange();
        var result = await exchange.VerifyAsync(_here.Sample());
        result.ComparedWith.ShouldBeNull();
        result.Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Verify_OneFlippedBit_IsFoundInEveryFile()
    {
        foreach (var path in SamplePackage.Files.Keys)
        {
            var result = await VerifyAsync(folder =>
            {
                var content = File.ReadAllBytes(Path.Combine(folder, path));
                content[^1] ^= 1;
                File.WriteAllBytes(Path.Combine(folder, path), content);
            });
            result.Problems.ShouldContain(problem => problem.StartsWith($"{path}: SHA-256", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("recipe.json", null, "recipe.json: missing")]
    [InlineData("config.json", null, "config.json: missing")]
    [InlineData("more.json", "{}", "more.json: not part of the package")]
    [InlineData("model.pkl", "x", "model.pkl: files of this kind are not part of a model package")]
    [InlineData("sub/run.sh", "x", "sub/run.sh: files of this kind")]
    [InlineData("recipe.json", "{", "recipe.json: no JSON")]
    [InlineData("training.jsonl", "{}\n{", "training.jsonl: no JSON")]
    [InlineData(
        "config.json",
        """{ "formatVersion": 9, "technique": "xrd", "task": "x" }""",
        "config.json: format version 9 is newer than 2"
    )]
    [InlineData(
        "base/config.json",
        """{ "formatVersion": 9, "technique": "xrd", "task": "x" }""",
        "base/config.json: format version 9 is newer than 2"
    )]
    [InlineData("config.json", """{ "formatVersion": 1 }""", "config.json: no model configuration: technique is missing")]
    [InlineData(
        "config.json",
        """{ "formatVersion": 1, "technique": "xrd", "task": "space-group" }""",
        "config.json: no model configuration"
    )]
    [InlineData("model-0.safetensors", "damaged", "model-0.safetensors: safetensors:")]
    [InlineData("model-1.trees", "damaged", "model-1.trees: no tree model")]
    [InlineData("manifest.json", "[]", "manifest.json: no manifest")]
    public async Task Verify_OneProblem_IsOneLine(string path, string? content, string expected)
    {
        var result = await VerifyAsync(folder =>
        {
            var full = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            if (content is null)
                File.Delete(full);
            else
                File.WriteAllText(full, content);
        });
        result.Problems.ShouldContain(
            problem => problem.StartsWith(expected, StringComparison.Ordinal),
            string.Join('\n', result.Problems)
        );
        result.Problems.ShouldAllBe(problem => problem.StartsWith(path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Verify_AgainstAPlace_FindsWhatDiffers()
    {
        using var server = new HubServer();
        server.Add(
            "lab/model",
            SamplePackage.With(("recipe.json", SamplePackage.Text("{ }\n")), ("model-7.safetensors", SamplePackage.SafeTensors(5, 5)))
        );
        using var exchange = _here.Exchange(server);
        var result = await exchange.VerifyAsync(_here.Sample(), ModelAddress.Parse("hf://lab/model"));
        result.Problems.Count.ShouldBe(2);
        result.Problems[0].ShouldBe("model-7.safetensors: missing");
        result.Problems[1].ShouldStartWith("recipe.json: 3 bytes, expected 4");
        result.ComparedWith.ShouldBe("hf://lab/model");
        server.Storage.Log.ShouldBeEmpty("weights need not be fetched to be compared");
    }

    [Fact]
    public async Task Verify_ShippedModels_AreSound()
    {
        using var exchange = _here.Exchange();
        foreach (var folder in Directory.GetDirectories(Path.Combine(SharedData.RepositoryRoot, "models")))
            (await exchange.VerifyAsync(folder)).Problems.ShouldBeEmpty(folder);
    }

    private async Task<ModelVerification> VerifyAsync(Action<string> damage)
    {
        using var exchange = _here.Exchange();
        var folder = _here.At("shelf");
        await exchange.PushAsync(_here.Sample(), ModelAddress.Parse(folder), new ModelPushOptions { Replace = true });
        damage(folder);
        var result = await exchange.VerifyAsync(folder);
        Directory.Delete(folder, recursive: true);
        return result;
    }
}
