using Debye.Learning.Data;

namespace Debye.Learning.Tests.Data;

public sealed class DataPlacesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("debye-places-").FullName;

    private static DataSet Wine => DataCatalog.Bundled.Require("ucr-wine");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void FromEnvironment_DataVariable_IsTheCache()
    {
        var places = From(("DEBYE_DATA", _folder), ("DEBYE_SHARED", "/s"), ("HOME", "/home/me"));
        places.ShouldBe(new DataPlaces(_folder, "/s"));
    }

    [Fact]
    public void FromEnvironment_Nothing_IsTheUsersCache()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "folders of Linux");
        From(("HOME", "/home/me")).Cache.ShouldBe("/home/me/.cache/debye");
        From(("HOME", "/home/me"), ("XDG_CACHE_HOME", "/fast")).Cache.ShouldBe("/fast/debye");
        From(("HOME", "/home/me"), ("XDG_CACHE_HOME", "not/rooted")).Cache.ShouldBe("/home/me/.cache/debye");
        From(("HOME", "/home/me"), ("DEBYE_SHARED", "")).Shared.ShouldBeNull();
    }

    [Fact]
    public void Find_InBoth_TheCacheComesFirst()
    {
        var places = new DataPlaces(Path.Combine(_folder, "cache"), Path.Combine(_folder, "shared"));
        var file = Wine.Files[0];
        places.Find(Wine, file).ShouldBeNull();
        var shared = Write(Path.Combine(_folder, "shared", file.Shared!));
        places.Find(Wine, file).ShouldBe(shared);
        var own = Write(places.InCache(Wine, file));
        places.Find(Wine, file).ShouldBe(own);
    }

    [Fact]
    public void Resolve_Here_IsItsPath()
    {
        var places = new DataPlaces(_folder, null);
        var own = Write(places.InCache(Wine, Wine.Files[0]));
        DataReference.Resolve("data:ucr-wine/Wine.csv.gz", "recipe.json", places).ShouldBe(own);
    }

    [Theory]
    [InlineData("data:ucr-wine/Wine.csv.gz", "debye data get ucr-wine")]
    [InlineData("data:pgaa/y.csv", "obtained by hand")]
    [InlineData("data:wine/Wine.csv.gz", "there is no data set 'wine'")]
    [InlineData("data:ucr-wine/Beer.csv.gz", "it has Wine.csv.gz")]
    [InlineData("data:ucr-wine", "expected data:set/file")]
    [InlineData("data:ucr-wine/../../x", "expected data:set/file")]
    public void Resolve_Missing_IsOneLineThatSaysWhatHelps(string name, string expected)
    {
        var problem = Should.Throw<DataFormatException>(() => DataReference.Resolve(name, "recipe.json", new DataPlaces(_folder, null)));
        problem.Message.ShouldStartWith("recipe.json: ");
        problem.Message.ShouldContain(expected);
        problem.Message.ShouldNotContain("\n");
    }

    private static DataPlaces From(params (string Name, string Value)[] variables) =>
        DataPlaces.FromEnvironment(name => variables.FirstOrDefault(variable => variable.Name == name).Value);

    private static string Write(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "x");
        return path;
    }
}
