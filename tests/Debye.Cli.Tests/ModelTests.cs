using Debye.Cli.Shell;
using Debye.TestSupport;

namespace Debye.Cli.Tests;

/// <summary>The commands of <c>debye model</c>, with folders and servers of this machine.</summary>
public sealed class ModelTests(CliFixture cli) : IClassFixture<CliFixture>, IDisposable
{
    private readonly HubServer _server = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("debye-model-").FullName;

    private string Sample => SamplePackage.Write(At("sample"));

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("HF_ENDPOINT", null);
        Environment.SetEnvironmentVariable("HF_TOKEN", null);
        _server.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void PushThenPull_Hub_IsEqualAndTheTokenShowsNowhere()
    {
        UseHub(HubServer.Token);
        var push = cli.Run("model", "push", Sample, "hf://lab/model", "--message", "First");
        push.Code.ShouldBe(0, push.Error);
        push.Output.ShouldBe($"{_server.Hub.Address}lab/model: 10 files, 10 sent (12.9 kB), commit {_server["lab/model"].Commit}\n");
        _server["lab/model"].IsPrivate.ShouldBeTrue();

        var pull = cli.Run("model", "pull", "hf://lab/model", "--out", At("back"), "--json");
        pull.Code.ShouldBe(0, pull.Error);
        var document = pull.Documents().ShouldHaveSingleItem();
        document.GetProperty("revision").GetString().ShouldBe(_server["lab/model"].Commit);
        document.GetProperty("files").GetArrayLength().ShouldBe(10);
        foreach (var (path, content) in SamplePackage.Files)
            File.ReadAllBytes(Path.Combine(At("back"), path)).ShouldBe(content);

        var verify = cli.Run("model", "verify", At("back"), "--against", "hf://lab/model");
        verify.Code.ShouldBe(0, verify.Error);
        verify.Output.ShouldContain("sound; SHA-256 as in hf://lab/model");
        foreach (var run in new[] { push, pull, verify })
            (run.Output + run.Error).ShouldNotContain(HubServer.Token);
        foreach (var file in Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories))
            File.ReadAllText(file).ShouldNotContain(HubServer.Token);
    }

    [Fact]
    public void Push_Public_IsPublic()
    {
        UseHub(HubServer.Token);
        cli.Run("model", "push", Sample, "hf://lab/model", "--public").Code.ShouldBe(0);
        _server["lab/model"].IsPrivate.ShouldBeFalse();
    }

    [Fact]
    public void Push_MoreOnTheHub_IsMentioned()
    {
        UseHub(HubServer.Token);
        _server.Add("lab/model", SamplePackage.With(("figure.svg", [1])));
        var run = cli.Run("model", "push", Sample, "hf://lab/model", "--json");
        run.Error.ShouldContain("--prune removes them): figure.svg");
        run.Documents().Single().GetProperty("notInPackage")[0].GetString().ShouldBe("figure.svg");
    }

    [Theory]
    [InlineData(null, "set HF_TOKEN")]
    [InlineData("hf_wrongToken", "the token in HF_TOKEN is not accepted")]
    public void Pull_NotAllowed_IsOneLine(string? token, string expected)
    {
        UseHub(token);
        var run = cli.Run("model", "pull", "hf://lab/model", "--out", At("back"), "--verbose");
        run.Code.ShouldBe(1);
        run.Problems[0].ShouldContain(expected);
        run.Error.ShouldNotContain("hf_wrongToken");
        cli.Run("model", "pull", "hf://lab/model", "--out", At("back")).Problems.ShouldHaveSingleItem();
    }

    [Fact]
    public void Pull_Damaged_IsOneLineAndLeavesNothing()
    {
        UseHub(HubServer.Token);
        _server.Add("lab/model", SamplePackage.With());
        _server.Storage.Fault(_ => true, answer => answer with { Body = [.. answer.Body!.Reverse()] }, times: 9);
        var run = cli.Run("model", "pull", "hf://lab/model", "--out", At("back"));
        run.Code.ShouldBe(1);
        run.Problems[^1].ShouldContain("arrived damaged: SHA-256");
        Directory.Exists(At("back")).ShouldBeFalse();
    }

    [Fact]
    public void Pull_WebFolder_IsNamedLikeIt()
    {
        using var host = new WebHost();
        cli.Run("model", "push", Sample, host.At("models/gaps/")).Code.ShouldBe(0);
        cli.Run("model", "pull", host.At("models/gaps/"), "--out", At("gaps")).Code.ShouldBe(0);
        cli.Run("model", "pull", host.At("models/gaps/"), "--out", At("gaps"))
            .Problems[^1]
            .ShouldContain("exists already; --force replaces");
        cli.Run("model", "pull", host.At("models/gaps/"), "--out", At("gaps"), "--force").Code.ShouldBe(0);
        cli.Run("model", "pull", host.At(""), "--force").Code.ShouldBe(2, "there is no name for a folder");
    }

    [Fact]
    public void Pull_WithoutOut_GoesToTheFolderOfModels()
    {
        using var host = new WebHost();
        cli.Run("model", "push", Sample, host.At("gaps")).Code.ShouldBe(0);
        // Other tests do not mind: what they look for is not there, and they look further.
        Environment.SetEnvironmentVariable("DEBYE_MODELS", At("shelf"));
        try
        {
            cli.Run("model", "pull", host.At("gaps")).Output.ShouldEndWith($"{At("shelf/gaps")}\n");
        }
        finally
        {
            Environment.SetEnvironmentVariable("DEBYE_MODELS", null);
        }
    }

    [Fact]
    public void Pull_Stopped_SaysThatItGoesOn()
    {
        using var stop = new CancellationTokenSource();
        using var host = new WebHost();
        cli.Run("model", "push", Sample, host.At("gaps")).Code.ShouldBe(0);
        host.Server.Fault(
            request => request.Ends(SamplePackage.Weights),
            answer =>
            {
                stop.CancelAfter(200);
                return answer with { BreaksAfter = 2000, Stalls = true };
            }
        );
        using var error = new StringWriter();
        CommandLine
            .Run(["model", "pull", host.At("gaps"), "--out", At("gaps")], TextWriter.Null, error, Stream.Null, stop.Token)
            .ShouldBe(1);
        error.ToString().ShouldContain("the same command goes on from there");
        cli.Run("model", "pull", host.At("gaps"), "--out", At("gaps")).Code.ShouldBe(0);
        host.Server.Log.Last(request => request.Ends(SamplePackage.Weights)).Range.ShouldBe("bytes=2000-");
    }

    [Fact]
    public void Show_Folder_TellsWhatItIs()
    {
        var run = cli.Run("model", "show", Sample, "--files");
        run.Code.ShouldBe(0, run.Error);
        run.Lines[1].ShouldContain("crystal, regression, bandGap in eV, 2 labels");
        run.Output.ShouldContain("cc-by-4.0");
        run.Output.ShouldContain("meanAbsoluteError       0.25");
        run.Output.ShouldContain("base/weights.safetensors");
        cli.Run("model", "show", cli.At("model"), "--json").Documents().Single().GetProperty("labels").GetInt32().ShouldBe(230);
    }

    [Fact]
    public void Verify_Damaged_IsALineForEachProblemAndCode1()
    {
        cli.Run("model", "push", Sample, At("shelf")).Code.ShouldBe(0);
        cli.Run("model", "verify", At("shelf")).Output.ShouldContain("10 files, 12.9 kB: sound; SHA-256 as in manifest.json");
        File.Delete(At("shelf/recipe.json"));
        File.WriteAllText(At("shelf/install.sh"), "x");
        var run = cli.Run("model", "verify", At("shelf"), "--json");
        run.Code.ShouldBe(1);
        run.Problems.Length.ShouldBe(2);
        run.Documents().Single().GetProperty("problems").GetArrayLength().ShouldBe(2);
    }

    [Theory]
    [InlineData("model", "show", "hf://only-a-name")]
    [InlineData("model", "pull", "ftp://host/x")]
    [InlineData("model", "pull", "https://me:secret@host/x")]
    [InlineData("model", "push", "models/x", "hf://a/b", "--license", "a b")]
    [InlineData("model", "verify", "models/x", "--against", "hf:x")]
    [InlineData("model", "verify")]
    public void Run_WrongUsage_IsOneLineAndCode2(params string[] args)
    {
        var run = cli.Run(args);
        run.Code.ShouldBe(2);
        run.Problems.ShouldHaveSingleItem().ShouldNotContain("secret");
    }

    private string At(string name) => Path.Combine(_folder, name);

    private void UseHub(string? token)
    {
        Environment.SetEnvironmentVariable("HF_ENDPOINT", _server.Hub.Address.AbsoluteUri);
        Environment.SetEnvironmentVariable("HF_TOKEN", token);
    }
}
