namespace Debye.Learning.Trees;

/// <summary>
/// What a forest's split search knows about the examples of a node, and how it moves them from the right side of a split to the left. A
/// value type, so that the search is compiled for each kind of target by itself.
/// </summary>
internal interface ISplitSums
{
    /// <summary>Numbers in a leaf.</summary>
    int LeafWidth { get; }

    /// <summary>Weight of the node.</summary>
    long Weight { get; }

    /// <summary>Whether all examples of the node have the same target.</summary>
    bool IsPure { get; }

    /// <summary>Score of the whole node on one side.</summary>
    double NodeScore { get; }

    /// <summary>Weight on the left.</summary>
    long LeftWeight { get; }

    /// <summary>What a split is judged by: larger is better. Neither side may be empty.</summary>
    double Score { get; }

    /// <summary>Takes up the rows of a node.</summary>
    void Enter(ReadOnlySpan<int> rows, int[] weights);

    /// <summary>Brings everything to the right.</summary>
    void Begin();

    /// <summary>Moves one row to the left.</summary>
    /// <param name="index">Its place in the node.</param>
    void MoveRow(int index);

    /// <summary>Clears the counts per code.</summary>
    void ClearCodes(int lastCode);

    /// <summary>Counts a row under a code.</summary>
    void Count(int code, int index);

    /// <summary>Moves all rows counted under a code to the left.</summary>
    void MoveCode(int code);

    /// <summary>What a leaf of the node's examples says.</summary>
    void WriteLeaf(Span<float> values);
}
