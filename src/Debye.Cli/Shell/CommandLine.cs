using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Debye.Cli.Data;
using Debye.Cli.Model;
using Debye.Cli.Verbs;
using Debye.Learning.Techniques;

namespace Debye.Cli.Shell;

/// <summary>The whole program as one call.</summary>
public static class CommandLine
{
    /// <summary>Exit code when everything was done.</summary>
    public const int Success = 0;

    /// <summary>Exit code when an input or the job failed.</summary>
    public const int Failure = 1;

    /// <summary>Exit code when the command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>Runs one command line.</summary>
    /// <param name="args">Arguments without the program's name.</param>
    /// <param name="output">Receives results.</param>
    /// <param name="error">Receives problems and progress.</param>
    /// <param name="input">Read where a file is named "-".</param>
    /// <param name="cancellation">Ends long work cleanly.</param>
    /// <returns>0, 1 (data or job) or 2 (usage).</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error, Stream input, CancellationToken cancellation = default) =>
        Run(args, new Session(output, error, input, cancellation), TechniqueRegistry.All);

    /// <summary>Runs one command line with other techniques than those of this version.</summary>
    internal static int Run(string[] args, Session session, TechniqueRegistry registry)
    {
        using var culture = new InvariantCulture();
        if (args is ["--version"])
            return ShowVersion.Write(session.Output);
        var parsed = CreateRoot(session, registry, args.FirstOrDefault())
            .Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is ParseErrorAction || (parsed.Action is null && parsed.Errors.Count > 0))
        {
            var name = NameOf(parsed.CommandResult);
            session.Error.WriteLine(
                $"{name}: {parsed.Errors[0].Message.ReplaceLineEndings(" ")}{Spelling.Hint(parsed)} Try: {name} --help"
            );
            return Usage;
        }

        session.IsVerbose = parsed.GetValue<bool>("--verbose");
        session.IsQuiet = parsed.GetValue<bool>("--quiet");
        var configuration = new InvocationConfiguration
        {
            Output = session.Output,
            Error = session.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        return session.Guard(() => parsed.Invoke(configuration));
    }

    /// <summary>The tree of commands.</summary>
    /// <param name="session">The run of the program.</param>
    /// <param name="registry">The techniques.</param>
    /// <param name="first">
    /// First word of the command line. Where it names a technique, that one's commands alone are made: the others, which cannot be
    /// meant, would only cost time. Otherwise all are.
    /// </param>
    internal static RootCommand CreateRoot(Session session, TechniqueRegistry registry, string? first = null)
    {
        var root = new RootCommand("Debye: what a material is, from what an instrument measured.");
        if (first is not null && registry.Find(first) is { } named)
        {
            root.Add(Of(named));
        }
        else
        {
            foreach (var module in registry.Modules)
                root.Add(Of(module));
            root.Add(ModelCommands.Create(session));
            root.Add(DataCommands.Create(session));
            root.Add(CiteCommand.Create(registry, session));
        }

        root.Options.Add(new Option<bool>("--verbose") { Description = "Show the stack trace of a problem.", Recursive = true });
        root.Options.Add(new Option<bool>("--quiet", "-q") { Description = "Print no progress on standard error.", Recursive = true });
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        root.Options.OfType<VersionOption>().Single().Action = new ShowVersion();
        return root;

        Command Of(TechniqueModule module) => TechniqueCommand.Create(module, PeculiarCommands.Of(module.Technique.Id, session), session);
    }

    private static string NameOf(CommandResult result)
    {
        var name = result.Command is RootCommand ? "debye" : result.Command.Name;
        return result.Parent is CommandResult parent ? $"{NameOf(parent)} {name}" : name;
    }
}
