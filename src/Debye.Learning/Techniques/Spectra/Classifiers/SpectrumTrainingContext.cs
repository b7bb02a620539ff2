namespace Debye.Learning.Techniques.Spectra.Classifiers;

/// <summary>What a training is given beside its examples.</summary>
/// <param name="Seed">Seed of everything drawn at random.</param>
/// <param name="Threads">Threads, 1 or more; the trained model does not depend on it.</param>
/// <param name="Cancellation">Ends long work.</param>
internal sealed record SpectrumTrainingContext(ulong Seed, int Threads, CancellationToken Cancellation)
{
    /// <summary>Folder for checkpoints and the log of a long training; null for none.</summary>
    public string? Folder { get; init; }

    /// <summary>Time stamps of logs.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Receives a line of progress now and then; null for silence.</summary>
    public Action<string>? Report { get; init; }
}
