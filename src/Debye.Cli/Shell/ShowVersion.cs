using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;

namespace Debye.Cli.Shell;

/// <summary>Prints the program's version, whatever process it runs in.</summary>
internal sealed class ShowVersion : SynchronousCommandLineAction
{
    /// <summary>Such as "0.2.0", or "0.2.0-alpha.0.12" between two releases: the version of the packages.</summary>
    public static string Text { get; } =
        typeof(ShowVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult) => Write(parseResult.InvocationConfiguration.Output);

    /// <summary>Writes the version.</summary>
    /// <returns>The exit code.</returns>
    public static int Write(TextWriter output)
    {
        output.WriteLine(Text);
        return CommandLine.Success;
    }
}
