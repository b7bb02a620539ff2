using System.Diagnostics;
using Debye.Cli.Shell;
using Debye.Learning.Data;
using Debye.TestSupport;

namespace Debye.Cli.Tests;

/// <summary>The commands of <c>debye data</c>, and recipes whose data are not here.</summary>
/// <remarks>Each run is a process with an environment of its own.</remarks>
public sealed class DataTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("debye-cli-data-").FullName;

    private static string Train => "1\t0.5\t-0.25\n2\t1e-05\t3\n";

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void List_Plain_IsOneLineASetWithItsLicence()
    {
        var run = Run("data", "list");
        run.Code.ShouldBe(0, run.Error);
        run.Lines.Length.ShouldBe(DataCatalog.Bundled.Sets.Count);
        run.Lines.ShouldContain(line => line.StartsWith("bandgap-structures ") && line.Contains("to fetch") && line.Contains("CC-BY-4.0"));
        run.Lines.ShouldContain(line => line.StartsWith("pgaa ") && line.Contains("by hand"));
    }

    [Fact]
    public void List_Json_NamesFilesHashesAndAddresses()
    {
        Place("ucr-wine", "Wine.csv.gz", "x");
        var run = Run("data", "list", "--json");
        var wine = run.Documents().Single(document => document.GetProperty("name").GetString() == "ucr-wine");
        wine.GetProperty("state").GetString().ShouldBe("here");
        var file = wine.GetProperty("files")[0];
        file.GetProperty("sha256").GetString()!.Length.ShouldBe(64);
        file.GetProperty("path").GetString().ShouldBe(At("cache/ucr-wine/Wine.csv.gz"));
        file.GetProperty("addresses")[0].GetString()!.ShouldStartWith("https://raw.githubusercontent.com/");
        var pgaa = run.Documents().Single(document => document.GetProperty("name").GetString() == "pgaa");
        pgaa.GetProperty("byHand").GetString()!.ShouldContain("mahynski/pgaa-material-authentication");
        pgaa.GetProperty("files")[0].GetProperty("path").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public void Get_ByHand_IsOneLineThatSaysFromWhere()
    {
        var run = Run("data", "get", "pgaa", "--json");
        run.Code.ShouldBe(1);
        run.Problems.ShouldHaveSingleItem().ShouldContain("obtained by hand");
        run.Output.ShouldBeEmpty();
    }

    [Fact]
    public void Get_FromAFolderWithOtherOriginals_IsRefusedAndTheOthersFollow()
    {
        File.WriteAllText(At("Wine_TRAIN.tsv"), Train);
        File.WriteAllText(At("Wine_TEST.tsv"), Train);
        var run = Run("data", "get", "ucr-wine", "ucr-beef", "--from", _folder);
        run.Code.ShouldBe(1);
        run.Problems.Length.ShouldBe(2);
        run.Problems[0].ShouldContain("not the Wine.csv.gz of the catalogue: 84 bytes of content, expected 297869");
        run.Problems[1].ShouldContain("has no Beef.csv.gz and no Beef_TRAIN.tsv, Beef_TEST.tsv");
        Directory.EnumerateFiles(At("cache"), "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public void GetThenVerify_FromTheReferenceData_IsSoundUntilItIsSpoilt()
    {
        SharedData.Require("data/spectra/ucr/Wine.csv.gz");
        var get = Run("data", "get", "ucr-wine", "--from", SharedData.Root!);
        get.Code.ShouldBe(0, get.Error);
        get.Output.ShouldContain("name UCR Time Series Archive");
        var verify = Run("data", "verify");
        verify.Code.ShouldBe(0, verify.Error);
        verify.Lines.ShouldHaveSingleItem().ShouldBe($"ucr-wine/Wine.csv.gz: sound ({At("cache/ucr-wine/Wine.csv.gz")})");
        Place("ucr-wine", "Wine.csv.gz", "spoilt");
        verify = Run("data", "verify", "--json");
        verify.Code.ShouldBe(1);
        verify.Problems.ShouldHaveSingleItem().ShouldContain("Wine.csv.gz");
        verify.Documents().Single().GetProperty("sound").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public void Verify_NamedButNotHere_Fails()
    {
        var run = Run("data", "verify", "ucr-wine");
        run.Code.ShouldBe(1);
        run.Problems.ShouldHaveSingleItem().ShouldBe("debye: ucr-wine/Wine.csv.gz: not on this machine");
        Run("data", "verify").Code.ShouldBe(0);
    }

    [Theory]
    [InlineData("get")]
    [InlineData("verify")]
    public void UnknownName_IsAWrongCommandLine(string verb)
    {
        var run = Run("data", verb, "wine");
        run.Code.ShouldBe(CommandLine.Usage);
        run.Problems.ShouldHaveSingleItem().ShouldContain("There is no data set 'wine'; 'debye data list'");
    }

    [Theory]
    [InlineData("xrd", "xrd-spacegroup", "debye data get bandgap-structures")]
    [InlineData("pdf", "pdf-seed8", "'debye data get sg-mining-pdf' says from where")]
    [InlineData("eis", "eis-circuit", "'debye data get autoecm' says from where")]
    [InlineData("crystal", "crystal-bandgap", "'debye data get bandgap-targets' says from where")]
    [InlineData("spectra", "spectra-search", "debye data get ucr-wine")]
    public void Train_DataAreNotHere_IsOneLineThatSaysHowToGetThem(string technique, string recipe, string expected)
    {
        // A copy, because developers may have the reference data beside the repository.
        Directory.CreateDirectory(At("a/b"));
        File.Copy(Path.Combine(SharedData.RepositoryRoot, "recipes", recipe + ".json"), At($"a/b/{recipe}.json"));
        var verb = recipe == "spectra-search" ? "search" : "train";
        var run = Run(technique, verb, At($"a/b/{recipe}.json"), "--out", At("out"), "--threads", "1");
        run.Code.ShouldBe(1);
        run.Problems.ShouldHaveSingleItem().ShouldContain(expected);
        run.Error.ShouldContain($"{recipe}.json: needs ");
    }

    private string At(string name) => Path.Combine(_folder, name);

    private void Place(string set, string file, string text)
    {
        Directory.CreateDirectory(At("cache/" + set));
        File.WriteAllText(At($"cache/{set}/{file}"), text);
    }

    private CliResult Run(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(CommandLine).Assembly.Location, .. args])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
            RedirectStandardError = true,
            WorkingDirectory = _folder,
        };
        start.Environment["DEBYE_DATA"] = At("cache");
        start.Environment.Remove("DEBYE_SHARED");
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new CliResult(process.ExitCode, output.ReplaceLineEndings("\n"), error.Result.ReplaceLineEndings("\n"));
    }
}
