using System.CommandLine;

namespace Debye.Cli;

internal static class XrdEvaluateCommand
{
    public static Command Create(Session session) => new("evaluate", "x");
}
