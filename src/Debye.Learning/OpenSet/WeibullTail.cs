namespace Debye.Learning.OpenSet;

/// <summary>Weibull distribution of the largest of many distances, by maximum likelihood.</summary>
/// <param name="Shape">Shape c, above 0.</param>
/// <param name="Scale">Scale s, above 0: F(d) = 1 − exp(−(d/s)^c).</param>
internal readonly record struct WeibullTail(double Shape, double Scale)
{
    private const double LeastShape = 1e-2;
    private const double MostShape = 1e3;
    private const double LeastShare = 1e-12;

    /// <summary>Fits the largest distances; where they are all the same, a step at them.</summary>
    /// <exception cref="ArgumentException">No distance is above 0.</exception>
    public static WeibullTail Fit(double[] distances, int count)
    {
        var largest = distances.Max();
        if (!(largest > 0))
            throw new ArgumentException("Expected logits that vary within a class.", nameof(distances));
        double[] tail = [.. distances.OrderDescending().Take(count).Select(distance => Math.Max(distance / largest, LeastShare))];
        // The derivative of the likelihood falls steadily with 1/c.
        double low = LeastShape,
            high = MostShape;
        while (high / low - 1 > 1e-10)
        {
            var middle = Math.Sqrt(low * high);
            if (Slope(tail, middle) < 0)
                low = middle;
            else
                high = middle;
        }

        return new WeibullTail(low, largest * Math.Pow(tail.Average(share => Math.Pow(share, low)), 1 / low));
    }

    private static double Slope(double[] tail, double shape)
    {
        double weighted = 0,
            total = 0,
            logarithms = 0;
        foreach (var share in tail)
        {
            var (power, logarithm) = (Math.Pow(share, shape), Math.Log(share));
            weighted += power * logarithm;
            total += power;
            logarithms += logarithm / tail.Length;
        }

        return weighted / total - 1 / shape - logarithms;
    }
}
