using Debye.Learning.Packages.Hub;

namespace Debye.Learning.Tests.Packages.Hub;

public sealed class ExchangeOptionsTests
{
    [Fact]
    public void FromEnvironment_Nothing_IsThePublicHub()
    {
        var options = ExchangeOptions.FromEnvironment(_ => null);
        options.Endpoint.ShouldBe(new Uri("https://huggingface.co/"));
        options.Token.ShouldBeNull();
        options.Validate();
    }

    [Fact]
    public void FromEnvironment_OwnVariable_ComesFirst()
    {
        From(("HF_TOKEN", "one")).Token!.Origin.ShouldBe("HF_TOKEN");
        From(("HF_TOKEN", "one"), ("DEBYE_HUB_TOKEN", " two\n")).Token!.Origin.ShouldBe("DEBYE_HUB_TOKEN");
        From(("HF_TOKEN", "  ")).Token.ShouldBeNull();
        From(("HF_ENDPOINT", "http://localhost:8080")).Endpoint.AbsoluteUri.ShouldBe("http://localhost:8080/");
    }

    [Theory]
    [InlineData("HF_TOKEN", "secret with spaces")]
    [InlineData("HF_TOKEN", "secret\r\nHost: x")]
    [InlineData("HF_TOKEN", "sécret")]
    [InlineData("DEBYE_WEB_TOKEN", "secret")]
    [InlineData("HF_ENDPOINT", "https://me:secret@host")]
    [InlineData("HF_ENDPOINT", "ftp://secret")]
    public void FromEnvironment_Unusable_NamesTheVariableAndNotItsValue(string variable, string value)
    {
        var problem = Should.Throw<ArgumentException>(() => From((variable, value))).ToString();
        problem.ShouldContain(variable);
        problem.ShouldNotContain("secret");
        problem.ShouldNotContain("sécret");
    }

    [Fact]
    public void ToString_WithTokens_HidesThem()
    {
        var text = From(("HF_TOKEN", "secret"), ("DEBYE_WEB_TOKEN", "secret"), ("DEBYE_WEB_HOST", "host")).ToString();
        text.ShouldNotContain("secret");
        text.ShouldContain("(hidden)");
        System.Text.Json.JsonSerializer.Serialize(From(("HF_TOKEN", "secret")).Token).ShouldNotContain("secret");
    }

    [Fact]
    public void Validate_OutsideTheRange_Throws()
    {
        var good = new ExchangeOptions();
        foreach (
            var bad in new[]
            {
                good with
                {
                    Retries = 0,
                },
                good with
                {
                    Retries = 21,
                },
                good with
                {
                    FirstWait = TimeSpan.Zero,
                },
                good with
                {
                    LongestWait = TimeSpan.Zero,
                },
                good with
                {
                    Silence = TimeSpan.Zero,
                },
                good with
                {
                    LargestPackage = 0,
                },
                good with
                {
                    Endpoint = new Uri("ftp://host"),
                },
            }
        )
            Should.Throw<ArgumentException>(bad.Validate);
        Should.Throw<ArgumentException>(new ModelPushOptions { License = "MIT License\nx: y" }.Validate);
        Should.Throw<ArgumentException>(new ModelPushOptions { Message = "" }.Validate);
    }

    private static ExchangeOptions From(params (string Name, string Value)[] variables) =>
        ExchangeOptions.FromEnvironment(name => Array.Find(variables, variable => variable.Name == name).Value);
}
