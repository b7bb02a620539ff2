using System.Text;
using Debye.Learning.Data;

namespace Debye.Learning.Tests.Data;

public sealed class DataCatalogTests
{
    private static readonly string Hash = new('a', 64);

    [Fact]
    public void Bundled_NamesSetsWithLicenceAndFiles()
    {
        DataCatalog.Bundled.Sets.Count.ShouldBeGreaterThan(10);
        foreach (var set in DataCatalog.Bundled.Sets)
        {
            set.Licence.ShouldNotBeEmpty();
            set.Attribution.ShouldNotBeEmpty();
            set.Description.ShouldEndWith(".");
            set.Files.ShouldAllBe(file => file.Holds.Length > 0 && file.Shared != null);
            foreach (var address in set.Files.SelectMany(file => file.Originals).SelectMany(original => original.Addresses))
                address.Scheme.ShouldBe("https");
        }
    }

    [Fact]
    public void Bundled_AddressesNameACommit()
    {
        foreach (var address in DataCatalog.Bundled.Sets.SelectMany(set => set.Files).SelectMany(file => file.Originals))
            address.Addresses[0].AbsoluteUri.ShouldMatch("/[0-9a-f]{40}[/.]");
    }

    [Fact]
    public void Require_Unknown_NamesTheKnownOnes() =>
        Should.Throw<ArgumentException>(() => DataCatalog.Bundled.Require("wine")).Message.ShouldContain("ucr-wine");

    [Theory]
    [InlineData("{ \"sets\": [", "expected depth to be zero")]
    [InlineData("{ \"sets\": [], \"more\": 1 }", "more")]
    [InlineData("{ \"sets\": [SET, SET] }", "a-set is there twice")]
    public void Parse_Bad_SaysWhy(string json, string expected) =>
        Should
            .Throw<DataFormatException>(() => Parse(json.Replace("SET", Set("a-set", "x.csv", "\"byHand\": \"Ask.\",", Hash))))
            .Message.ShouldContain(expected);

    [Theory]
    [InlineData("A Set", "x.csv", "\"byHand\": \"Ask.\",", "lower-case letters")]
    [InlineData("a-set", "../x.csv", "\"byHand\": \"Ask.\",", "plain file name")]
    [InlineData("a-set", "x.csv", "", "does not say how it is obtained")]
    public void Parse_BadSet_SaysWhy(string name, string file, string more, string expected) =>
        Should.Throw<DataFormatException>(() => Parse($"{{ \"sets\": [{Set(name, file, more, Hash)}] }}")).Message.ShouldContain(expected);

    [Fact]
    public void Parse_BadHash_SaysWhy() =>
        Should
            .Throw<DataFormatException>(() => Parse($"{{ \"sets\": [{Set("a-set", "x.csv", "\"byHand\": \"Ask.\",", "ABC")}] }}"))
            .Message.ShouldContain("SHA-256 of 64");

    private static DataCatalog Parse(string json) => DataCatalog.Parse(Encoding.UTF8.GetBytes(json), "list.json");

    private static string Set(string name, string file, string more, string hash) =>
        $$"""
            { "name": "{{name}}", "description": "A set.", "licence": "MIT", "attribution": "Somebody", {{more}}
              "files": [{ "name": "{{file}}", "holds": "x", "size": 3, "sha256": "{{hash}}" }] }
            """;
}
