namespace Debye.Learning.Regression;

/// <summary>Hyper-parameters of a Gaussian process; variances are relative to the variance of the training values.</summary>
/// <param name="Variances">Signal variance of each group of columns, above 0.</param>
/// <param name="LengthScales">Length scale of each group, above 0: a root mean square difference of standardised features.</param>
/// <param name="LinearVariance">Variance of the linear term; 0 where there is none.</param>
/// <param name="NoiseVariance">Variance of the noise of an example of weight 1, above 0.</param>
public sealed record GaussianProcessParameters(
    IReadOnlyList<double> Variances,
    IReadOnlyList<double> LengthScales,
    double LinearVariance,
    double NoiseVariance
)
{
    /// <summary>Checks every range.</summary>
    /// <param name="groups">Number of groups of columns.</param>
    /// <exception cref="ArgumentException">A number is outside its range, or there are not as many as groups.</exception>
    public void Validate(int groups)
    {
        if (Variances.Count != groups || LengthScales.Count != groups)
            throw new ArgumentException(
                Invariant($"Expected {groups} variances and length scales, one per group of columns, got {Variances.Count} ")
                    + Invariant($"and {LengthScales.Count}.")
            );
        if (!Variances.Concat(LengthScales).Append(NoiseVariance).All(value => value > 0 && double.IsFinite(value)))
            throw new ArgumentException("Expected finite variances, length scales and noise above 0.");
        if (!(LinearVariance >= 0 && double.IsFinite(LinearVariance)))
            throw new ArgumentException(Invariant($"Expected a finite linear variance of 0 or more, got {LinearVariance}."));
    }

    /// <summary>
    /// Natural logarithms: variance and length scale of each group, the linear variance where it is above 0, the noise variance.
    /// </summary>
    internal double[] ToLogarithms()
    {
        var values = Variances.Zip(LengthScales, (variance, length) => new[] { variance, length }).SelectMany(pair => pair);
        if (LinearVariance > 0)
            values = values.Append(LinearVariance);
        return [.. values.Append(NoiseVariance).Select(value => Math.Log(value))];
    }

    /// <summary>Back from logarithms.</summary>
    internal static GaussianProcessParameters FromLogarithms(ReadOnlySpan<double> logarithms, int groups)
    {
        var (variances, lengths) = (new double[groups], new double[groups]);
        for (var g = 0; g < groups; g++)
            (variances[g], lengths[g]) = (Math.Exp(logarithms[2 * g]), Math.Exp(logarithms[2 * g + 1]));
        var linear = logarithms.Length > 2 * groups + 1 ? Math.Exp(logarithms[2 * groups]) : 0;
        return new GaussianProcessParameters(variances, lengths, linear, Math.Exp(logarithms[^1]));
    }
}
