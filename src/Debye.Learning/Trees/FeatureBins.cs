namespace Debye.Learning.Trees;

/// <summary>How the values of one feature fall into bins; code 0 is "missing", codes 1… are bins in rising order.</summary>
internal sealed class FeatureBins
{
    private readonly float[] _smallest;
    private readonly float[] _largest;

    private FeatureBins(float[] smallest, float[] largest, bool hasMissing)
    {
        _smallest = smallest;
        _largest = largest;
        HasMissing = hasMissing;
    }

    /// <summary>Largest code in use; 0 where all values are missing.</summary>
    public int LastCode => _largest.Length;

    /// <summary>Whether some training value is missing.</summary>
    public bool HasMissing { get; }

    /// <summary>Bins of about equal population; one bin per distinct value where that suffices.</summary>
    /// <param name="values">Values of the feature, in any order.</param>
    /// <param name="maxBins">Most bins, missing not counted.</param>
    /// <param name="scratch">At least as long as <paramref name="values"/>.</param>
    public static FeatureBins From(ReadOnlySpan<float> values, int maxBins, Span<float> scratch)
    {
        var count = 0;
        foreach (var value in values)
            if (!float.IsNaN(value))
                scratch[count++] = value;
        var sorted = scratch[..count];
        sorted.Sort();
        var (smallest, largest) = (new List<float>(), new List<float>());
        var distinct = 0;
        for (var i = 0; i < count; i++)
            if (i == 0 || sorted[i] != sorted[i - 1])
                distinct++;
        var binStart = 0;
        for (var i = 0; i < count; i++)
        {
            if (i + 1 < count && sorted[i + 1] == sorted[i])
                continue;
            var binsLeft = maxBins - smallest.Count;
            var full = distinct <= maxBins || (long)(i + 1 - binStart) * binsLeft >= count - binStart;
            if (!full && i + 1 < count)
                continue;
            smallest.Add(sorted[binStart]);
            largest.Add(sorted[i]);
            binStart = i + 1;
        }

        return new FeatureBins([.. smallest], [.. largest], count < values.Length);
    }

    /// <summary>Code of a value of the training set.</summary>
    public int CodeOf(float value)
    {
        if (float.IsNaN(value))
            return 0;
        int low = 0,
            high = _largest.Length - 1;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (_largest[middle] < value)
                low = middle + 1;
            else
                high = middle;
        }

        return low + 1;
    }

    /// <summary>A code drawn so that a threshold after it is even on the scale of the values between two codes.</summary>
    /// <param name="first">First code that occurs, 1…</param>
    /// <param name="last">Last code that occurs, above <paramref name="first"/>.</param>
    /// <param name="share">Where between them, [0, 1).</param>
    /// <returns>A code from <paramref name="first"/> on, below <paramref name="last"/>.</returns>
    public int CodeBetween(int first, int last, double share)
    {
        var (low, high) = ((double)_largest[first - 1], (double)_smallest[last - 1]);
        var value = (float)(low + share * (high - low));
        if (!float.IsFinite(value))
            return first + (int)(share * (last - first));
        var code = CodeOf(value);
        return Math.Clamp(_largest[code - 1] > value ? code - 1 : code, first, last - 1);
    }

    /// <summary>Threshold t such that "value ≤ t" holds for codes up to one and for none from another on.</summary>
    /// <param name="leftCode">Last code on the left, 1…</param>
    /// <param name="rightCode">First code on the right that occurs; beyond the last code, every value goes left.</param>
    public float Threshold(int leftCode, int rightCode)
    {
        if (rightCode > LastCode)
            return float.PositiveInfinity;
        if (leftCode == 0)
            return float.NegativeInfinity;
        var (below, above) = (_largest[leftCode - 1], _smallest[rightCode - 1]);
        var middle = below + 0.5f * (above - below);
        return middle >= below && middle < above ? middle : below;
    }
}
