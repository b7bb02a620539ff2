using Debye.Tensors;

namespace Debye.Learning.Training;

/// <summary>The complete state of a training, in one safetensors file: resuming from it gives the same bits as never stopping.</summary>
internal static class Checkpoint
{
    private const string ProgressKey = "progress";

    /// <summary>Writes under a temporary name, then renames: an interrupted write leaves the old checkpoint whole.</summary>
    public static void Write(
        string path,
        Module network,
        Optimizer optimizer,
        RandomStream dropout,
        TrainingProgress progress,
        WeightAverage? average = null
    )
    {
        var tensors = new Dictionary<string, SafeTensor>(StringComparer.Ordinal);
        foreach (var (name, value) in SafeTensors.FromModule(network))
            tensors["model." + name] = value;
        foreach (var (name, value) in optimizer.SaveState())
            tensors["optimizer." + name] = value;
        foreach (var (name, value) in average?.Save() ?? [])
            tensors["average." + name] = value;
        tensors["random"] = SafeTensor.From([(long)dropout.Key, (long)dropout.Counter], 2);
        tensors[ProgressKey] = SafeTensor.From(
            [
                progress.Step,
                BitConverter.DoubleToInt64Bits(progress.BestScore),
                progress.BestStep,
                progress.ValidationsSinceBest,
                BitConverter.DoubleToInt64Bits(progress.RunningLoss),
            ],
            5
        );
        var temporary = path + ".tmp";
        SafeTensors.Write(temporary, tensors);
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Restores a training.</summary>
    /// <exception cref="DataFormatException">The file is no checkpoint of this training.</exception>
    public static TrainingProgress Read(
        string path,
        Module network,
        Optimizer optimizer,
        RandomStream dropout,
        WeightAverage? average = null
    )
    {
        try
        {
            var tensors = SafeTensors.Read(path);
            SafeTensors.LoadInto(Part(tensors, "model."), network);
            optimizer.LoadState(Part(tensors, "optimizer."));
            average?.Load(Part(tensors, "average."));
            var random = tensors["random"].ToInt64();
            dropout.Restore((ulong)random[0], (ulong)random[1]);
            var p = tensors[ProgressKey].ToInt64();
            return new TrainingProgress(p[0], BitConverter.Int64BitsToDouble(p[1]), p[2], (int)p[3], BitConverter.Int64BitsToDouble(p[4]));
        }
        catch (Exception problem) when (problem is InvalidDataException or KeyNotFoundException or ArgumentException or FormatException)
        {
            throw new DataFormatException(path, 0, "no checkpoint of this recipe: " + problem.Message, problem);
        }
    }

    private static Dictionary<string, SafeTensor> Part(IReadOnlyDictionary<string, SafeTensor> tensors, string prefix) =>
        tensors
            .Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal))
            .ToDictionary(pair => pair.Key[prefix.Length..], pair => pair.Value);
}

/// <summary>Where a training stands.</summary>
/// <param name="Step">Optimiser steps done.</param>
/// <param name="BestScore">Best validation score so far; the greater the better.</param>
/// <param name="BestStep">Step at which it was reached.</param>
/// <param name="ValidationsSinceBest">Validations since then.</param>
/// <param name="RunningLoss">Exponential mean of the training loss.</param>
public sealed record TrainingProgress(long Step, double BestScore, long BestStep, int ValidationsSinceBest, double RunningLoss)
{
    /// <summary>The beginning.</summary>
    public static TrainingProgress Start { get; } = new(0, double.NegativeInfinity, 0, 0, double.NaN);
}
