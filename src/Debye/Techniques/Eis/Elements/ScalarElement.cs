using System.Collections.Immutable;
using System.Numerics;

namespace Debye.Techniques.Eis.Elements;

/// <summary>An element that is written for one frequency at a time: the way to define own elements.</summary>
/// <example><code>
/// sealed class Leak()
///     : ScalarElement("Leak", "leak", "Z = R/(1 + sRC)", "this example",
///         new("R", "Ω", 1e-3, 1e9, 1, 1e6), new("C", "F", 1e-15, 1, 1e-9, 1e-3))
/// {
///     protected override Complex Evaluate(Complex s, ReadOnlySpan&lt;double&gt; p, Span&lt;Complex&gt; derivatives)
///     {
///         var z = p[0] / (1 + s * p[0] * p[1]);
///         derivatives[0] = z * z / (p[0] * p[0]);
///         derivatives[1] = -z * z * s;
///         return z;
///     }
/// }
/// </code></example>
public abstract class ScalarElement : Element
{
    /// <summary>Creates an element.</summary>
    /// <inheritdoc cref="Element(string, string, string, string, ImmutableArray{ElementParameter})"/>
    protected ScalarElement(string symbol, string name, string equation, string source, params ImmutableArray<ElementParameter> parameters)
        : base(symbol, name, equation, source, parameters) { }

    /// <summary>Impedance at one frequency.</summary>
    /// <param name="s">jω, rad/s.</param>
    /// <param name="parameters">One value for each parameter.</param>
    /// <param name="derivatives">Receives ∂Z/∂p for each parameter.</param>
    /// <returns>Z, Ω.</returns>
    protected abstract Complex Evaluate(Complex s, ReadOnlySpan<double> parameters, Span<Complex> derivatives);

    /// <inheritdoc/>
    public sealed override void Evaluate(FrequencyGrid grid, ReadOnlySpan<double> parameters, ElementOutput output)
    {
        ArgumentNullException.ThrowIfNull(grid);
        Span<Complex> derivatives = stackalloc Complex[Parameters.Length];
        for (var i = 0; i < grid.PaddedCount; i++)
        {
            var impedance = Evaluate(new Complex(0, grid.OmegaRadianPerSecond[i]), parameters, derivatives);
            (output.Real[i], output.Imaginary[i]) = (impedance.Real, impedance.Imaginary);
            if (!output.WantsDerivatives)
                continue;
            for (var k = 0; k < derivatives.Length; k++)
                (output.DerivativeReal(k)[i], output.DerivativeImaginary(k)[i]) = (derivatives[k].Real, derivatives[k].Imaginary);
        }
    }

    /// <summary>(s τ)^a on the principal branch, for s = jω.</summary>
    private protected static Complex Power(Complex s, double factor, double exponent) =>
        Complex.FromPolarCoordinates(Math.Pow(s.Imaginary * factor, exponent), 0.5 * Math.PI * exponent);

    /// <summary>ln(jω τ).</summary>
    private protected static Complex Logarithm(Complex s, double factor) => new(Math.Log(s.Imaginary * factor), 0.5 * Math.PI);

    /// <summary>1/sinh u for Re u ≥ 0; 0 where it underflows.</summary>
    private protected static Complex Cosecant(Complex u) => u.Real > 350 ? Complex.Zero : 1 / Complex.Sinh(u);
}
