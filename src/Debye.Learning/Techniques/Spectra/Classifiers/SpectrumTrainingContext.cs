using Debye.Learning.Training;

namespace Debye.Learning.Techniques.Spectra.Classifiers;

/// <summary>What a training is given beside its examples.</summary>
/// <param name="Seed">Seed of everything drawn at random.</param>
/// <param name="Threads">Threads, 1 or more; the trained model does not depend on it.</param>
/// <param name="Cancellation">Ends long work.</param>
internal sealed record SpectrumTrainingContext(ulong Seed, int Threads, CancellationToken Cancellation)
{
    /// <summary>Folder for checkpoints and the log of a long training; null for none.</summary>
    public string? Folder { get; init; }

    /// <summary>Clock and progress of the run; resume is always on within its folder.</summary>
    public RunContext Run { get; init; } = new();
}
