using System.Globalization;
using Debye.Learning.Calibration;
using Debye.Learning.Metrics;
using Debye.Learning.Packages;
using Debye.Numerics;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;

namespace Debye.Learning.Techniques.Xrd;

/// <summary>Fits the combination of network and library on measured patterns with known space group.</summary>
/// <remarks>
/// Maximum likelihood with a weak prior. What is said of accuracy, and what prediction sets and "unknown" rest on, comes from
/// cross-validation: no pattern is judged by weights that saw it.
/// </remarks>
public static class XrdCalibration
{
    private const double HitPrior = 2e-5;
    private const double OtherPrior = 1e-3;
    private const double KeptCorrectShare = 0.95;

    /// <summary>Fits weights and calibration.</summary>
    /// <param name="evidence">Evidence of every pattern.</param>
    /// <param name="truth">Space-group number less one of every pattern.</param>
    /// <param name="folds">Folds of the cross-validation, 2 or more.</param>
    /// <param name="seed">Seed of the folds.</param>
    /// <returns>The fitted combination, and figures of the cross-validated answers.</returns>
    public static (XrdFusion Fusion, ClassificationReport CrossValidated) Fit(
        IReadOnlyList<XrdEvidence> evidence,
        int[] truth,
        int folds = 5,
        ulong seed = 1
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        if (evidence.Count != truth.Length || truth.Length < 5 * folds)
            throw new ArgumentException(
                Invariant($"Expected at least {5 * folds} patterns with one label each, got {evidence.Count} and {truth.Length}."),
                nameof(evidence)
            );
        var prepared = evidence.Select(XrdFusion.Prepare).ToArray();
        var all = Enumerable.Range(0, truth.Length).ToArray();
        var weights = Minimise(prepared, truth, all, new XrdFusion().Weights);
        var probabilities = CrossValidate(prepared, truth, folds, seed, weights);
        var classes = prepared[0].LogNetwork.Length;
        var labels = Enumerable.Range(1, classes).Select(number => number.ToString(CultureInfo.InvariantCulture)).ToArray();
        var fusion = new XrdFusion
        {
            Weights = weights,
            ConformalScores = ModelConfig.Quantiles(ConformalSets.Fit(probabilities, truth, classes)),
            UnknownBelow = UnknownThreshold(probabilities, truth, classes),
        };
        return (fusion, ClassificationReport.Evaluate(probabilities, truth, labels, 1, 5));
    }

    private static float[] CrossValidate(PreparedEvidence[] prepared, int[] truth, int folds, ulong seed, double[] start)
    {
        var random = new RandomSource(seed);
        var fold = truth.Select(_ => random.NextInt(folds)).ToArray();
        var classes = prepared[0].LogNetwork.Length;
        var probabilities = new float[truth.Length * classes];
        for (var f = 0; f < folds; f++)
        {
            var fitted = Enumerable.Range(0, truth.Length).Where(i => fold[i] != f).ToArray();
            var weights = Minimise(prepared, truth, fitted, start);
            for (var i = 0; i < truth.Length; i++)
            {
                if (fold[i] != f)
                    continue;
                var row = XrdFusion.Combine(prepared[i], weights);
                for (var c = 0; c < classes; c++)
                    probabilities[i * classes + c] = (float)row[c];
            }
        }

        return probabilities;
    }

    private static double[] Minimise(PreparedEvidence[] prepared, int[] truth, int[] chosen, double[] start)
    {
        double Loss(ReadOnlySpan<double> w)
        {
            double loss = 0;
            foreach (var i in chosen)
                loss -= Math.Log(XrdFusion.Combine(prepared[i], w)[truth[i]]);
            loss /= chosen.Length;
            for (var k = 0; k < w.Length; k++)
                loss += (k < XrdFusion.HitFigures ? HitPrior : OtherPrior) * w[k] * w[k];
            return loss;
        }

        Vector<double> Slope(Vector<double> w)
        {
            var at = w.ToArray();
            var slope = new double[at.Length];
            for (var k = 0; k < at.Length; k++)
            {
                const double step = 1e-4;
                var old = at[k];
                at[k] = old + step;
                var above = Loss(at);
                at[k] = old - step;
                slope[k] = (above - Loss(at)) / (2 * step);
                at[k] = old;
            }

            return Vector<double>.Build.Dense(slope);
        }

        var objective = ObjectiveFunction.Gradient(w => Loss(w.ToArray()), Slope);
        var minimizer = new LimitedMemoryBfgsMinimizer(1e-4, 1e-6, 1e-7, 10, 80);
        try
        {
            return minimizer.FindMinimum(objective, Vector<double>.Build.Dense(start)).MinimizingPoint.ToArray();
        }
        catch (OptimizationException)
        {
            // The line search stalls when the step is below the noise of the numeric slope: the best point so far is the answer.
            return objective.Point.ToArray();
        }
    }

    /// <summary>The probability that all but 5 % of the right answers exceed.</summary>
    private static double UnknownThreshold(float[] probabilities, int[] truth, int classes)
    {
        var right = new List<double>();
        for (var i = 0; i < truth.Length; i++)
        {
            var row = probabilities.AsSpan(i * classes, classes);
            if (ClassificationReport.RankOf(row, truth[i]) == 0)
                right.Add(row[truth[i]]);
        }

        if (right.Count == 0)
            return 0;
        right.Sort();
        return right[(int)((1 - KeptCorrectShare) * right.Count)];
    }
}
