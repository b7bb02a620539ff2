using Debye.Learning.Packages.Hub;
using FsCheck;
using FsCheck.Fluent;

namespace Debye.Learning.Tests.Packages.Hub;

public sealed class PackagePathTests
{
    [Theory]
    [InlineData("model.safetensors")]
    [InlineData("base/model-6.trees")]
    [InlineData("materials-project.dbxl")]
    [InlineData("training.jsonl")]
    [InlineData("LICENSE")]
    [InlineData("consts.json")]
    public void Problem_FilesOfPackages_None(string path) => PackagePath.Problem(path).ShouldBeNull();

    [Theory]
    [InlineData("../x.json")]
    [InlineData("a/../../x.json")]
    [InlineData("/etc/x.json")]
    [InlineData("a//x.json")]
    [InlineData("./x.json")]
    [InlineData("a\\x.json")]
    [InlineData("..\\x.json")]
    [InlineData("C:/x.json")]
    [InlineData("x.json:stream.json")]
    [InlineData("nul.json")]
    [InlineData("base/COM1.json")]
    [InlineData("x\u0000.json")]
    [InlineData("x\u001b[31m.json")]
    [InlineData(".hidden.json")]
    [InlineData("-rf.json")]
    [InlineData("x.json ")]
    [InlineData("x.json.")]
    [InlineData("a/b/c/d/e/f/g/x.json")]
    [InlineData("")]
    public void Problem_NamesThatLeaveTheFolderOrAreNotPlain_One(string path) => PackagePath.Problem(path).ShouldNotBeNull();

    [Theory]
    [InlineData("model.bin")]
    [InlineData("model.pt")]
    [InlineData("model.pkl")]
    [InlineData("model.pickle")]
    [InlineData("model.safetensors.py")]
    [InlineData("setup.py")]
    [InlineData("native.dll")]
    [InlineData("run.sh")]
    [InlineData("index.html")]
    [InlineData("figure.svg")]
    [InlineData("model.SAFETENSORS")]
    [InlineData("config")]
    [InlineData("base/LICENSE")]
    public void Problem_OtherKinds_NamesTheKinds(string path) => PackagePath.Problem(path)!.ShouldContain(".safetensors");

    [Fact]
    public void Require_NamesThatDifferInCase_Refused() =>
        Should
            .Throw<DataFormatException>(() => PackagePath.Require(["a.json", "A.json"], "place"))
            .Message.ShouldStartWith("place: 'A.json' is there twice");

    [Fact]
    public void Problem_AnyNameWithoutOne_StaysInTheFolder() =>
        Prop.ForAll<string, string>(
                (first, second) =>
                {
                    var folder = Path.Combine(Path.GetTempPath(), "package");
                    foreach (
                        var path in new[]
                        {
                            first,
                            $"{first}.json",
                            $"{first}/{second}.json",
                            $"..{first}/{second}.json",
                            $"{first}\\{second}.json",
                        }
                    )
                    {
                        if (path is null || PackagePath.Problem(path) is not null)
                            continue;
                        var full = Path.GetFullPath(PackagePath.Below(folder, path));
                        full.ShouldBe(Path.Combine(folder, Path.Combine(path.Split('/'))));
                        full.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal).ShouldBeTrue();
                        Uri.UnescapeDataString(new Uri(new Uri("https://host/a/"), PackagePath.Escape(path)).AbsolutePath)
                            .ShouldBe("/a/" + path);
                    }
                }
            )
            .QuickCheckThrowOnFailure();
}
