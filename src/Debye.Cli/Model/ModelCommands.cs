using System.CommandLine;
using Debye.Cli.Shell;

namespace Debye.Cli.Model;

/// <summary><c>debye model</c>: packages, wherever they are.</summary>
internal static class ModelCommands
{
    public static Command Create(Session session) =>
        new("model", "Model packages: fetch, store, describe and check them, on a hub, a web host or in a folder.")
        {
            ModelPullCommand.Create(session),
            ModelPushCommand.Create(session),
            ModelShowCommand.Create(session),
            ModelVerifyCommand.Create(session),
            ModelSealCommand.Create(session),
        };
}
