namespace Debye.Learning.Training;

/// <summary>How a network is trained.</summary>
public sealed record TrainingOptions
{
    /// <summary>Optimiser steps of the whole training, at least 1.</summary>
    public long Steps { get; init; } = 10_000;

    /// <summary>Examples per step and rank, at least 1.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Learning rate over the steps.</summary>
    public LearningRateSchedule Schedule { get; init; } = new();

    /// <summary>Weight decay, 0 or more.</summary>
    public double WeightDecay { get; init; } = 1e-2;

    /// <summary>
    /// Whether the decay shrinks weights directly (AdamW); otherwise decay·weight is added to the gradient, as a penalty of half that times
    /// the squared weights is.
    /// </summary>
    public bool IsDecayDecoupled { get; init; } = true;

    /// <summary>Largest norm of the gradient, above 0.</summary>
    public double MaxGradientNorm { get; init; } = 5;

    /// <summary>Share of the target probability spread over all classes, 0…0.5; for classifiers.</summary>
    public double LabelSmoothing { get; init; } = 0.05;

    /// <summary>Weight of each class in the loss, for classifiers; empty for equal weights.</summary>
    public float[] ClassWeights { get; init; } = [];

    /// <summary>Steps between two validations with checkpoint, at least 1.</summary>
    public int ValidateEvery { get; init; } = 1000;

    /// <summary>Validations without a better score after which training ends; 0 for never.</summary>
    public int Patience { get; init; }

    /// <summary>
    /// How much of the average of weights a step keeps, 0 up to, not including, 1; 0 for no average: the last weights are used.
    /// </summary>
    public double WeightMemory { get; init; }

    /// <summary>Seed of initialisation, dropout and examples.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Steps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(ValidateEvery, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(Patience);
        ArgumentOutOfRangeException.ThrowIfNegative(WeightDecay);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxGradientNorm);
        if (WeightMemory is not (>= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(WeightMemory), WeightMemory, "Expected 0 up to below 1.");
        if (LabelSmoothing is < 0 or > 0.5)
            throw new ArgumentOutOfRangeException(nameof(LabelSmoothing), LabelSmoothing, "Expected 0…0.5.");
    }
}
