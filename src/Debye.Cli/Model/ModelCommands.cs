using System.CommandLine;
using Debye.Cli.Shell;

namespace Debye.Cli.Model;

/// <summary><c>debye model</c>: packages, wherever they are.</summary>
internal static class ModelCommands
{
    public static Command Create(Session session) =>
        new("model", "Model packages: fetch them from a hub, a web host or a folder, store them there, look at them, check them.")
        {
            ModelPullCommand.Create(session),
            ModelPushCommand.Create(session),
            ModelShowCommand.Create(session),
            ModelVerifyCommand.Create(session),
            ModelSealCommand.Create(session),
        };
}
