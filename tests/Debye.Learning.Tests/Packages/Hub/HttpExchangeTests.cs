using Debye.Learning.Packages.Hub;

namespace Debye.Learning.Tests.Packages.Hub;

public sealed class HttpExchangeTests
{
    [Theory]
    [InlineData("https://hub.example.org/api/models/a/b", "HF_TOKEN")]
    [InlineData("https://HUB.example.org:443/x", "HF_TOKEN")]
    [InlineData("http://hub.example.org/x", null)]
    [InlineData("https://hub.example.org:8443/x", null)]
    [InlineData("https://hub.example.org.evil.com/x", null)]
    [InlineData("https://cdn.hub.example.org/x", null)]
    [InlineData("https://web.example.org:8080/x", "DEBYE_WEB_TOKEN")]
    [InlineData("https://web.example.org/x", null)]
    [InlineData("http://web.example.org:8080/x", null)]
    public void TokenFor_Address_OnlyItsOwnServerAndOnlyPrivately(string address, string? expected)
    {
        var options = new ExchangeOptions
        {
            Endpoint = new Uri("https://hub.example.org/"),
            Token = new AccessToken("one", "HF_TOKEN"),
            WebToken = new AccessToken("two", "DEBYE_WEB_TOKEN"),
            WebHost = "web.example.org:8080",
        };
        using var exchange = new HttpExchange(options, null);
        exchange.TokenFor(new Uri(address))?.Origin.ShouldBe(expected);
        (exchange.TokenFor(new Uri(address)) is null).ShouldBe(expected is null);
    }

    [Fact]
    public void TokenFor_HubOverPlainHttp_None()
    {
        using var exchange = new HttpExchange(
            new ExchangeOptions { Endpoint = new Uri("http://hub.example.org/"), Token = new AccessToken("one", "HF_TOKEN") },
            null
        );
        exchange.TokenFor(new Uri("http://hub.example.org/x")).ShouldBeNull();
    }
}
