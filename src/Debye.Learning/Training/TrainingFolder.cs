namespace Debye.Learning.Training;

/// <summary>What a training leaves in its folder, and what becomes of it when another one is begun there.</summary>
/// <remarks>
/// Checkpoints of hours must not be lost by a forgotten option: a folder that holds a training is gone on with, or cleared on
/// request, and otherwise refused.
/// </remarks>
public static class TrainingFolder
{
    /// <summary>The newest checkpoint of a network.</summary>
    public const string LastCheckpoint = "last.safetensors";

    /// <summary>The weights of the best validation so far.</summary>
    public const string BestWeights = "best.safetensors";

    /// <summary>Trees of a member that is done.</summary>
    public const string Trees = "trees.bin";

    /// <summary>Examples that were made and are kept until the training is done.</summary>
    public const string Examples = "examples.safetensors";

    /// <summary>Folder of the checkpoints of classifiers that are trained many times over.</summary>
    public const string Checkpoints = ".debye-checkpoints";

    /// <summary>Folder of a package that is being written.</summary>
    public const string Staged = ".package";

    private static readonly string[] Traces = [LastCheckpoint, BestWeights, Trees, Examples];

    private static readonly string[] Leftovers =
    [
        "*.safetensors",
        "*.trees",
        "*.dbtr",
        Trees,
        "config.json",
        "package.json",
        RunLog.FileName,
        RunLog.EventPrefix + "*",
    ];

    /// <summary>Whether a folder holds checkpoints or other unfinished work of a training, itself or in a folder right below.</summary>
    /// <param name="folder">The folder; it need not exist.</param>
    public static bool HoldsTraining(string folder) =>
        Directory.Exists(folder)
        && (
            Directory.GetDirectories(folder).Prepend(folder).Any(place => Traces.Any(name => File.Exists(Path.Combine(place, name))))
            || HoldsCheckpoints(Path.Combine(folder, Checkpoints))
        );

    /// <summary>Whether a folder holds a finished model.</summary>
    /// <param name="folder">The folder; it need not exist.</param>
    public static bool HoldsModel(string folder) => File.Exists(Path.Combine(folder, "config.json"));

    /// <summary>Whether a path of a folder is what a training leaves there beside its model: checkpoints, logs, unfinished work.</summary>
    /// <param name="path">Path in the folder with forward slashes; a folder ends in one.</param>
    public static bool IsTrace(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var parts = path.Split('/');
        var (first, last) = (parts[0], parts[^1]);
        if (parts.Length > 1 && (first == Checkpoints || first == Staged))
            return true;
        return last == RunLog.FileName
            || last.StartsWith(RunLog.EventPrefix, StringComparison.Ordinal)
            || (Traces.Contains(last) && (parts.Length == 1 || first.StartsWith("network-", StringComparison.Ordinal) || IsMember(first)));
    }

    /// <summary>Refuses to begin a training over another one.</summary>
    /// <param name="folder">The folder; it need not exist.</param>
    /// <param name="resume">Whether to resume the training there.</param>
    /// <exception cref="InvalidOperationException">The folder holds a training that would be lost.</exception>
    public static void Require(string folder, bool resume)
    {
        if (!resume && HoldsTraining(folder))
            throw new InvalidOperationException(
                $"{folder} already holds a training: --resume goes on with it, --overwrite discards it; or name another folder"
            );
    }

    /// <summary>Deletes what trainings leave in a folder and its direct subfolders, models included; other files stay.</summary>
    /// <param name="folder">The folder; it need not exist.</param>
    public static void Clear(string folder)
    {
        if (!Directory.Exists(folder))
            return;
        foreach (var place in Directory.GetDirectories(folder).Prepend(folder))
        foreach (var pattern in Leftovers)
        foreach (var file in Directory.GetFiles(place, pattern))
            File.Delete(file);
        if (Directory.Exists(Path.Combine(folder, Checkpoints)))
            Directory.Delete(Path.Combine(folder, Checkpoints), recursive: true);
    }

    private static bool IsMember(string name) => name.StartsWith("member-", StringComparison.Ordinal);

    private static bool HoldsCheckpoints(string folder) =>
        Directory.Exists(folder) && Directory.EnumerateFiles(folder, LastCheckpoint, SearchOption.AllDirectories).Any();
}
