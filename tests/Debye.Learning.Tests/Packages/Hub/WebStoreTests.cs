using Debye.Learning.Packages.Hub;
using Debye.TestSupport;

namespace Debye.Learning.Tests.Packages.Hub;

public sealed class WebStoreTests : IDisposable
{
    private readonly ExchangeFixture _here = new();
    private readonly WebHost _host = new();

    private ModelAddress Address => ModelAddress.Parse(_host.At("models/sample/"));

    public void Dispose()
    {
        _host.Dispose();
        _here.Dispose();
    }

    [Fact]
    public async Task Push_ThenPull_IsEqualAndTheManifestCameLast()
    {
        using var exchange = _here.Exchange();
        var pushed = await exchange.PushAsync(_here.Sample(), Address);
        pushed.Sent.ShouldBe(SamplePackage.Files.Count);
        _host.Server.Log.Last().Path.ShouldBe("/models/sample/manifest.json");
        var pulled = await exchange.PullAsync(Address, _here.At("back"));
        pulled.Unchecked.ShouldBe(0);
        foreach (var (path, content) in SamplePackage.Files)
            SamplePackage.Read(_here.At("back"))[path].ShouldBe(content);
        (await exchange.VerifyAsync(_here.At("back"))).Problems.ShouldBeEmpty();
        (await exchange.VerifyAsync(_here.At("back"), Address)).ComparedWith.ShouldBe(Address.ToString());
    }

    [Fact]
    public async Task Push_Again_SendsOnlyWhatChanged()
    {
        using var exchange = _here.Exchange();
        await exchange.PushAsync(_here.Sample(), Address);
        File.WriteAllText(_here.At("sample/recipe.json"), "{ \"seed\": 2 }");
        (await exchange.PushAsync(_here.At("sample"), Address)).Sent.ShouldBe(1);
    }

    [Fact]
    public async Task Pull_HubTokenIsSet_TheWebHostDoesNotSeeIt()
    {
        using var hub = new HubServer();
        using var exchange = _here.Exchange(hub);
        await exchange.PushAsync(_here.Sample(), Address);
        await exchange.PullAsync(Address, _here.At("back"));
        _host.Server.Log.ShouldAllBe(request => request.Authorization == null);
    }

    [Fact]
    public async Task Pull_WebToken_GoesToItsHostAlone()
    {
        using var other = new WebHost();
        using var exchange = _here.Exchange(change: options =>
            options with
            {
                WebToken = new AccessToken("webSecret", "DEBYE_WEB_TOKEN"),
                WebHost = _host.Server.Address.Authority,
            }
        );
        await exchange.PushAsync(_here.Sample(), Address);
        _host.Server.Log.ShouldAllBe(request => request.Authorization == "Bearer webSecret");
        await exchange.PushAsync(_here.At("sample"), ModelAddress.Parse(other.At("x")));
        other.Server.Log.ShouldAllBe(request => request.Authorization == null);
    }

    [Fact]
    public async Task Pull_RedirectToAnotherHost_TheTokenStaysBehind()
    {
        using var other = new WebHost();
        using var exchange = _here.Exchange(change: options =>
            options with
            {
                WebToken = new AccessToken("webSecret", "DEBYE_WEB_TOKEN"),
                WebHost = _host.Server.Address.Authority,
            }
        );
        await exchange.PushAsync(_here.Sample(), Address);
        foreach (var (path, content) in _host.Files)
            other.Files[path] = content;
        _host.Server.Fault(request => request.Method == "GET", _ => Redirect(other.At("models/sample/config.json")));
        other.Files["/models/sample/config.json"] = _host.Files["/models/sample/manifest.json"];
        await exchange.PullAsync(Address, _here.At("back"));
        other.Server.Log.ShouldHaveSingleItem().Authorization.ShouldBeNull();
    }

    [Fact]
    public async Task Pull_EndlessRedirects_GivesUp()
    {
        _host.Server.Fault(_ => true, _ => Redirect(_host.At("again")), times: 100);
        using var exchange = _here.Exchange();
        (await Should.ThrowAsync<ModelExchangeException>(() => exchange.PullAsync(Address, _here.At("back")))).Message.ShouldContain(
            "more than 8 redirects"
        );
    }

    [Fact]
    public async Task Pull_RedirectToAFile_IsNotFollowed()
    {
        _host.Server.Fault(_ => true, _ => Redirect("file:///etc/passwd"), times: 100);
        using var exchange = _here.Exchange();
        (await Should.ThrowAsync<ModelExchangeException>(() => exchange.PullAsync(Address, _here.At("back")))).Message.ShouldContain(
            "is not followed"
        );
    }

    [Theory]
    [InlineData("""{ "formatVersion": 2, "files": [] }""", "newer than 1")]
    [InlineData("""{ "formatVersion": 1, "files": [] }""", "expected 1…")]
    [InlineData("""{ "formatVersion": 1, "files": [null] }""", "a file is null")]
    [InlineData(
        """{ "formatVersion": 1, "files": [{ "path": "a.json", "size": 1, "sha256": "abc" }] }""",
        "'a.json': expected a path, a size and a SHA-256"
    )]
    [InlineData(
        """{ "formatVersion": 1, "files": [{ "path": "../a.json", "size": 1,"""
            + """ "sha256": "0000000000000000000000000000000000000000000000000000000000000000" }] }""",
        "leaves the folder"
    )]
    [InlineData(
        """{ "formatVersion": 1, "files": [{ "path": "a.exe", "size": 1,"""
            + """ "sha256": "0000000000000000000000000000000000000000000000000000000000000000" }] }""",
        "not part of a model package"
    )]
    [InlineData(
        """{ "formatVersion": 1, "files": [{ "path": "a.json", "size": 9223372036854775807,"""
            + """ "sha256": "0000000000000000000000000000000000000000000000000000000000000000" }] }""",
        "cannot be"
    )]
    [InlineData("<html>", "no manifest of a model package")]
    public async Task Pull_BadManifest_IsRefused(string manifest, string expected)
    {
        _host.Files["/models/sample/manifest.json"] = SamplePackage.Text(manifest);
        using var exchange = _here.Exchange();
        (await Should.ThrowAsync<DataFormatException>(() => exchange.PullAsync(Address, _here.At("back")))).Message.ShouldContain(expected);
        Directory.EnumerateFileSystemEntries(_here.Folder).ShouldBeEmpty();
    }

    [Fact]
    public async Task Pull_FileOfTheListIsMissing_NamesIt()
    {
        using var exchange = _here.Exchange();
        await exchange.PushAsync(_here.Sample(), Address);
        _host.Files.Remove("/models/sample/recipe.json");
        (await Should.ThrowAsync<ModelExchangeException>(() => exchange.PullAsync(Address, _here.At("back")))).Message.ShouldBe(
            $"{Address}recipe.json: not found"
        );
    }

    [Fact]
    public async Task Pull_FileReplacedBetweenTwoPieces_IsNotPutTogetherFromBoth()
    {
        using var exchange = _here.Exchange();
        await exchange.PushAsync(_here.Sample(), Address);
        var path = "/models/sample/" + SamplePackage.Weights;
        var good = _host.Files[path];
        _host.Server.Fault(
            request => request.Ends(SamplePackage.Weights),
            _ => new Answer(200, [.. good.Select(b => (byte)~b)]) { Tag = "\"older\"", BreaksAfter = 4000 }
        );
        await exchange.PullAsync(Address, _here.At("back"));
        SamplePackage.Read(_here.At("back"))[SamplePackage.Weights].ShouldBe(good);
        _host.Server.Log.Last(request => request.Ends(SamplePackage.Weights)).IfRange.ShouldBe("\"older\"");
    }

    [Fact]
    public async Task Pull_ServerFallsSilent_IsABrokenConnection()
    {
        using var exchange = _here.Exchange(change: options => options with { Silence = TimeSpan.FromMilliseconds(400) });
        await exchange.PushAsync(_here.Sample(), Address);
        _host.Server.Fault(request => request.Ends(SamplePackage.Weights), answer => answer with { BreaksAfter = 3000, Stalls = true });
        await exchange.PullAsync(Address, _here.At("back"));
        _here.Said.ShouldContain(line => line.Contains("the server is silent"));
        SamplePackage.Read(_here.At("back"))[SamplePackage.Weights].ShouldBe(SamplePackage.Files[SamplePackage.Weights]);
    }

    [Fact]
    public async Task Push_HostTakesNoFiles_SaysSo()
    {
        _host.Server.Fault(request => request.Method == "PUT", _ => new Answer(405), times: 100);
        using var exchange = _here.Exchange();
        (await Should.ThrowAsync<ModelExchangeException>(() => exchange.PushAsync(_here.Sample(), Address))).Message.ShouldContain(
            "the server answers 405"
        );
    }

    private static Answer Redirect(string to) =>
        new(302) { Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Location"] = to } };
}
