using System.CommandLine;
using Debye.Learning.Training;

namespace Debye.Cli.Shell;

/// <summary>Which folders a training may be written to: the same for every technique.</summary>
internal static class TrainingFolders
{
    /// <summary>Deletes the contents of the folder.</summary>
    public static Option<bool> Overwrite() => new("--overwrite") { Description = "Discard the training or model that is in the folder." };

    /// <summary>Makes way for a training, or refuses it.</summary>
    /// <param name="folder">The folder; it need not exist.</param>
    /// <param name="resume">Whether to resume the training there.</param>
    /// <param name="overwrite">Whether it is discarded.</param>
    /// <param name="goesOnWithModels">Whether a finished model can be trained further.</param>
    /// <exception cref="UsageException">Something is there that would be lost, or the options contradict each other.</exception>
    public static void Prepare(string folder, bool resume, bool overwrite, bool goesOnWithModels = true)
    {
        if (resume && overwrite)
            throw new UsageException("--resume and --overwrite exclude each other");
        if (overwrite)
            TrainingFolder.Clear(folder);
        if (TrainingFolder.HoldsModel(folder) && !(resume && goesOnWithModels))
            throw new UsageException(
                goesOnWithModels
                    ? $"{folder} already holds a model: --resume goes on with it, --overwrite discards it; or name another folder"
                    : $"{folder} already holds a model: --overwrite discards it; or name another folder"
            );
        try
        {
            TrainingFolder.Require(folder, resume);
        }
        catch (InvalidOperationException problem)
        {
            throw new UsageException(problem.Message);
        }
    }
}
