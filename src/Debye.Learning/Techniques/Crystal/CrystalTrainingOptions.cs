using Debye.Learning.Training;

namespace Debye.Learning.Techniques.Crystal;

/// <summary>What a training makes small.</summary>
public enum CrystalLoss
{
    /// <summary>Mean squared error.</summary>
    Squared,

    /// <summary>Mean absolute error.</summary>
    Absolute,

    /// <summary>Cross-entropy of two classes, 0 and 1. Needs two outputs.</summary>
    CrossEntropy,

    /// <summary>Negative logarithm of a Laplace distribution's probability: the network says value and error. Needs two outputs.</summary>
    /// <remarks>Source: A. Kendall, Y. Gal, Adv. Neural Inf. Process. Syst. 30, 5574 (2017), arXiv 1703.04977.</remarks>
    Laplace,

    /// <summary>Huber's loss: squared below one standard deviation of the targets, absolute above.</summary>
    Huber,
}

/// <summary>How a graph network is trained (AdamW).</summary>
public sealed record CrystalTrainingOptions
{
    /// <summary>Passes over the training part, 1…100,000.</summary>
    public int Epochs { get; init; } = 30;

    /// <summary>Crystals a step, 2 or more.</summary>
    public int BatchSize { get; init; } = 256;

    /// <summary>Learning rate over the steps.</summary>
    public LearningRateSchedule Schedule { get; init; } = new();

    /// <summary>Decoupled weight decay, 0 or more.</summary>
    public double WeightDecay { get; init; } = 1e-2;

    /// <summary>What is made small.</summary>
    public CrystalLoss Loss { get; init; } = CrystalLoss.Squared;

    /// <summary>How much of the average of weights a step keeps; 0 for no average.</summary>
    public double WeightMemory { get; init; } = 0.999;

    /// <summary>Largest norm of the gradient, above 0.</summary>
    public double MaxGradientNorm { get; init; } = 5;

    /// <summary>The same for the common loop.</summary>
    internal TrainingOptions ForLoop(long steps, int validateEvery) =>
        new()
        {
            Steps = steps,
            BatchSize = BatchSize,
            Schedule = Schedule,
            WeightDecay = WeightDecay,
            MaxGradientNorm = MaxGradientNorm,
            WeightMemory = WeightMemory,
            ValidateEvery = validateEvery,
        };

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentException">A value is out of its range; the message names it.</exception>
    public void Validate()
    {
        if (Epochs is < 1 or > 100_000)
            throw new ArgumentException(Invariant($"training.epochs is {Epochs}, expected 1…100,000"));
        if (BatchSize is < 2 or > 100_000)
            throw new ArgumentException(Invariant($"training.batchSize is {BatchSize}, expected 2…100,000"));
        if (Schedule is null || !(Schedule.BaseRate > 0))
            throw new ArgumentException("training.schedule needs a baseRate above 0");
        if (!(WeightDecay >= 0))
            throw new ArgumentException(Invariant($"training.weightDecay is {WeightDecay}, expected 0 or more"));
        if (!Enum.IsDefined(Loss))
            throw new ArgumentException($"training.loss is {Loss}, expected squared, absolute, crossEntropy, laplace or huber");
        if (WeightMemory is not (>= 0 and < 1))
            throw new ArgumentException(Invariant($"training.weightMemory is {WeightMemory}, expected 0 up to below 1"));
        if (!(MaxGradientNorm > 0))
            throw new ArgumentException(Invariant($"training.maxGradientNorm is {MaxGradientNorm}, expected above 0"));
    }
}
