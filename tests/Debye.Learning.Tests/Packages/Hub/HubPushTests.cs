using System.Text;
using System.Text.Json;
using Debye.Learning.Packages.Hub;
using Debye.TestSupport;

namespace Debye.Learning.Tests.Packages.Hub;

public sealed class HubPushTests : IDisposable
{
    private const string Name = "lab/model";

    private readonly ExchangeFixture _here = new();
    private readonly HubServer _server = new();

    public void Dispose()
    {
        _server.Dispose();
        _here.Dispose();
    }

    [Fact]
    public async Task Push_ThenPull_IsEqual()
    {
        var result = await PushAsync(_server);
        result.ShouldSatisfyAllConditions(
            () => result.Files.ShouldBe(SamplePackage.Files.Count),
            () => result.Sent.ShouldBe(SamplePackage.Files.Count),
            () => result.Revision.ShouldBe(_server[Name].Commit),
            () => result.Place.ShouldBe(_server.Hub.Address + Name)
        );
        using var exchange = _here.Exchange(_server);
        await exchange.PullAsync(ModelAddress.Parse("hf://" + Name), _here.At("back"));
        var files = SamplePackage.Read(_here.At("back"));
        foreach (var (path, content) in SamplePackage.Files)
            files[path].ShouldBe(content);
        files.Count.ShouldBe(SamplePackage.Files.Count + 1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Push_NewRepository_IsPrivateUnlessAsked(bool isPublic)
    {
        await PushAsync(_server, new ModelPushOptions { Public = isPublic });
        _server[Name].IsPrivate.ShouldBe(!isPublic);
    }

    [Fact]
    public async Task Push_LargeFiles_TheTokenDoesNotGoToTheirStore()
    {
        await PushAsync(_server);
        _server.Storage.Log.Count(request => request.Method == "PUT").ShouldBe(3);
        _server.Storage.Log.ShouldAllBe(request => request.Authorization == null);
        _server.Hub.Log.Count(request => request.Path == "/verify").ShouldBe(3);
    }

    [Fact]
    public async Task Push_InParts_PutsThemTogether()
    {
        using var server = new HubServer { PartBytes = 5000 };
        await PushAsync(server);
        foreach (var (path, content) in SamplePackage.Files)
            server[Name].Files[path].ShouldBe(content);
        server.Storage.Log.Count.ShouldBe(5, "three parts of the weights, one of each of the small ones");
        server.Hub.Log.Count(request => request.Path == "/complete").ShouldBe(3);
    }

    [Fact]
    public async Task Push_Again_SendsOnlyWhatChanged()
    {
        await PushAsync(_server);
        var second = await PushAsync(_server);
        (second.Sent, second.Revision).ShouldBe((0, $"{2:x40}"));
        _server[Name].Commits.ShouldBe(2);

        File.WriteAllText(_here.At("sample/recipe.json"), "{ \"seed\": 2 }");
        var third = await PushAsync(_server);
        third.Sent.ShouldBe(1);
        _server[Name].Files["recipe.json"].ShouldBe(SamplePackage.Text("{ \"seed\": 2 }"));
    }

    [Fact]
    public async Task Push_FilesOfAnOlderModel_StayUnlessPruned()
    {
        _server.Add(Name, SamplePackage.With(("model-9.safetensors", SamplePackage.SafeTensors(10, 9))));
        (await PushAsync(_server)).NotInPackage.ShouldBe(["model-9.safetensors"]);
        _server[Name].Files.ContainsKey("model-9.safetensors").ShouldBeTrue();
        (await PushAsync(_server, new ModelPushOptions { Prune = true })).NotInPackage.ShouldBeEmpty();
        _server[Name]
            .Files.Keys.Order(StringComparer.Ordinal)
            .ShouldBe(SamplePackage.Files.Keys.Append(".gitattributes").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Push_ToABranch_MakesIt()
    {
        using var exchange = _here.Exchange(_server);
        await exchange.PushAsync(_here.Sample(), ModelAddress.Parse("hf://lab/model@v2"));
        _server[Name].Branches.ShouldContain("v2");
        _server.Hub.Log.ShouldContain(request => request.Path == "/api/models/lab/model/commit/v2");
    }

    [Fact]
    public async Task Push_ServerHasABadMoment_Succeeds()
    {
        _server.Hub.Fail("/objects/batch", 503);
        _server.Storage.Fault(request => request.Method == "PUT", _ => new Answer(500));
        _server.Hub.Fail("/commit/main", 429, retryAfter: "3");
        await PushAsync(_server);
        _server[Name].Files.Count.ShouldBe(SamplePackage.Files.Count + 1);
        _here.Clock.Waits.ShouldContain(TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task Push_AnswerToTheCommitIsLost_IsFoundToHaveSucceeded()
    {
        // The commit is made, and then the gateway says that it does not know.
        _server.Hub.Fail("/commit/main", 504);
        (await PushAsync(_server)).Revision.ShouldBe($"{2:x40}");
        _server[Name].Commits.ShouldBe(2);
    }

    [Theory]
    [InlineData(null, "set HF_TOKEN")]
    [InlineData("hf_wrongToken", "the token in HF_TOKEN is not accepted")]
    public async Task Push_NotAllowed_NamesTheVariableAndNotItsValue(string? token, string expected)
    {
        using var exchange = _here.Exchange(_server, token);
        var problem = await Should.ThrowAsync<ModelExchangeException>(() =>
            exchange.PushAsync(_here.Sample(), ModelAddress.Parse("hf://" + Name))
        );
        problem.Message.ShouldContain(expected);
        // This server repeats the token in its answer.
        problem.ToString().ShouldNotContain("hf_wrongToken");
        _server.Has(Name).ShouldBeFalse();
    }

    [Fact]
    public async Task Push_SomebodyElseCommits_IsAConflict()
    {
        _server.Add(Name, SamplePackage.With());
        _server[Name].Files.Remove("recipe.json");
        _server.Hub.Fault(
            request => request.Ends("/preupload/main"),
            answer =>
            {
                _server[Name].Commits++;
                return answer;
            }
        );
        (await Should.ThrowAsync<ModelExchangeException>(() => PushAsync(_server))).Message.ShouldContain(
            "somebody else changed it meanwhile"
        );
    }

    [Theory]
    [InlineData("model.bin", "not part of a model package")]
    [InlineData("convert.py", "not part of a model package")]
    [InlineData("notes.txt", "zero bytes")]
    [InlineData("model-2.safetensors", "safetensors: shorter than 8 bytes")]
    [InlineData("model-2.trees", "no tree model")]
    [InlineData("fusion.json", "no JSON")]
    public async Task Push_ForbiddenFile_IsRefusedBeforeAnythingIsSent(string path, string expected)
    {
        SamplePackage.Write(_here.Sample(), new Dictionary<string, byte[]>(StringComparer.Ordinal) { [path] = [0, 1, 2] });
        (await Should.ThrowAsync<DataFormatException>(() => PushAsync(_server, write: false))).Message.ShouldContain(expected);
        _server.Hub.Log.ShouldBeEmpty();
    }

    [Fact]
    public async Task Push_Link_IsRefused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a privilege there");
        File.WriteAllText(_here.At("secret.json"), "{}");
        File.CreateSymbolicLink(Path.Combine(_here.Sample(), "link.json"), _here.At("secret.json"));
        (await Should.ThrowAsync<DataFormatException>(() => PushAsync(_server, write: false))).Message.ShouldContain("link.json: a link");
        _server.Hub.Log.ShouldBeEmpty();
    }

    [Fact]
    public async Task Push_CardWithoutHead_GetsOneAndTheFolderStaysAsItIs()
    {
        var folder = _here.Sample();
        File.WriteAllText(Path.Combine(folder, "README.md"), "# Gaps\n\n**Licence.** MIT, as Debye.\n");
        await PushAsync(_server, write: false);
        var card = Encoding.UTF8.GetString(_server[Name].Files["README.md"]);
        card.ShouldBe(
            """
            ---
            license: mit
            library_name: debye
            pipeline_tag: tabular-regression
            tags:
            - debye
            - materials-science
            - crystal
            - regression
            - bandGap
            metrics:
            - mae
            - r_squared
            ---

            # Gaps

            **Licence.** MIT, as Debye.

            """
        );
        File.ReadAllText(Path.Combine(folder, "README.md")).ShouldStartWith("# Gaps");
        using var exchange = _here.Exchange(_server);
        (await exchange.VerifyAsync(folder, ModelAddress.Parse("hf://" + Name))).Problems.ShouldBeEmpty();
        File.AppendAllText(Path.Combine(folder, "README.md"), "changed\n");
        (await exchange.VerifyAsync(folder, ModelAddress.Parse("hf://" + Name)))
            .Problems.ShouldHaveSingleItem()
            .ShouldStartWith("README.md: ");
    }

    [Fact]
    public async Task Push_Commit_IsWhatTheHubExpects()
    {
        await PushAsync(_server, new ModelPushOptions { Message = "First model" });
        var body = _server.Hub.Log.Single(request => request.Ends("/commit/main")).Body;
        var lines = Encoding.UTF8.GetString(body).TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        lines[0].GetProperty("value").GetProperty("summary").GetString().ShouldBe("First model");
        lines.Skip(1).Count(line => line.GetProperty("key").GetString() == "lfsFile").ShouldBe(3);
        lines.Length.ShouldBe(1 + SamplePackage.Files.Count);
        var weights = lines
            .Single(line => line.GetProperty("value").TryGetProperty("path", out var path) && path.GetString() == SamplePackage.Weights)
            .GetProperty("value");
        weights.GetProperty("oid").GetString().ShouldBe(HubServer.Sha256(SamplePackage.Files[SamplePackage.Weights]));
        weights.GetProperty("algo").GetString().ShouldBe("sha256");
    }

    private async Task<ModelPushResult> PushAsync(HubServer server, ModelPushOptions? options = null, bool write = true)
    {
        if (write && !Directory.Exists(_here.At("sample")))
            _here.Sample();
        using var exchange = _here.Exchange(server);
        return await exchange.PushAsync(_here.At("sample"), ModelAddress.Parse("hf://" + Name), options);
    }
}
