namespace Debye.Learning.Explanation;

/// <summary>Arithmetic on importances along a spectrum.</summary>
public static class Importance
{
    /// <summary>max(value, 0) divided by the largest value; zeros where no value is above zero.</summary>
    /// <param name="values">Signed importances.</param>
    public static double[] Normalised(ReadOnlySpan<double> values)
    {
        var largest = 0.0;
        foreach (var value in values)
            largest = Math.Max(largest, value);
        var normalised = new double[values.Length];
        if (largest <= 0)
            return normalised;
        for (var i = 0; i < values.Length; i++)
            normalised[i] = Math.Max(values[i], 0) / largest;
        return normalised;
    }

    /// <summary>Values of segments spread evenly over their points, so that the sum stays.</summary>
    /// <param name="values">One value per segment, such as contributions of features that are means of segments.</param>
    /// <param name="points">Points of the spectrum, at least as many as segments.</param>
    /// <param name="segment">First point of a segment and the one after its last; segments may overlap.</param>
    /// <exception cref="ArgumentException">A segment is empty or leaves the spectrum.</exception>
    public static double[] Spread(ReadOnlySpan<double> values, int points, Func<int, (int Start, int End)> segment)
    {
        ArgumentNullException.ThrowIfNull(segment);
        var spread = new double[points];
        for (var j = 0; j < values.Length; j++)
        {
            var (start, end) = segment(j);
            if (start < 0 || end <= start || end > points)
                throw new ArgumentException(Invariant($"Expected a segment within 0…{points}, got {start}…{end}."), nameof(segment));
            for (var i = start; i < end; i++)
                spread[i] += values[j] / (end - start);
        }

        return spread;
    }
}
