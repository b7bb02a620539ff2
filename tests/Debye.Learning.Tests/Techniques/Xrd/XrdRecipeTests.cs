using Debye.Crystals;
using Debye.Crystals.Sampling;
using Debye.Learning.Networks;
using Debye.Learning.Packages;
using Debye.Learning.Techniques.Xrd;
using Debye.Numerics;
using Debye.TestSupport;

namespace Debye.Learning.Tests.Techniques.Xrd;

public sealed class XrdRecipeTests
{
    private static readonly XrdRecipe Small = new() { Network = new NetworkDescription { Length = 512 } };

    [Fact]
    public void Recipes_OfTheRepository_CanBeRead()
    {
        foreach (var path in Directory.GetFiles(Path.Combine(SharedData.RepositoryRoot, "recipes"), "xrd-*.json"))
            XrdRecipe.Read(path).Technique.ShouldBe("xrd");
    }

    [Theory]
    [InlineData("{ \"technique\": \"xrd\", \"learningRate\": 3 }")]
    [InlineData("{ \"technique\": \"pdf\" }")]
    [InlineData("{ \"technique\": \"xrd\", \"training\": { \"steps\": 0 } }")]
    [InlineData("{ \"technique\": \"xrd\",\n \"training\": ")]
    public void Read_BadRecipe_NamesTheFile(string text)
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, text);
        Should.Throw<DataFormatException>(() => XrdRecipe.Read(path)).Message.ShouldContain(path);
        File.Delete(path);
    }

    [Fact]
    public void Make_SameIndex_SameExampleWhateverCameBefore()
    {
        var source = new XrdExampleSource(Small, CrystalStatistics.Bundled, [], seed: 1);
        var (first, second) = (new float[512], new float[512]);
        var maker = source.CreateMaker();
        for (var i = 0; i < 5; i++)
            maker.Make(i, first);
        var label = maker.Make(17, first);
        source.CreateMaker().Make(17, second).ShouldBe(label);
        second.ShouldBe(first);
        first.ShouldAllBe(value => value >= 0 && value <= 1);
        first.Max().ShouldBe(1);
        label.ShouldBeInRange(0, 229);
    }

    [Fact]
    public void Make_OtherSeed_OtherExamples()
    {
        var (first, second) = (new float[512], new float[512]);
        new XrdExampleSource(Small, CrystalStatistics.Bundled, [], seed: 1).CreateMaker().Make(3, first);
        new XrdExampleSource(Small, CrystalStatistics.Bundled, [], seed: 2).CreateMaker().Make(3, second);
        second.ShouldNotBe(first);
    }

    [Fact]
    public void HeldOutPrototypes_DoNotDependOnElementsOrCell()
    {
        var sampler = new CrystalSampler(CrystalStatistics.Bundled);
        var random = new RandomSource(1);
        for (var i = 0; i < 50; i++)
        {
            if (sampler.Sample(62, 1, i).Crystal is not { } crystal)
                continue;
            var varied = CrystalVariation.Draw(crystal, new CrystalVariationOptions { SubstitutionProbability = 1 }, ref random);
            Prototype.KeyOf(varied).ShouldBe(Prototype.KeyOf(crystal));
        }
    }

    [Fact]
    public void ModelConfig_NewerFormat_IsRefused()
    {
        var folder = Directory.CreateTempSubdirectory("debye-config").FullName;
        new ModelConfig
        {
            FormatVersion = PackageHeader.CurrentFormat + 1,
            Technique = "xrd",
            Task = "space-group",
            Labels = ["1"],
            Features = "x",
            Network = new NetworkDescription { Classes = 1 },
        }.Write(folder);
        Should.Throw<DataFormatException>(() => ModelConfig.Read(folder)).Message.ShouldContain("newer");
        File.WriteAllText(Path.Combine(folder, "config.json"), "{ \"technique\": ");
        Should.Throw<DataFormatException>(() => ModelConfig.Read(folder)).Message.ShouldContain("config.json");
        Directory.Delete(folder, recursive: true);
    }
}
