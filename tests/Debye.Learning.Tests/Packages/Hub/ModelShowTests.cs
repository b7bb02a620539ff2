using Debye.Learning.Packages.Hub;
using Debye.TestSupport;

namespace Debye.Learning.Tests.Packages.Hub;

public sealed class ModelShowTests : IDisposable
{
    private readonly ExchangeFixture _here = new();

    public void Dispose() => _here.Dispose();

    [Fact]
    public async Task Show_Hub_TellsWithoutFetchingWeights()
    {
        using var server = new HubServer();
        server.Add("lab/model", SamplePackage.Files);
        using var exchange = _here.Exchange(server);
        var summary = await exchange.ShowAsync(ModelAddress.Parse("hf://lab/model"));
        summary.ShouldSatisfyAllConditions(
            () =>
                (summary.Technique, summary.Task, summary.Property, summary.Unit, summary.Labels).ShouldBe(
                    ("crystal", "regression", "bandGap", "eV", 2)
                ),
            () => summary.License.ShouldBe("cc-by-4.0"),
            () => summary.Revision.ShouldBe(server["lab/model"].Commit),
            () => summary.Bytes.ShouldBe(SamplePackage.Files.Values.Sum(content => content.Length)),
            () =>
                summary.Metrics.ShouldBe(
                    new Dictionary<string, double>(StringComparer.Ordinal)
                    {
                        ["meanAbsoluteError"] = 0.25,
                        ["determination"] = 0.9,
                        ["count"] = 7,
                    },
                    ignoreOrder: true
                )
        );
        server.Storage.Log.ShouldBeEmpty();
        server.Hub.Log.Count(request => request.Path.Contains("/resolve/", StringComparison.Ordinal)).ShouldBe(3);
    }

    [Fact]
    public async Task Show_PulledPackage_NamesItsSource()
    {
        using var server = new HubServer();
        server.Add("lab/model", SamplePackage.Files);
        using var exchange = _here.Exchange(server);
        await exchange.PullAsync(ModelAddress.Parse("hf://lab/model"), _here.At("back"));
        var summary = await exchange.ShowAsync(ModelAddress.Parse(_here.At("back")));
        (summary.Source, summary.Revision).ShouldBe(("hf://lab/model", server["lab/model"].Commit));
    }

    [Fact]
    public async Task Show_DamagedText_IsRefused()
    {
        using var server = new HubServer();
        server.Add("lab/model", SamplePackage.Files);
        server.Hub.Fault(
            request => request.Ends("/config.json"),
            answer => answer with { Body = [.. answer.Body!.Select(b => b == '2' ? (byte)'3' : b), (byte)' '] },
            times: 9
        );
        using var exchange = _here.Exchange(server);
        server.Hub.Fault(
            request => request.Ends("/metrics.json"),
            answer => answer with { Body = [.. answer.Body!.Select(b => b == '7' ? (byte)'8' : b)] },
            times: 9
        );
        (
            await Should.ThrowAsync<ModelExchangeException>(() => exchange.ShowAsync(ModelAddress.Parse("hf://lab/model")))
        ).Message.ShouldContain("metrics.json arrived damaged");
    }

    [Theory]
    [InlineData("# Card\n", null)]
    [InlineData("**Licence.** MIT, as Debye.\n", "MIT, as Debye.")]
    [InlineData("- **License**: Apache-2.0\n", "Apache-2.0")]
    [InlineData("**Licence** of the weights: that of the data\n", "that of the data")]
    [InlineData("---\nlicense: mit\n---\n**Licence**: BSD\n", "mit")]
    [InlineData("---\nlicense: other\nlicense_name: my-licence\n---\n", "my-licence")]
    [InlineData("---\nlicense: other\nlicense_name: see-model-card\n---\n**Licence**: BSD\n", "BSD")]
    [InlineData("---\r\nlicense: 'mit'\r\n---\r\n", "mit")]
    [InlineData("---\nlicense: mit\n", "mit")]
    public void License_Cards_AsWritten(string card, string? expected) => ModelCard.License(card).ShouldBe(expected);

    [Theory]
    [InlineData("# A\n\ntext\n", "# A\n\ntext\n")]
    [InlineData("---\na: b\n---\n\n# A\n", "# A\n")]
    [InlineData("---\na: b\n", "---\na: b\n")]
    public void Body_Cards_WithoutHead(string card, string expected) => ModelCard.Body(card).ShouldBe(expected);
}
