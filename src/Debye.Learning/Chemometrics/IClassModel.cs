namespace Debye.Learning.Chemometrics;

/// <summary>A model of one class alone, which says of a sample whether it belongs.</summary>
public interface IClassModel
{
    /// <summary>Numbers of a sample.</summary>
    int FeatureCount { get; }

    /// <summary>√limit − √distance: above 0 for samples that belong, the larger the better.</summary>
    /// <param name="row"><see cref="FeatureCount"/> finite values.</param>
    /// <exception cref="ArgumentException">A length does not match, or a value is not finite.</exception>
    double DecisionValue(ReadOnlySpan<double> row);
}

/// <summary>Verdicts of class models.</summary>
public static class ClassModelExtensions
{
    /// <summary>Whether a sample belongs.</summary>
    /// <param name="model">The class.</param>
    /// <param name="row">One finite value for every feature.</param>
    public static bool Accepts(this IClassModel model, ReadOnlySpan<double> row) => model.DecisionValue(row) > 0;

    /// <summary>
    /// 1/(1 + e^−d), d the decision value: above ½ for samples that belong; a monotone score, not a calibrated probability.
    /// </summary>
    /// <param name="model">The class.</param>
    /// <param name="row">One finite value for every feature.</param>
    public static double Membership(this IClassModel model, ReadOnlySpan<double> row) => 1 / (1 + Math.Exp(-model.DecisionValue(row)));
}
