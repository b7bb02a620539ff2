namespace Debye.Learning.Trees;

/// <summary>A split of a node: codes 1…<paramref name="Code"/> go left. Scores are comparable within a node only.</summary>
internal readonly record struct SplitCandidate(double Score, int Feature, int Code, bool MissingLeft)
{
    public static SplitCandidate None { get; } = new(double.NegativeInfinity, -1, 0, MissingLeft: false);
}

/// <summary>Limits that monotone constraints put on the leaves below a node.</summary>
internal readonly record struct ValueBounds(double Low, double High)
{
    public static ValueBounds None { get; } = new(double.NegativeInfinity, double.PositiveInfinity);

    public double Clamp(double value) => Math.Clamp(value, Low, High);
}

/// <summary>Finds the best split of a node in the histogram of one tile. Everything is in the integer units of the derivatives.</summary>
/// <param name="Bins">The binned table.</param>
/// <param name="Allowed">Whether each feature may be used.</param>
/// <param name="Lambda">Penalty in units of the second derivative.</param>
/// <param name="MinimumSecond">Least sum of second derivatives on each side, at least 1.</param>
/// <param name="Signs">Monotone constraint of each feature; empty for none.</param>
internal sealed record SplitSearch(TiledBins Bins, bool[] Allowed, double Lambda, double MinimumSecond, IReadOnlyList<int> Signs)
{
    /// <summary>Best split of a tile; <paramref name="bounds"/> are in units of first over second derivative.</summary>
    public SplitCandidate Find(ReadOnlySpan<long> histogram, int tile, long total, ValueBounds bounds)
    {
        Span<float> scores = stackalloc float[TiledBins.Lanes];
        Span<int> splits = stackalloc int[TiledBins.Lanes];
        if (Signs.Count > 0)
            return FindConstrained(histogram, tile, total, bounds);
        scores.Fill(float.NegativeInfinity);
        var (lambda, least) = ((float)Lambda, (float)MinimumSecond);
        HistogramKernels.Scan(histogram, Bins.LastCode[tile], missingLeft: false, total, lambda, least, scores, splits);
        if (Bins.HasMissing[tile])
            HistogramKernels.Scan(histogram, Bins.LastCode[tile], missingLeft: true, total, lambda, least, scores, splits);
        var best = SplitCandidate.None;
        for (var lane = 0; lane < Bins.Width(tile); lane++)
        {
            var feature = tile * TiledBins.Lanes + lane;
            if (scores[lane] > best.Score && Allowed[feature])
                best = new SplitCandidate(scores[lane], feature, splits[lane] < 0 ? ~splits[lane] : splits[lane], splits[lane] < 0);
        }

        return best;
    }

    /// <summary>Gain of a score over leaving the node whole.</summary>
    public double Gain(double score, long total, ValueBounds bounds) => score - Score(total, Value(total, bounds));

    /// <summary>Value of a leaf, up to the ratio of the scales.</summary>
    public double Value(long sum, ValueBounds bounds) =>
        bounds.Clamp(-FixedPointGradients.First(sum) / (FixedPointGradients.Second(sum) + Lambda));

    /// <summary>Twice the amount by which a leaf of this value lowers the loss; G²/(H+λ) at the best value.</summary>
    private double Score(long sum, double value) =>
        -(2 * FixedPointGradients.First(sum) * value + (FixedPointGradients.Second(sum) + Lambda) * value * value);

    private SplitCandidate FindConstrained(ReadOnlySpan<long> histogram, int tile, long total, ValueBounds bounds)
    {
        var best = SplitCandidate.None;
        for (var lane = 0; lane < Bins.Width(tile); lane++)
        {
            var feature = tile * TiledBins.Lanes + lane;
            if (!Allowed[feature])
                continue;
            for (var side = 0; side < (Bins.Bins[feature].HasMissing ? 2 : 1); side++)
            {
                var left = side == 1 ? histogram[lane] : 0;
                for (var code = 1; code <= Bins.Bins[feature].LastCode; code++)
                {
                    left += histogram[code * TiledBins.Lanes + lane];
                    var score = ConstrainedScore(left, total - left, Signs[feature], bounds);
                    if (score > best.Score)
                        best = new SplitCandidate(score, feature, code, side == 1);
                }
            }
        }

        return best;
    }

    private double ConstrainedScore(long left, long right, int sign, ValueBounds bounds)
    {
        if (FixedPointGradients.Second(left) < MinimumSecond || FixedPointGradients.Second(right) < MinimumSecond)
            return double.NegativeInfinity;
        var (leftValue, rightValue) = (Value(left, bounds), Value(right, bounds));
        return sign * (rightValue - leftValue) < 0 ? double.NegativeInfinity : Score(left, leftValue) + Score(right, rightValue);
    }
}
