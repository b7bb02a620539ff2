namespace Debye.Learning.Metrics;

/// <summary>Errors of the predictions of a quantity.</summary>
/// <param name="Count">Number of predictions.</param>
/// <param name="MeanAbsoluteError">Mean of |prediction - truth|, in the unit of the quantity.</param>
/// <param name="StandardError">Standard error of that mean.</param>
/// <param name="RootMeanSquareError">Root of the mean square.</param>
/// <param name="Determination">R² = 1 - Σ(prediction - truth)² / Σ(truth - mean)²; 0 for predicting the mean.</param>
public sealed record RegressionReport(
    int Count,
    double MeanAbsoluteError,
    double StandardError,
    double RootMeanSquareError,
    double Determination
)
{
    /// <summary>Compares predictions with the truth.</summary>
    /// <param name="predictions">Two or more.</param>
    /// <param name="truth">As many.</param>
    /// <exception cref="ArgumentException">The numbers differ, or there are fewer than two.</exception>
    public static RegressionReport Evaluate(ReadOnlySpan<double> predictions, ReadOnlySpan<double> truth)
    {
        if (predictions.Length != truth.Length || truth.Length < 2)
            throw new ArgumentException(
                $"expected two predictions or more, one for each truth, got {predictions.Length} and {truth.Length}"
            );
        double absolute = 0,
            square = 0,
            mean = 0,
            spread = 0;
        for (var i = 0; i < truth.Length; i++)
        {
            absolute += Math.Abs(predictions[i] - truth[i]) / truth.Length;
            square += (predictions[i] - truth[i]) * (predictions[i] - truth[i]) / truth.Length;
            mean += truth[i] / truth.Length;
        }

        foreach (var value in truth)
            spread += (value - mean) * (value - mean) / truth.Length;
        var standardError = Math.Sqrt(Math.Max(0, square - (absolute * absolute)) / (truth.Length - 1));
        return new RegressionReport(truth.Length, absolute, standardError, Math.Sqrt(square), 1 - (square / spread));
    }
}
