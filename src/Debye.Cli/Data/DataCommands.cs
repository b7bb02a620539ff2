using System.CommandLine;
using Debye.Cli.Shell;

namespace Debye.Cli.Data;

/// <summary><c>debye data</c>: public data sets by name.</summary>
internal static class DataCommands
{
    public static Command Create(Session session) =>
        new("data", "Public data sets by name: list, fetch and check them.")
        {
            DataListCommand.Create(session),
            DataGetCommand.Create(session),
            DataVerifyCommand.Create(session),
        };
}
