using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Debye.Learning.Training;

namespace Debye.Learning.Techniques;

/// <summary>Trains models by recipes: the verb "train" of a technique.</summary>
public abstract class TrainVerb
{
    /// <summary>What help pages say.</summary>
    public abstract VerbHelp Help { get; }

    /// <summary>Whether a finished model, too, can be gone on with.</summary>
    public virtual bool GoesOnWithModels => true;

    /// <summary>Reads a recipe and nothing else, so that a wrong one is refused before anything is done.</summary>
    /// <param name="recipePath">The recipe.</param>
    /// <exception cref="DataFormatException">It is no recipe of this technique.</exception>
    public virtual void Check(string recipePath) { }

    /// <summary>Trains the model of a recipe and writes its package.</summary>
    /// <param name="recipePath">The recipe; files that it names are relative to it.</param>
    /// <param name="folder">Receives the package; while the training lasts, checkpoints and the log.</param>
    /// <param name="context">Seed, threads, resume, progress, cancellation.</param>
    /// <exception cref="DataFormatException">The recipe or a file that it names cannot be read.</exception>
    public abstract TrainingOutcome Train(string recipePath, string folder, RunContext context);
}

/// <summary>How a training ended.</summary>
public sealed record TrainingOutcome
{
    /// <summary>The folder of the package or, after a stop, of the checkpoints.</summary>
    public required string Folder { get; init; }

    /// <summary>Whether the package is there; false where the training was stopped and can be resumed.</summary>
    public required bool IsFinished { get; init; }

    /// <summary>Where it stopped, such as "after step 120 of 4000"; null for a finished one, or where nothing is counted.</summary>
    public string? StoppedAt { get; init; }

    /// <summary>The result for people, one line or more.</summary>
    public string Text { get; init; } = "";

    /// <summary>The result for programs.</summary>
    public JsonObject Fields { get; init; } = [];

    /// <summary>What should make the reader careful, one sentence each.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];

    /// <summary>A training that was stopped.</summary>
    public static TrainingOutcome Stopped(string folder, string? at = null) =>
        new()
        {
            Folder = folder,
            IsFinished = false,
            StoppedAt = at,
        };
}
