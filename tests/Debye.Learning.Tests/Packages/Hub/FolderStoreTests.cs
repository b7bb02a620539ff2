using Debye.Learning.Packages.Hub;
using Debye.TestSupport;

namespace Debye.Learning.Tests.Packages.Hub;

public sealed class FolderStoreTests : IDisposable
{
    private readonly ExchangeFixture _here = new();

    public void Dispose() => _here.Dispose();

    [Fact]
    public async Task Push_ThenPull_IsEqual()
    {
        using var exchange = _here.Exchange();
        await exchange.PushAsync(_here.Sample(), ModelAddress.Parse(_here.At("shelf/model")));
        var result = await exchange.PullAsync(ModelAddress.Parse(_here.At("shelf/model")), _here.At("back"));
        result.Unchecked.ShouldBe(0);
        var files = SamplePackage.Read(_here.At("back"));
        files.Count.ShouldBe(SamplePackage.Files.Count + 1);
        foreach (var (path, content) in SamplePackage.Files)
            files[path].ShouldBe(content);
    }

    [Fact]
    public async Task Pull_FolderWithoutManifest_SaysThatNothingWasCompared()
    {
        using var exchange = _here.Exchange();
        var result = await exchange.PullAsync(ModelAddress.Parse(_here.Sample()), _here.At("back"));
        result.Unchecked.ShouldBe(SamplePackage.Files.Count);
        result.Manifest.Source.ShouldBeNull();
        (await exchange.VerifyAsync(_here.At("back"))).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Pull_FolderThatNoLongerFitsItsManifest_IsRefused()
    {
        using var exchange = _here.Exchange();
        await exchange.PushAsync(_here.Sample(), ModelAddress.Parse(_here.At("shelf")));
        File.WriteAllText(_here.At("shelf/recipe.json"), "[]\n");
        (
            await Should.ThrowAsync<ModelExchangeException>(() =>
                exchange.PullAsync(ModelAddress.Parse(_here.At("shelf")), _here.At("back"))
            )
        ).Message.ShouldContain("recipe.json arrived damaged: SHA-256");
    }

    [Fact]
    public async Task Push_FolderExists_IsReplacedOnlyOnDemand()
    {
        using var exchange = _here.Exchange();
        var shelf = ModelAddress.Parse(_here.At("shelf"));
        await exchange.PushAsync(_here.Sample(), shelf);
        File.Delete(_here.At("sample/recipe.json"));
        await Should.ThrowAsync<DataFormatException>(() => exchange.PushAsync(_here.At("sample"), shelf));
        await exchange.PushAsync(_here.At("sample"), shelf, new ModelPushOptions { Replace = true });
        File.Exists(_here.At("shelf/recipe.json")).ShouldBeFalse();
    }

    [Fact]
    public async Task Pull_NoSuchFolder_NamesTheHubsForm()
    {
        using var exchange = _here.Exchange();
        (
            await Should.ThrowAsync<DataFormatException>(() =>
                exchange.PullAsync(ModelAddress.Parse(_here.At("lab/model")), _here.At("back"))
            )
        ).Message.ShouldContain("hf://owner/name");
    }
}
