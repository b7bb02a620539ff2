using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Runtime.CompilerServices;

namespace Debye.Cli.Shell;

/// <summary>The usual help page with notes and examples below.</summary>
internal sealed class HelpWithExamples(HelpAction plain) : SynchronousCommandLineAction
{
    private static readonly ConditionalWeakTable<Command, string[]> Notes = [];

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <summary>Gives a command lines that its help shows below the options.</summary>
    public static void Add(Command command, params string[] lines) => Notes.Add(command, lines);

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        plain.MaxWidth = 110;
        plain.Invoke(parseResult);
        if (!Notes.TryGetValue(parseResult.CommandResult.Command, out var lines))
            return CommandLine.Success;
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Notes and examples:");
        foreach (var line in lines)
            output.WriteLine("  " + line);
        output.WriteLine();
        return CommandLine.Success;
    }
}
