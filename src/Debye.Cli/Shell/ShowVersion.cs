using System.CommandLine;
using System.CommandLine.Invocation;

namespace Debye.Cli.Shell;

/// <summary>Prints the program's version, whatever process it runs in.</summary>
internal sealed class ShowVersion : SynchronousCommandLineAction
{
    /// <summary>Such as "0.1.0".</summary>
    public static string Text { get; } = typeof(ShowVersion).Assembly.GetName().Version?.ToString(3) ?? "";

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.WriteLine(Text);
        return CommandLine.Success;
    }
}
