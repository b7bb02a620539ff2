using Debye.Learning.Packages.Hub;
using FsCheck;
using FsCheck.Fluent;

namespace Debye.Learning.Tests.Packages.Hub;

public sealed class ModelAddressTests
{
    [Fact]
    public void Parse_Hub_HasItsParts()
    {
        var address = ModelAddress.Parse("hf://materials-lab/xrd-spacegroup@v1.2").ShouldBeOfType<HubAddress>();
        (address.Owner, address.Name, address.Revision, address.Repository).ShouldBe(
            ("materials-lab", "xrd-spacegroup", "v1.2", "materials-lab/xrd-spacegroup")
        );
        ModelAddress.Parse("hf://a/b").ShouldBeOfType<HubAddress>().Revision.ShouldBe("main");
        ModelAddress.Parse("HF://a/b@refs/pr/1").ToString().ShouldBe("hf://a/b@refs/pr/1");
        ModelAddress.Parse("hf://a/b/").ToString().ShouldBe("hf://a/b");
    }

    [Theory]
    [InlineData("https://models.example.org/xrd", "https://models.example.org/xrd/", "xrd")]
    [InlineData("http://localhost:8080/a/b/manifest.json", "http://localhost:8080/a/b/", "b")]
    [InlineData("https://models.example.org", "https://models.example.org/", null)]
    [InlineData("https://models.example.org/a%2f..%2f..", "https://models.example.org/a%2f..%2f../", null)]
    public void Parse_Web_EndsWithASlash(string text, string written, string? name)
    {
        var address = ModelAddress.Parse(text).ShouldBeOfType<WebAddress>();
        address.ToString().ShouldBe(written);
        address.Name.ShouldBe(name);
    }

    [Theory]
    [InlineData("models/xrd-spacegroup", "xrd-spacegroup")]
    [InlineData("owner/name", "name")]
    [InlineData("./m/", "m")]
    [InlineData("/", null)]
    public void Parse_AnythingElse_IsAFolder(string text, string? name) =>
        ModelAddress.Parse(text).ShouldBeOfType<FolderAddress>().Name.ShouldBe(name);

    [Theory]
    [InlineData("hf://name", "hf://owner/name")]
    [InlineData("hf://a/b/c", "hf://owner/name")]
    [InlineData("hf://a/..", "hf://owner/name")]
    [InlineData("hf://a/b?x=1", "hf://owner/name")]
    [InlineData("hf://a/nul", "hf://owner/name")]
    [InlineData("hf://a/b@", "branch, tag or commit")]
    [InlineData("hf://a/b@../../x", "branch, tag or commit")]
    [InlineData("hf://a/b@x y", "branch, tag or commit")]
    [InlineData("hf:a/b", "hf://owner/name")]
    [InlineData("ftp://host/x", "hf://owner/name")]
    [InlineData("file:///etc", "hf://owner/name")]
    [InlineData("https://me:secret@host/x", "without a user name or password")]
    [InlineData("https://host/x?token=secret", "without '?'")]
    [InlineData("https://huggingface.co/a/b", "hf://owner/name")]
    [InlineData("a\nb", "control characters")]
    [InlineData(" ", "")]
    public void Parse_NoAddress_SaysWhatWasExpected(string text, string expected)
    {
        var problem = Should.Throw<ArgumentException>(() => ModelAddress.Parse(text)).Message;
        problem.ShouldContain(expected);
        problem.ShouldNotContain("secret");
    }

    [Fact]
    public void Parse_AnyText_IsAnAddressThatParsesAgainOrIsRefused() =>
        Prop.ForAll<string>(text =>
            {
                foreach (var candidate in new[] { text, "hf://" + text, "hf://a/" + text, "hf://a/b@" + text, "https://host/" + text })
                {
                    ModelAddress address;
                    try
                    {
                        address = ModelAddress.Parse(candidate);
                    }
                    catch (ArgumentException)
                    {
                        continue;
                    }

                    ModelAddress.Parse(address.ToString()).ShouldBe(address);
                    if (address.Name is { } name)
                        PlainName(name).ShouldBeTrue(name);
                    if (address is HubAddress hub)
                        new Uri("https://hub/api/models/" + hub.Repository).AbsolutePath.ShouldBe("/api/models/" + hub.Repository);
                }
            })
            .QuickCheckThrowOnFailure();

    private static bool PlainName(string name) =>
        name.Length > 0 && name is not ("." or "..") && !name.Any(c => c is '/' or '\\' or ':' or < ' ');
}
