namespace Debye.Learning.Calibration;

/// <summary>Divides logits by one number so that probabilities mean what they say.</summary>
/// <remarks>Source: C. Guo, G. Pleiss, Y. Sun, K. Q. Weinberger, Proc. Mach. Learn. Res. 70, 1321 (2017).</remarks>
public static class TemperatureScaling
{
    /// <summary>The temperature with the smallest negative log-likelihood, found by golden-section search on ln T in [0.05, 20].</summary>
    /// <param name="logits">Row-major, examples × classes.</param>
    /// <param name="truth">Index of the true class of each example; at least one example.</param>
    /// <param name="classes">Number of classes.</param>
    public static double Fit(ReadOnlySpan<float> logits, ReadOnlySpan<int> truth, int classes)
    {
        if (truth.IsEmpty || logits.Length != truth.Length * classes)
            throw new ArgumentException(
                Invariant($"Expected {truth.Length} × {classes} logits of at least one example, got {logits.Length}."),
                nameof(logits)
            );
        const double golden = 0.6180339887498949;
        double low = Math.Log(0.05),
            high = Math.Log(20);
        double left = high - golden * (high - low),
            right = low + golden * (high - low);
        double atLeft = Loss(logits, truth, classes, Math.Exp(left)),
            atRight = Loss(logits, truth, classes, Math.Exp(right));
        while (high - low > 1e-4)
        {
            if (atLeft < atRight)
            {
                (high, right, atRight) = (right, left, atLeft);
                left = high - golden * (high - low);
                atLeft = Loss(logits, truth, classes, Math.Exp(left));
            }
            else
            {
                (low, left, atLeft) = (left, right, atRight);
                right = low + golden * (high - low);
                atRight = Loss(logits, truth, classes, Math.Exp(right));
            }
        }

        return Math.Exp(0.5 * (low + high));
    }

    /// <summary>Softmax of logits divided by a temperature, row by row.</summary>
    public static void Apply(ReadOnlySpan<float> logits, int classes, double temperature, Span<float> destination)
    {
        for (var start = 0; start < logits.Length; start += classes)
        {
            var row = logits.Slice(start, classes);
            var largest = float.NegativeInfinity;
            foreach (var value in row)
                largest = Math.Max(largest, value);
            double sum = 0;
            for (var c = 0; c < classes; c++)
            {
                var value = Math.Exp((row[c] - largest) / temperature);
                destination[start + c] = (float)value;
                sum += value;
            }

            for (var c = 0; c < classes; c++)
                destination[start + c] = (float)(destination[start + c] / sum);
        }
    }

    private static double Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> truth, int classes, double temperature)
    {
        double loss = 0;
        for (var i = 0; i < truth.Length; i++)
        {
            var row = logits.Slice(i * classes, classes);
            var largest = double.NegativeInfinity;
            foreach (var value in row)
                largest = Math.Max(largest, value / temperature);
            double sum = 0;
            foreach (var value in row)
                sum += Math.Exp(value / temperature - largest);
            loss += largest + Math.Log(sum) - row[truth[i]] / temperature;
        }

        return loss;
    }
}
