namespace Debye.Learning.Techniques.Crystal;

/// <summary>The scale on which a network predicts: (value - mean) / standard deviation, of the training values only.</summary>
/// <param name="Mean">Mean, in the unit of the property.</param>
/// <param name="StandardDeviation">Standard deviation (over n - 1), above 0, in the unit of the property.</param>
public readonly record struct TargetScale(double Mean, double StandardDeviation)
{
    /// <summary>The scale of some values.</summary>
    /// <param name="values">Two or more finite values that are not all the same.</param>
    /// <exception cref="ArgumentException">There are fewer, one is not finite, or all are the same.</exception>
    public static TargetScale Of(ReadOnlySpan<double> values)
    {
        if (values.Length < 2)
            throw new ArgumentException($"expected two values or more, got {values.Length}", nameof(values));
        double mean = 0,
            squares = 0;
        foreach (var value in values)
            mean += value / values.Length;
        foreach (var value in values)
            squares += (value - mean) * (value - mean);
        var deviation = Math.Sqrt(squares / (values.Length - 1));
        return double.IsFinite(deviation) && deviation > 0
            ? new TargetScale(mean, deviation)
            : throw new ArgumentException("expected finite values that are not all the same", nameof(values));
    }

    /// <summary>A value on the scale of the network.</summary>
    public double Normalise(double value) => (value - Mean) / StandardDeviation;

    /// <summary>A network's answer in the unit of the property.</summary>
    public double Restore(double normalised) => (normalised * StandardDeviation) + Mean;
}
