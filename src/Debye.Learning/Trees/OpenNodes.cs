namespace Debye.Learning.Trees;

/// <summary>A node that may still be split.</summary>
internal sealed class OpenNode
{
    public int Number { get; init; }

    public int Start { get; init; }

    public int Rows { get; init; }

    public int Depth { get; init; }

    public long Sum { get; init; }

    public ValueBounds Bounds { get; init; }

    public long[]? Histogram { get; set; }

    public SplitCandidate Best { get; set; } = SplitCandidate.None;

    public double Gain { get; set; } = double.NegativeInfinity;
}

/// <summary>Nodes waiting: depth first, which keeps few histograms alive, or best gain first.</summary>
internal sealed class OpenNodes(bool bestFirst)
{
    private readonly Stack<OpenNode> _stack = new();
    private readonly PriorityQueue<OpenNode, (double, int)> _queue = new();

    public void Push(OpenNode node)
    {
        if (bestFirst)
            _queue.Enqueue(node, (-node.Gain, node.Number));
        else
            _stack.Push(node);
    }

    public bool TryPop(out OpenNode node) => bestFirst ? _queue.TryDequeue(out node!, out _) : _stack.TryPop(out node!);
}
