using System.CommandLine;
using Debye.Cli.Shell;
using Debye.Learning.Techniques;

namespace Debye.Cli.Tests;

public sealed class CommandLineTests(CliFixture cli) : IClassFixture<CliFixture>
{
    [Theory]
    [InlineData("xrd", "simulate")]
    [InlineData("xrd", "simulate", "x.cif", "--bogus")]
    [InlineData("xrd", "simulate", "x.cif", "--wavelength", "XyKa1")]
    [InlineData("xrd", "simulate", "x.cif", "--two-theta", "90:5")]
    [InlineData("xrd", "simulate", "x.cif", "--points", "many")]
    [InlineData("xrd", "simulate", "x.cif", "--threads", "0")]
    [InlineData("xrd", "generate", "--space-group", "231")]
    [InlineData("xrd", "statistics", "x.jsonl")]
    [InlineData("xrd", "identify", "x.xy", "--coverage", "1.5")]
    [InlineData("xrd", "evaluate", "m", "d.csv", "--half", "development")]
    [InlineData("xrd")]
    [InlineData("nonsense")]
    [InlineData]
    public void Run_WrongUsage_IsOneLineAndCode2(params string[] args)
    {
        var run = cli.Run(args);
        run.Code.ShouldBe(2);
        run.Output.ShouldBeEmpty();
        run.Problems.ShouldHaveSingleItem().ShouldNotContain("   at ");
    }

    [Fact]
    public void Help_EveryCommand_MentionsItsOptionsAndExamples()
    {
        var root = CommandLine.CreateRoot(new Session(TextWriter.Null, TextWriter.Null, Stream.Null, default), TechniqueRegistry.All);
        foreach (var (path, command) in Leaves(root, []))
        {
            var run = cli.Run([.. path, "--help"]);
            run.Code.ShouldBe(0);
            run.Output.ShouldContain(command.Description!);
            foreach (var option in command.Options)
                run.Output.ShouldContain(option.Name);
            foreach (var option in command.Options)
                option.Description.ShouldNotBeNullOrEmpty();
            if (command.Arguments.Count > 0)
                run.Output.ShouldContain("debye " + string.Join(' ', path) + " ");
        }
    }

    [Fact]
    public void Version_IsThatOfThePackages() =>
        cli.Run("--version").Output.ShouldMatch(@"^(0\.[2-9]|0\.\d\d|[1-9]\d*\.\d+)\.\d+(-[0-9A-Za-z.-]+)?\r?\n$");

    [Fact]
    public void Cite_NamesSources() => cli.Run("cite").Output.ShouldContain("doi");

    [Fact]
    public void Verbose_BadFile_ShowsTheStack()
    {
        var run = cli.Run("crystal", "symmetry", cli.At("bad.cif"), "--verbose");
        run.Code.ShouldBe(1);
        run.Error.ShouldContain("   at ");
    }

    [Fact]
    public void Symmetry_Json_FollowsContract()
    {
        var document = cli.Run("crystal", "symmetry", cli.At("salt.cif"), "--json").Documents().ShouldHaveSingleItem();
        document.GetProperty("spaceGroup").GetInt32().ShouldBe(225);
        document.GetProperty("symbol").GetString().ShouldBe("Fm-3m");
        document.GetProperty("hallNumber").GetInt32().ShouldBe(523);
        document.GetProperty("wyckoff").GetArrayLength().ShouldBe(8);
        document.GetProperty("equivalentAtoms").GetArrayLength().ShouldBe(8);
        document.GetProperty("operations").GetInt32().ShouldBe(192);
    }

    private static IEnumerable<(string[] Path, Command Command)> Leaves(Command command, string[] path) =>
        command.Subcommands.Count == 0 ? [(path, command)] : command.Subcommands.SelectMany(child => Leaves(child, [.. path, child.Name]));
}
