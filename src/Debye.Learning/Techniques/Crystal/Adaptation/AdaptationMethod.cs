namespace Debye.Learning.Techniques.Crystal.Adaptation;

/// <summary>Families of adaptation methods.</summary>
public enum AdaptationKind
{
    /// <summary>Control: the mean of the training values.</summary>
    Mean,

    /// <summary>Control: the base model as it is.</summary>
    Base,

    /// <summary>A straight line over the base model's answer.</summary>
    Line,

    /// <summary>Extra trees over descriptors and, as a rule, the base model's answer.</summary>
    Forest,

    /// <summary>Gradient boosting over the same.</summary>
    Boosting,

    /// <summary>A Gaussian process over the same.</summary>
    Process,

    /// <summary>A network, from the base model's weights or from fresh ones.</summary>
    Network,
}

/// <summary>Which rows align the pooled vectors of base and target crystals.</summary>
public enum AdaptationAlignment
{
    /// <summary>None.</summary>
    None,

    /// <summary>Covariances.</summary>
    Coral,

    /// <summary>Maximum mean discrepancy.</summary>
    Discrepancy,
}

/// <summary>One way to adapt.</summary>
public sealed record AdaptationMethod
{
    /// <summary>Name in reports.</summary>
    public string Name { get; init; } = "";

    /// <summary>Family.</summary>
    public AdaptationKind Kind { get; init; }

    /// <summary>Whether it may be part of the adapted model; controls may not.</summary>
    public bool IsCandidate { get; init; } = true;

    /// <summary>Whether it starts from, or looks at, the base model.</summary>
    public bool OnBase { get; init; } = true;

    /// <summary>Networks: start from the base model's networks on descriptors alone rather than from its graph networks.</summary>
    public bool FromDescriptors { get; init; }

    /// <summary>Networks: shape of a fresh one.</summary>
    public CrystalNetworkDescription Network { get; init; } = new();

    /// <summary>Networks: passes over the training rows, 1…10,000.</summary>
    public int Epochs { get; init; } = 30;

    /// <summary>Networks: crystals a step, 2 or more.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Networks: highest learning rate, above 0; it rises and falls in one cycle.</summary>
    public double Rate { get; init; } = 1e-3;

    /// <summary>Networks: embedding and convolutions stay as they are.</summary>
    public bool FreezeConvolutions { get; init; }

    /// <summary>Networks: batch normalisation of frozen parts goes on measuring, as in the seed's helper.</summary>
    public bool MomentsMove { get; init; }

    /// <summary>Networks: each earlier stage learns at this share of the rate of the next, above 0, at most 1.</summary>
    public double RateOfEarlier { get; init; } = 1;

    /// <summary>Networks: epochs after which the next earlier stage begins to learn; 0: all from the beginning.</summary>
    public int UnfreezeEvery { get; init; }

    /// <summary>Networks: alignment with crystals of the base data.</summary>
    public AdaptationAlignment Alignment { get; init; }

    /// <summary>Weight of the alignment in the loss, 0 or more.</summary>
    public double AlignmentWeight { get; init; } = 1;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentException">A value is out of its range; the message names it.</exception>
    public void Validate()
    {
        if (string.IsNullOrEmpty(Name))
            throw new ArgumentException("a method has no name");
        if (Epochs is < 1 or > 10_000)
            throw new ArgumentException(Invariant($"{Name}: epochs is {Epochs}, expected 1…10,000"));
        if (BatchSize is < 2 or > 100_000)
            throw new ArgumentException(Invariant($"{Name}: batchSize is {BatchSize}, expected 2…100,000"));
        if (!(Rate > 0))
            throw new ArgumentException(Invariant($"{Name}: rate is {Rate}, expected above 0"));
        if (RateOfEarlier is not (> 0 and <= 1))
            throw new ArgumentException(Invariant($"{Name}: rateOfEarlier is {RateOfEarlier}, expected above 0, at most 1"));
        if (UnfreezeEvery < 0)
            throw new ArgumentException(Invariant($"{Name}: unfreezeEvery is {UnfreezeEvery}, expected 0 or more"));
        if (!(AlignmentWeight >= 0))
            throw new ArgumentException(Invariant($"{Name}: alignmentWeight is {AlignmentWeight}, expected 0 or more"));
        Network.Validate();
    }
}
