namespace Debye.Learning.Explanation;

/// <summary>A band of the hierarchy and what is known of its contribution.</summary>
internal sealed class BandNode(int start, int end)
{
    private double _squares;
    private int _surroundings;

    public int Start { get; } = start;

    public int End { get; } = end;

    public BandNode? Left { get; private set; }

    public BandNode? Right { get; private set; }

    /// <summary>Weight of the surroundings in which the halves were told apart; 1 when all of them were.</summary>
    public double CutWeight { get; private set; }

    /// <summary>Weighted sum over those surroundings of the contribution of the left half less that of the right.</summary>
    public double Difference { get; private set; }

    /// <summary>Standard deviation of that difference among those surroundings; null while fewer than two are known.</summary>
    public double? Spread =>
        _surroundings < 2 ? null : Math.Sqrt(Math.Max(0, _squares / CutWeight - Difference / CutWeight * (Difference / CutWeight)));

    /// <summary>Contribution as it is estimated now.</summary>
    public double Value { get; set; }

    public int Width => End - Start;

    /// <summary>Cuts the band once; later calls change nothing.</summary>
    public void Cut(int at)
    {
        if (Left is not null)
            return;
        (Left, Right) = (new BandNode(Start, at), new BandNode(at, End));
    }

    public void Learn(double weight, double difference)
    {
        CutWeight += weight;
        Difference += weight * difference;
        _squares += weight * difference * difference;
        _surroundings++;
    }

    /// <summary>
    /// Hands the value down. Surroundings that were not looked at are taken to split as those that were: with a difference δ of the halves
    /// on average, they get ½(value ± δ). All surroundings looked at, this is the Owen value.
    /// </summary>
    public void Share()
    {
        if (Left is null || Right is null || CutWeight <= 0)
            return;
        var difference = Difference / CutWeight;
        Left.Value = 0.5 * (Value + difference);
        Right.Value = 0.5 * (Value - difference);
        Left.Share();
        Right.Share();
    }

    /// <summary>The finest bands told apart so far, in order.</summary>
    public IEnumerable<BandNode> Leaves() =>
        Left is null || Right is null || CutWeight <= 0 ? [this] : Left.Leaves().Concat(Right.Leaves());
}
