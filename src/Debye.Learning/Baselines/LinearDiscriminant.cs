using Debye.Learning.Tables;
using Debye.Learning.Trees;

namespace Debye.Learning.Baselines;

/// <summary>
/// Linear discriminant analysis with a shrunken scatter: normal classes of one scatter within, for far more features than examples too.
/// </summary>
/// <remarks>
/// Σ = (1 − λ)·S + λ·(tr S/p)·1 with S the scatter of standardised features about the means of their classes; the scores are linear,
/// μₖᵀΣ⁻¹x − ½μₖᵀΣ⁻¹μₖ + ln πₖ. Cost: n²p/2 or p²n/2, whichever is less, and the cube of the smaller number. Sources: R. A. Fisher,
/// Ann. Eugen. 7, 179 (1936), doi 10.1111/j.1469-1809.1936.tb02137.x; J. H. Friedman, J. Am. Stat. Assoc. 84, 165 (1989),
/// doi 10.1080/01621459.1989.10478752; O. Ledoit, M. Wolf, J. Multivar. Anal. 88, 365 (2004), doi 10.1016/S0047-259X(03)00096-4.
/// </remarks>
public sealed class LinearDiscriminant : IClassifier, ILinearClassifier
{
    private LinearDiscriminant(LinearSoftmax linear, double shrinkage)
    {
        Linear = linear;
        Shrinkage = shrinkage;
    }

    /// <inheritdoc/>
    public int FeatureCount => Linear.FeatureCount;

    /// <inheritdoc/>
    public int PredictionCount => Linear.ClassCount;

    /// <summary>The share λ used.</summary>
    public double Shrinkage { get; }

    /// <summary>The linear functions behind it.</summary>
    LinearSoftmax ILinearClassifier.Linear => Linear;

    private LinearSoftmax Linear { get; }

    /// <summary>Fits a model.</summary>
    /// <param name="examples">Examples with classes, more than classes; finite values. Weights are not used.</param>
    /// <param name="options">Settings.</param>
    /// <exception cref="ArgumentException">The examples have no classes, too few rows or a value that is not finite, a class has no
    /// example, or an option is out of range.</exception>
    public static LinearDiscriminant Train(TreeExamples examples, LinearDiscriminantOptions options)
    {
        ClassifierInput.RequireTrainable(examples);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var standardisation = Standardisation.Of(examples.Features);
        var scatter = WithinScatter.Of(examples, standardisation, options.Threads);
        var shrinkage = options.Shrinkage ?? scatter.LedoitWolf();
        var (weights, intercepts) = (new float[examples.Classes * examples.Features.Columns], new double[examples.Classes]);
        var directions = scatter.Solve(shrinkage);
        for (var k = 0; k < intercepts.Length; k++)
        {
            var (mean, direction) = (scatter.Means[k], directions[k]);
            var share = options.BalanceClasses ? 1.0 / intercepts.Length : scatter.Counts[k] / (double)examples.Features.Rows;
            intercepts[k] = Math.Log(share);
            for (var f = 0; f < mean.Length; f++)
            {
                intercepts[k] -= 0.5 * mean[f] * direction[f];
                weights[(k * mean.Length) + f] = (float)direction[f];
            }
        }

        return new LinearDiscriminant(new LinearSoftmax(standardisation, weights, intercepts), shrinkage);
    }

    /// <inheritdoc/>
    public void Predict(ReadOnlySpan<float> features, Span<float> destination) => Linear.Predict(features, destination);

    /// <inheritdoc/>
    public float[] Predict(FeatureTable table, int threads = 1) => Linear.Predict(table, threads);
}
