namespace Debye.Techniques.Eis.Relaxation;

/// <summary>Distributions that are known exactly, γ(τ) in Ω, normalised to ∫ γ d ln τ = R.</summary>
/// <remarks>
/// Sources: K. S. Cole, R. H. Cole, J. Chem. Phys. 9, 341 (1941), doi 10.1063/1.1750906;
/// D. W. Davidson, R. H. Cole, J. Chem. Phys. 19, 1484 (1951), doi 10.1063/1.1748105;
/// S. Havriliak, S. Negami, Polymer 8, 161 (1967), doi 10.1016/0032-3861(67)90021-3.
/// </remarks>
public static class AnalyticRelaxation
{
    /// <summary>γ of R/(1 + (jωτ₀)^a): R/(2π) sin((1 - a)π)/(cosh(a ln(τ/τ₀)) - cos((1 - a)π)).</summary>
    /// <param name="tauSeconds">Where, s, above 0.</param>
    /// <param name="resistanceOhm">R, Ω.</param>
    /// <param name="centreSeconds">τ₀, s, above 0.</param>
    /// <param name="exponent">a, above 0 and below 1: at 1 the distribution is a point.</param>
    /// <exception cref="ArgumentOutOfRangeException">The exponent is not between 0 and 1.</exception>
    public static double Zarc(double tauSeconds, double resistanceOhm, double centreSeconds, double exponent)
    {
        if (!(exponent is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(exponent), exponent, "Expected an exponent between 0 and 1.");
        var angle = (1 - exponent) * Math.PI;
        return resistanceOhm
            / (2 * Math.PI)
            * Math.Sin(angle)
            / (Math.Cosh(exponent * Math.Log(tauSeconds / centreSeconds)) - Math.Cos(angle));
    }

    /// <summary>
    /// γ of R/(1 + (jωτ₀)^a)^b, with y = τ/τ₀: (R/π) y^(ab) sin(bθ)/(y^(2a) + 2y^a cos πa + 1)^(b/2), θ the angle of y^a + e^(jπa).
    /// </summary>
    /// <param name="tauSeconds">Where, s, above 0.</param>
    /// <param name="resistanceOhm">R, Ω.</param>
    /// <param name="centreSeconds">τ₀, s, above 0.</param>
    /// <param name="a">Exponent of jωτ₀, above 0, at most 1; at 1 γ is infinite at τ₀.</param>
    /// <param name="b">Outer exponent, above 0, at most 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An exponent is out of range, or both are 1.</exception>
    public static double HavriliakNegami(double tauSeconds, double resistanceOhm, double centreSeconds, double a, double b)
    {
        if (!(a is > 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(a), a, "Expected an exponent above 0, at most 1.");
        if (!(b is > 0 and <= 1) || a * b == 1)
            throw new ArgumentOutOfRangeException(nameof(b), b, "Expected an exponent above 0, at most 1, and not both 1.");
        var power = Math.Pow(tauSeconds / centreSeconds, a);
        // At a = 1 the sine of π must be an exact 0: γ vanishes beyond τ₀.
        var (sine, cosine) = a == 1 ? (0, -1) : Math.SinCos(Math.PI * a);
        var angle = a == 1 ? (power < 1 ? Math.PI : 0) : Math.Atan2(sine, power + cosine);
        return resistanceOhm
            / Math.PI
            * Math.Pow(power, b)
            * Math.Sin(b * angle)
            / Math.Pow(power * power + 2 * power * cosine + 1, 0.5 * b);
    }

    /// <summary>γ of R/√(1 + jωτ₀): (R/π) √(τ/(τ₀ - τ)) below τ₀, 0 above.</summary>
    /// <param name="tauSeconds">Where, s, above 0.</param>
    /// <param name="resistanceOhm">R, Ω.</param>
    /// <param name="centreSeconds">τ₀, s, above 0.</param>
    public static double Gerischer(double tauSeconds, double resistanceOhm, double centreSeconds) =>
        tauSeconds < centreSeconds ? resistanceOhm / Math.PI * Math.Sqrt(tauSeconds / (centreSeconds - tauSeconds)) : 0;
}
