namespace Debye.Techniques.Eis.Elements;

/// <summary>One parameter of an element.</summary>
/// <param name="Name">Its symbol in the element's equation.</param>
/// <param name="Unit">Its unit; "1" for a pure number.</param>
/// <param name="Lower">Smallest value a fit may take; above 0 for logarithmic ones.</param>
/// <param name="Upper">Largest value a fit may take.</param>
/// <param name="TypicalLow">Lower end of what is met in practice; samplers and global searches draw from there.</param>
/// <param name="TypicalHigh">Upper end of what is met in practice.</param>
/// <param name="IsLogarithmic">Whether it is positive and fitted by its logarithm; otherwise as it is.</param>
public sealed record ElementParameter(
    string Name,
    string Unit,
    double Lower,
    double Upper,
    double TypicalLow,
    double TypicalHigh,
    bool IsLogarithmic = true
)
{
    /// <summary>A resistance or another coefficient of dimension Ω.</summary>
    internal static ElementParameter Resistance(string name, string unit = "Ω") => new(name, unit, 1e-9, 1e15, 1e-3, 1e6);

    /// <summary>A time constant.</summary>
    internal static ElementParameter Time(string name) => new(name, "s", 1e-14, 1e10, 1e-6, 1e3);

    /// <summary>A fractional exponent.</summary>
    internal static ElementParameter Exponent(string name, double lower = 0.05) => new(name, "1", lower, 1, 0.5, 1, IsLogarithmic: false);

    /// <summary>Middle of the typical range.</summary>
    public double TypicalMiddle => IsLogarithmic ? Math.Sqrt(TypicalLow * TypicalHigh) : 0.5 * (TypicalLow + TypicalHigh);
}
