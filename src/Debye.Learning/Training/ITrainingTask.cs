using Debye.Tensors;

namespace Debye.Learning.Training;

/// <summary>What a <see cref="TrainingLoop"/> trains: a network, the loss of each step, and how well it does.</summary>
public interface ITrainingTask
{
    /// <summary>The network.</summary>
    Module Network { get; }

    /// <summary>Examples of one step on one rank, for rates.</summary>
    int ExamplesPerStep { get; }

    /// <summary>Called once before the first step, with its number: 0, or where a resumed training goes on.</summary>
    void Begin(long step);

    /// <summary>Loss of a step, a scalar on the tape. The same step gives the same examples, whenever it is asked for.</summary>
    Tensor Loss(Tape tape, long step);

    /// <summary>Judges the network in evaluation mode.</summary>
    /// <exception cref="InvalidOperationException">Its answers are not finite.</exception>
    TrainingJudgement Judge();

    /// <summary>A score for people: "best accuracy 0.9312".</summary>
    string Describe(double bestScore);
}

/// <summary>How well a network does.</summary>
/// <param name="Score">The greater the better.</param>
/// <param name="Figures">Names and values for the log.</param>
public sealed record TrainingJudgement(double Score, params IReadOnlyList<(string Name, double Value)> Figures);
