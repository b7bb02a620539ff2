namespace Debye.Learning.Training;

/// <summary>What a training needs of its fellow ranks. One rank today; collectives over MPI implement the same contract.</summary>
public interface ICommunicator
{
    /// <summary>Number of this rank, 0…Size−1. Rank 0 writes files.</summary>
    int Rank { get; }

    /// <summary>Number of ranks, at least 1.</summary>
    int Size { get; }

    /// <summary>Replaces values by their mean over all ranks; every rank must call with the same length.</summary>
    void AllReduceMean(Span<float> values);
}

/// <summary>A training on its own.</summary>
public sealed class SingleRank : ICommunicator
{
    /// <inheritdoc/>
    public int Rank => 0;

    /// <inheritdoc/>
    public int Size => 1;

    /// <inheritdoc/>
    public void AllReduceMean(Span<float> values)
    {
        // The mean over one rank is the value itself.
    }
}
