using Debye.Learning.Packages.Hub;
using Debye.TestSupport;

namespace Debye.Learning.Tests.Packages.Hub;

public sealed class HubPullTests : IDisposable
{
    private const string Name = "lab/model";

    private readonly ExchangeFixture _here = new();
    private readonly HubServer _server = new() { EntriesOfPage = 4 };

    private string Destination => _here.At("pulled");

    public void Dispose()
    {
        _server.Dispose();
        _here.Dispose();
    }

    [Fact]
    public async Task Pull_Package_IsEqualAndNamesItsCommit()
    {
        _server.Add(Name, SamplePackage.Files);
        var result = await PullAsync();
        ShouldBeComplete();
        result.Unchecked.ShouldBe(0);
        var manifest = ModelManifest.Read(Destination).ShouldNotBeNull();
        manifest.Revision.ShouldBe(_server[Name].Commit);
        manifest.Source.ShouldBe("hf://lab/model");
        manifest.Files.Select(file => file.Path).ShouldBe(SamplePackage.Files.Keys.Order(StringComparer.Ordinal));
        foreach (var file in manifest.Files)
            file.Sha256.ShouldBe(HubServer.Sha256(SamplePackage.Files[file.Path]));
    }

    [Fact]
    public async Task Pull_LargeFiles_TheTokenDoesNotFollowToTheirHost()
    {
        _server.Add(Name, SamplePackage.Files);
        await PullAsync();
        _server.Hub.Log.ShouldAllBe(request => request.Authorization == "Bearer " + HubServer.Token);
        _server.Storage.Log.Count.ShouldBe(3);
        _server.Storage.Log.ShouldAllBe(request => request.Authorization == null);
    }

    [Theory]
    [InlineData(null, "set HF_TOKEN")]
    [InlineData("hf_wrongToken", "the token in HF_TOKEN is not accepted")]
    public async Task Pull_NotAllowed_NamesTheVariableAndNotItsValue(string? token, string expected)
    {
        _server.Add(Name, SamplePackage.Files);
        var problem = await Should.ThrowAsync<ModelExchangeException>(() => PullAsync(token: token));
        problem.Message.ShouldContain(expected);
        problem.ToString().ShouldNotContain("hf_wrongToken");
        _server.Hub.Log.Count.ShouldBe(1);
        Directory.EnumerateFileSystemEntries(_here.Folder).ShouldBeEmpty();
    }

    [Fact]
    public async Task Pull_Forbidden_NamesTheVariable()
    {
        _server.Add(Name, SamplePackage.Files);
        _server.Hub.Fail("/revision/main", 403);
        (await Should.ThrowAsync<ModelExchangeException>(() => PullAsync())).Message.ShouldContain(
            "the token in HF_TOKEN does not allow this"
        );
    }

    [Theory]
    [InlineData("hf://lab/other", "Repository not found")]
    [InlineData("hf://lab/model@v9", "Invalid rev id")]
    public async Task Pull_NotThere_SaysSo(string address, string expected)
    {
        _server.Add(Name, SamplePackage.Files);
        var problem = (await Should.ThrowAsync<ModelExchangeException>(() => PullAsync(address))).Message;
        problem.ShouldStartWith(address + ": not found");
        problem.ShouldContain(expected);
    }

    [Fact]
    public async Task Pull_TooManyRequests_WaitsAsLongAsTheServerAsks()
    {
        _server.Add(Name, SamplePackage.Files);
        _server.Hub.Fail("/revision/main", 429, times: 2, retryAfter: "7");
        await PullAsync();
        ShouldBeComplete();
        _here.Clock.Waits.ShouldBe([TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(7)]);
        _here.Said.ShouldContain(line => line.Contains("too many requests") && line.EndsWith("again in 7 s", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pull_ServerAsksForADate_WaitsUntilThen()
    {
        _server.Add(Name, SamplePackage.Files);
        _server.Hub.Fail("/config.json", 503, retryAfter: _here.Clock.GetUtcNow().AddSeconds(30).ToString("R"));
        await PullAsync();
        _here.Clock.Waits.ShouldBe([TimeSpan.FromSeconds(30)]);
    }

    [Fact]
    public async Task Pull_ServerAsksForHours_GivesUpAtOnce()
    {
        _server.Add(Name, SamplePackage.Files);
        _server.Hub.Fail("/revision/main", 429, times: 100, retryAfter: "7200");
        (await Should.ThrowAsync<ModelExchangeException>(() => PullAsync())).RetryAfter.ShouldBe(TimeSpan.FromHours(2));
        _here.Clock.Waits.ShouldBeEmpty();
    }

    [Fact]
    public async Task Pull_ServerStaysBroken_GivesUpAfterLongerAndLongerWaits()
    {
        _server.Add(Name, SamplePackage.Files);
        _server.Hub.Fail("/revision/main", 500, times: 100);
        (await Should.ThrowAsync<ModelExchangeException>(() => PullAsync())).Message.ShouldContain("the server answers 500");
        _server.Hub.Log.Count.ShouldBe(6);
        _here.Clock.Waits.Count.ShouldBe(5);
        _here.Clock.Waits.Last().ShouldBeGreaterThan(_here.Clock.Waits.First());
    }

    [Fact]
    public async Task Pull_NobodyAnswers_SaysWho()
    {
        var port = _server.Hub.Address.Authority;
        _server.Hub.Dispose();
        (await Should.ThrowAsync<ModelExchangeException>(() => PullAsync())).Message.ShouldBe(
            $"hf://lab/model: no answer from {port} (no connection)"
        );
    }

    [Fact]
    public async Task Pull_AnswerIsNoHub_SaysSo()
    {
        _server.Hub.Fault(_ => true, _ => new Answer(200, "<html>"u8.ToArray(), "text/html"));
        (await Should.ThrowAsync<ModelExchangeException>(() => PullAsync())).Message.ShouldContain("no JSON");
    }

    [Fact]
    public async Task Pull_ConnectionBreaks_GoesOnWhereItBroke()
    {
        _server.Add(Name, SamplePackage.Files);
        _server.Storage.Break(SamplePackage.Weights, 5000, times: 2);
        await PullAsync();
        ShouldBeComplete();
        var requests = _server.Storage.Log.Where(request => request.Ends(SamplePackage.Weights)).ToArray();
        requests.Select(request => request.Range).ShouldBe([null, "bytes=5000-", "bytes=10000-"]);
        requests[1].IfRange.ShouldBe($"\"{HubServer.Sha256(SamplePackage.Files[SamplePackage.Weights])}\"");
    }

    [Fact]
    public async Task Pull_ConnectionBreaksAndServerKnowsNoRanges_BeginsAgain()
    {
        _server.Add(Name, SamplePackage.Files);
        _server.Storage.KnowsRanges = false;
        _server.Storage.Break(SamplePackage.Weights, 5000);
        await PullAsync();
        ShouldBeComplete();
    }

    [Fact]
    public async Task Pull_ConnectionBreaksOftenButGetsAhead_Arrives()
    {
        _server.Add(Name, SamplePackage.Files);
        _server.Storage.Break(SamplePackage.Weights, 1000, times: 11);
        await PullAsync();
        ShouldBeComplete();
    }

    [Fact]
    public async Task Pull_ConnectionAlwaysBreaksAtOnce_GivesUp()
    {
        _server.Add(Name, SamplePackage.Files);
        _server.Storage.Break(SamplePackage.Weights, 0, times: 1000);
        (await Should.ThrowAsync<ModelExchangeException>(() => PullAsync())).Message.ShouldContain("connection broke");
        Directory.Exists(Destination).ShouldBeFalse();
    }

    [Theory]
    [InlineData(SamplePackage.Weights, "SHA-256")]
    [InlineData("README.md", "git hash")]
    public async Task Pull_DamagedBody_IsRefusedAndNotKept(string path, string expected)
    {
        _server.Add(
            Name,
            new Dictionary<string, byte[]>(StringComparer.Ordinal)
            {
                ["config.json"] = SamplePackage.Files["config.json"],
                [path] = SamplePackage.Files[path],
            }
        );
        var server = HubServer.IsLarge(path) ? _server.Storage : _server.Hub;
        server.Fault(
            request => request.Ends(path),
            answer => answer with { Body = [.. answer.Body![..^1], (byte)(answer.Body![^1] ^ 1)] },
            times: 9
        );
        var problem = (await Should.ThrowAsync<ModelExchangeException>(() => PullAsync())).Message;
        problem.ShouldContain($"{path} arrived damaged: {expected}");
        Directory.Exists(Destination).ShouldBeFalse();
        Directory.EnumerateFiles(_here.Folder, Path.GetFileName(path) + "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task Pull_DamagedFirstPiece_BeginsOnceMoreInOnePiece()
    {
        _server.Add(Name, SamplePackage.Files);
        _server.Storage.Fault(
            request => request.Ends(SamplePackage.Weights),
            answer => answer with { Body = [.. answer.Body!.Select(b => (byte)~b)], BreaksAfter = 4000 }
        );
        await PullAsync();
        ShouldBeComplete();
    }

    [Fact]
    public async Task Pull_EndlessBody_IsCutOff()
    {
        _server.Add(Name, SamplePackage.Files);
        _server.Storage.Fault(
            request => request.Ends(SamplePackage.Weights),
            answer => answer with { Body = [.. answer.Body!, .. new byte[1 << 20]] },
            times: 9
        );
        (await Should.ThrowAsync<ModelExchangeException>(() => PullAsync())).Message.ShouldContain("is longer than");
    }

    [Fact]
    public async Task Pull_Stopped_GoesOnNextTime()
    {
        _server.Add(Name, SamplePackage.Files);
        using var stop = new CancellationTokenSource();
        _server.Storage.Fault(
            request => request.Ends(SamplePackage.Weights),
            answer =>
            {
                stop.CancelAfter(300);
                return answer with { BreaksAfter = 6000, Stalls = true };
            }
        );
        await Should.ThrowAsync<OperationCanceledException>(() => PullAsync(cancellation: stop.Token));
        Directory.Exists(Destination).ShouldBeFalse();
        Directory.EnumerateFiles(Destination + ".partial", "model-0.safetensors.*.partial").ShouldHaveSingleItem();
        var before = _server.Hub.Log.Count(request => request.Ends("/config.json"));

        await PullAsync();
        ShouldBeComplete();
        _server.Storage.Log.Last(request => request.Ends(SamplePackage.Weights)).Range.ShouldBe("bytes=6000-");
        _server.Hub.Log.Count(request => request.Ends("/config.json")).ShouldBe(before, "finished files are not fetched twice");
        Directory.Exists(Destination + ".partial").ShouldBeFalse();
    }

    [Theory]
    [InlineData("../../evil.json", "leaves the folder")]
    [InlineData("/evil.json", "leaves the folder")]
    [InlineData("a\\evil.json", "not every system allows")]
    [InlineData("CON.json", "device")]
    [InlineData("model.bin", "not part of a model package")]
    [InlineData("modeling.py", "not part of a model package")]
    [InlineData("CONFIG.json", "twice")]
    public async Task Pull_ForbiddenFile_IsRefusedBeforeAnythingIsFetched(string path, string expected)
    {
        _server.Add(Name, SamplePackage.With((path, [1, 2, 3])));
        (await Should.ThrowAsync<DataFormatException>(() => PullAsync())).Message.ShouldContain(expected);
        _server.Hub.Log.ShouldNotContain(request => request.Path.Contains("/resolve/"));
        Directory.EnumerateFileSystemEntries(_here.Folder).ShouldBeEmpty();
    }

    [Fact]
    public async Task Pull_PickleUnderAFalseName_IsRefusedAndNotKept()
    {
        _server.Add(Name, SamplePackage.With((SamplePackage.Weights, [0x80, 4, .. "cos\nsystem\n"u8])));
        (await Should.ThrowAsync<DataFormatException>(() => PullAsync())).Message.ShouldContain("model-0.safetensors: safetensors: header");
        Directory.EnumerateFileSystemEntries(_here.Folder).ShouldBeEmpty();
    }

    [Fact]
    public async Task Pull_FolderExists_IsReplacedOnlyOnDemandAndOnlyIfItIsAPackage()
    {
        _server.Add(Name, SamplePackage.Files);
        SamplePackage.Write(Destination, SamplePackage.With(("old.json", SamplePackage.Text("{}"))));
        (await Should.ThrowAsync<DataFormatException>(() => PullAsync())).Message.ShouldContain("exists already; --force");
        await PullAsync(replace: true);
        ShouldBeComplete();

        File.WriteAllText(Path.Combine(Destination, "thesis.docx"), "years of work");
        await Should.ThrowAsync<DataFormatException>(() => PullAsync(replace: true));
        File.Exists(Path.Combine(Destination, "thesis.docx")).ShouldBeTrue();
    }

    [Fact]
    public async Task Pull_LargerThanAllowed_IsRefused()
    {
        _server.Add(Name, SamplePackage.Files);
        using var exchange = _here.Exchange(_server, change: options => options with { LargestPackage = 1000 });
        (
            await Should.ThrowAsync<ModelExchangeException>(() => exchange.PullAsync(ModelAddress.Parse("hf://" + Name), Destination))
        ).Message.ShouldContain("larger than 1.0 kB");
    }

    private async Task<ModelPullResult> PullAsync(
        string address = "hf://" + Name,
        string? token = HubServer.Token,
        bool replace = false,
        CancellationToken cancellation = default
    )
    {
        using var exchange = _here.Exchange(_server, token);
        return await exchange.PullAsync(ModelAddress.Parse(address), Destination, replace, cancellation);
    }

    private void ShouldBeComplete()
    {
        var files = SamplePackage.Read(Destination);
        files.Remove(ModelManifest.FileName).ShouldBeTrue();
        files.Keys.Order(StringComparer.Ordinal).ShouldBe(SamplePackage.Files.Keys.Order(StringComparer.Ordinal));
        foreach (var (path, content) in files)
            content.ShouldBe(SamplePackage.Files[path]);
        Directory.Exists(Destination + ".partial").ShouldBeFalse();
        Directory.Exists(Destination + ".old").ShouldBeFalse();
    }
}
