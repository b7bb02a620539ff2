using System.Text.RegularExpressions;
using Debye.Learning.Data;
using Debye.Learning.Techniques;
using Debye.Learning.Techniques.Crystal;
using Debye.Learning.Techniques.Crystal.Adaptation;
using Debye.Learning.Techniques.Eis;
using Debye.Learning.Techniques.Pdf;
using Debye.Learning.Techniques.Spectra;
using Debye.Learning.Techniques.Xrd;
using Debye.TestSupport;

namespace Debye.Learning.Tests.Techniques;

/// <summary>How recipes name files, and how those of finished packages go on naming them.</summary>
public sealed partial class RecipeFilesTests
{
    private const string Recipe = "/home/me/recipes/mine.json";

    private const string Package = "/home/me/runs/one";

    [Theory]
    [InlineData("data:ucr-wine/Wine.csv.gz")]
    [InlineData("$DEBYE_SHARED/data/x.csv")]
    [InlineData("/data/x.csv")]
    [InlineData("")]
    [InlineData(null)]
    public void Moved_NotRelativeToTheRecipe_KeepsItsName(string? name) => RecipeFiles.Moved(name, Recipe, Package).ShouldBe(name);

    [Theory]
    [InlineData("x.csv", "../../recipes/x.csv")]
    [InlineData("../data/x.csv", "../../data/x.csv")]
    public void Moved_Relative_NamesTheSameFile(string name, string expected)
    {
        RecipeFiles.Moved(name, Recipe, Package).ShouldBe(expected);
        RecipeFiles.Beside(Package + "/recipe.json", expected).ShouldBe(RecipeFiles.Beside(Recipe, name));
    }

    [Fact]
    public void Beside_Unknown_IsOneLine() =>
        Should
            .Throw<DataFormatException>(() => RecipeFiles.Beside(Recipe, "data:no-such-set/x.csv"))
            .Message.ShouldBe(
                $"{Recipe}: 'data:no-such-set/x.csv': there is no data set 'no-such-set'; 'debye data list' shows those there are"
            );

    [Fact]
    public void Xrd_Moved_NamesTheSameFiles()
    {
        var recipe = new XrdRecipe
        {
            Structures = "a.jsonl",
            Exclude = "b.txt",
            StartFrom = "../runs/zero",
            Statistics = "data:mp-statistics/mp_crystal_statistics.json.gz",
        };
        var moved = recipe.Moved(Recipe, Package);
        moved.Structures.ShouldBe("../../recipes/a.jsonl");
        moved.Exclude.ShouldBe("../../recipes/b.txt");
        moved.StartFrom.ShouldBe("../zero");
        moved.Statistics.ShouldBe(recipe.Statistics);
        new XrdRecipe().Moved(Recipe, Package).Structures.ShouldBeNull();
    }

    [Fact]
    public void Eis_Moved_NamesTheSameFile() =>
        new EisRecipe { Data = new EisData { File = "rows.csv" } }
            .Moved(Recipe, Package)
            .Data.File.ShouldBe("../../recipes/rows.csv");

    [Fact]
    public void Pdf_Moved_NamesTheSameFiles()
    {
        var data = new PdfRecipeData
        {
            Curves = "x.csv",
            Labels = "y.csv",
            Split = "s.json",
            Structures = "c.jsonl",
        };
        var moved = new PdfRecipe { Data = data }
            .Moved(Recipe, Package)
            .Data;
        string?[] names = [moved.Curves, moved.Labels, moved.Split, moved.Structures];
        names.ShouldBe(["../../recipes/x.csv", "../../recipes/y.csv", "../../recipes/s.json", "../../recipes/c.jsonl"]);
    }

    [Fact]
    public void Crystal_Moved_NamesTheSameFiles()
    {
        var moved = new CrystalRecipe
        {
            Data = Crystals,
            CrossFit = new CrystalCrossFit { Formulas = "f.csv" },
        }.Moved(Recipe, Package);
        RequireMoved(moved.Data);
        moved.CrossFit.ShouldNotBeNull().Formulas.ShouldBe("../../recipes/f.csv");
    }

    [Fact]
    public void Adaptation_Moved_NamesTheSameFiles()
    {
        var recipe = new AdaptationRecipe
        {
            Data = Crystals,
            MoreTargets = ["m.csv"],
            BaseRecipe = "base.json",
            Test = new AdaptationTest { Targets = "t.csv" },
        };
        var moved = recipe.Moved(Recipe, Package);
        RequireMoved(moved.Data);
        moved.MoreTargets.ShouldBe(["../../recipes/m.csv"]);
        moved.BaseRecipe.ShouldBe("../../recipes/base.json");
        moved.Test.ShouldNotBeNull().Targets.ShouldBe("../../recipes/t.csv");
    }

    [Fact]
    public void Spectra_Moved_NamesTheSameFiles()
    {
        var data = new SpectraData { Spectra = ["x.csv", "data:pgaa/X.csv.gz"], Labels = "y.csv" };
        var moved = new SpectraRecipe { Data = data }
            .Moved(Recipe, Package)
            .Data;
        moved.Spectra.ShouldBe(["../../recipes/x.csv", "data:pgaa/X.csv.gz"]);
        moved.Labels.ShouldBe("../../recipes/y.csv");
    }

    [Fact]
    public void ShippedRecipes_NameDataSetsOfTheCatalogueOrFilesOfTheRepository()
    {
        var root = SharedData.RepositoryRoot;
        string[] files =
        [
            .. Directory.GetFiles(Path.Combine(root, "recipes"), "*.json"),
            .. Directory.GetFiles(Path.Combine(root, "models"), "recipe.json", SearchOption.AllDirectories),
        ];
        files.Length.ShouldBeGreaterThan(25);
        foreach (var file in files)
        {
            var text = File.ReadAllText(file);
            text.ShouldNotContain("DEBYE_SHARED", customMessage: file);
            foreach (Match name in Reference().Matches(text))
                DataCatalog
                    .Bundled.Find(name.Groups["set"].Value)
                    ?.Find(name.Groups["file"].Value)
                    .ShouldNotBeNull($"{file}: {name.Value}");
        }
    }

    private static CrystalData Crystals =>
        new()
        {
            Structures = "c.jsonl",
            Targets = "y.csv",
            Split = "",
            NeverLearnFormulasOf = ["n.csv"],
        };

    private static void RequireMoved(CrystalData data)
    {
        data.Structures.ShouldBe("../../recipes/c.jsonl");
        data.Targets.ShouldBe("../../recipes/y.csv");
        data.Split.ShouldBeEmpty();
        data.NeverLearnFormulasOf.ShouldBe(["../../recipes/n.csv"]);
    }

    [GeneratedRegex("\"data:(?<set>[^/\"]*)/(?<file>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Reference();
}
