using System.CommandLine;
using System.Text;
using System.Text.RegularExpressions;
using Debye.Cli.Shell;
using Debye.Learning.Techniques;
using Debye.TestSupport;

namespace Debye.Cli.Tests;

/// <summary>The page docs/commands.md is what the help of every command says.</summary>
public sealed partial class CommandReferenceTests(CliFixture cli) : IClassFixture<CliFixture>
{
    [Fact]
    public void Page_EqualsTheHelpOfEveryCommand()
    {
        var root = CommandLine.CreateRoot(new Session(TextWriter.Null, TextWriter.Null, Stream.Null, default), TechniqueRegistry.All);
        var page = new StringBuilder("# Every command\n\nThis page is made from the help texts: `debye COMMAND --help` prints the same.\n");
        page.Append("N, the default of `--threads`, is the number of processors.\n");
        Describe(root, [], page);
        var path = Path.Combine(SharedData.RepositoryRoot, "docs", "commands.md");
        if (Environment.GetEnvironmentVariable("DEBYE_UPDATE_API") == "1")
            File.WriteAllText(path, page.ToString());
        page.ToString().ShouldBe(File.ReadAllText(path), "a help text changed: review it, then run the tests with DEBYE_UPDATE_API=1");
    }

    private void Describe(Command command, string[] path, StringBuilder page)
    {
        page.Append($"\n{new string('#', Math.Min(2 + path.Length, 4))} {string.Join(' ', path.Prepend("debye"))}\n```text\n");
        var help = cli.Run([.. path, "--help"]).Output.Trim();
        // The program is called by its process, which here is that of the tests.
        help = help.Replace(RootCommand.ExecutableName + " ", "debye ", StringComparison.Ordinal);
        page.Append(ThreadCount().Replace(help, "${words}N]")).Append("\n```\n");
        foreach (var child in command.Subcommands)
            Describe(child, [.. path, child.Name], page);
    }

    [GeneratedRegex(@"(?<words>--threads <N>\s+Number of threads\. \[default: )\d+\]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ThreadCount();
}
