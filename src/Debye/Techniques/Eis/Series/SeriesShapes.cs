using System.Numerics;
using System.Runtime.Intrinsics;

namespace Debye.Techniques.Eis.Series;

/// <summary>
/// Shapes of series terms and their derivatives by ln τ and a, each value and derivative times a real weight for either part.
/// </summary>
/// <remarks>A column holds the weighted real parts, then the weighted imaginary parts, padded as the grid is.</remarks>
internal static class SeriesShapes
{
    /// <summary>Writes one term.</summary>
    /// <param name="term">The term.</param>
    /// <param name="lnTau">ln(τ/s), where it has one.</param>
    /// <param name="exponent">a, where it has one.</param>
    /// <param name="grid">Frequencies.</param>
    /// <param name="weights">Weights of the real parts, then of the imaginary parts.</param>
    /// <param name="shape">Receives the shape.</param>
    /// <param name="tauSlope">Receives the derivative by ln τ; empty when not wanted.</param>
    /// <param name="exponentSlope">Receives the derivative by a; empty when not wanted.</param>
    public static void Write(
        SeriesTerm term,
        double lnTau,
        double exponent,
        FrequencyGrid grid,
        ReadOnlySpan<double> weights,
        Span<double> shape,
        Span<double> tauSlope,
        Span<double> exponentSlope
    )
    {
        switch (term.Shape)
        {
            case TermShape.Arc:
                WriteArc(lnTau, exponent, grid, weights, shape, tauSlope, exponentSlope);
                break;
            case TermShape.Gerischer:
                WriteGerischer(lnTau, grid, weights, shape, tauSlope);
                break;
            case TermShape.FiniteWarburg:
                WriteFiniteWarburg(lnTau, exponent, grid, weights, shape, tauSlope, exponentSlope);
                break;
            default:
                WriteConstant(term.Shape, grid, weights, shape);
                break;
        }
    }

    private static void WriteConstant(TermShape kind, FrequencyGrid grid, ReadOnlySpan<double> weights, Span<double> shape)
    {
        var padded = grid.PaddedCount;
        for (var i = 0; i < padded; i++)
        {
            var omega = grid.OmegaRadianPerSecond[i];
            var (real, imaginary) = kind switch
            {
                TermShape.Resistor => (1.0, 0.0),
                TermShape.Inductor => (0.0, omega),
                TermShape.Capacitor => (0.0, -1 / omega),
                _ => (1 / Math.Sqrt(omega), -1 / Math.Sqrt(omega)),
            };
            (shape[i], shape[padded + i]) = (real * weights[i], imaginary * weights[padded + i]);
        }
    }

    private static void WriteArc(
        double lnTau,
        double exponent,
        FrequencyGrid grid,
        ReadOnlySpan<double> weights,
        Span<double> shape,
        Span<double> tauSlope,
        Span<double> exponentSlope
    )
    {
        var padded = grid.PaddedCount;
        var (sine, cosine) = Math.SinCos(0.5 * Math.PI * exponent);
        var phase = new ComplexVector(Vector512.Create(cosine), Vector512.Create(sine));
        var (shift, power, quarterTurn) = (Vector512.Create(lnTau), Vector512.Create(exponent), Vector512.Create(0.5 * Math.PI));
        for (var i = 0; i < padded; i += FrequencyGrid.Lanes)
        {
            var ln = ComplexVector.Load(grid.LnOmega, i) + shift;
            // Beyond e^±200 the arc is a constant or nothing; the limit keeps squares finite.
            var u = Vector512.Exp(Vector512.Min(Vector512.Max(power * ln, Vector512.Create(-200.0)), Vector512.Create(200.0))) * phase;
            var value = (ComplexVector.One + u).Reciprocal();
            var (w, v) = (ComplexVector.Load(weights, i), ComplexVector.Load(weights, padded + i));
            Store(value, w, v, shape, i, padded);
            if (tauSlope.IsEmpty)
                continue;
            var slope = value * (value * u);
            Store(-power * slope, w, v, tauSlope, i, padded);
            if (!exponentSlope.IsEmpty)
                Store(new ComplexVector(-ln, -quarterTurn) * slope, w, v, exponentSlope, i, padded);
        }
    }

    private static void WriteGerischer(
        double lnTau,
        FrequencyGrid grid,
        ReadOnlySpan<double> weights,
        Span<double> shape,
        Span<double> tauSlope
    )
    {
        var padded = grid.PaddedCount;
        var tau = Math.Exp(lnTau);
        for (var i = 0; i < padded; i++)
        {
            var product = new Complex(1, grid.OmegaRadianPerSecond[i] * tau);
            var value = 1 / Complex.Sqrt(product);
            (shape[i], shape[padded + i]) = (value.Real * weights[i], value.Imaginary * weights[padded + i]);
            if (tauSlope.IsEmpty)
                continue;
            var slope = -0.5 * (product - 1) * value / product;
            (tauSlope[i], tauSlope[padded + i]) = (slope.Real * weights[i], slope.Imaginary * weights[padded + i]);
        }
    }

    private static void WriteFiniteWarburg(
        double lnTau,
        double exponent,
        FrequencyGrid grid,
        ReadOnlySpan<double> weights,
        Span<double> shape,
        Span<double> tauSlope,
        Span<double> exponentSlope
    )
    {
        var padded = grid.PaddedCount;
        for (var i = 0; i < padded; i++)
        {
            var ln = new Complex(grid.LnOmega[i] + lnTau, 0.5 * Math.PI);
            var u = Complex.Exp(exponent * ln);
            // tanh is 1 to the last digit beyond 20 and overflows later.
            var tangent = u.Real > 20 ? Complex.One : Complex.Tanh(u);
            var value = tangent / u;
            (shape[i], shape[padded + i]) = (value.Real * weights[i], value.Imaginary * weights[padded + i]);
            if (tauSlope.IsEmpty)
                continue;
            var slope = 1 - tangent * tangent - value;
            (tauSlope[i], tauSlope[padded + i]) = (exponent * slope.Real * weights[i], exponent * slope.Imaginary * weights[padded + i]);
            if (exponentSlope.IsEmpty)
                continue;
            slope *= ln;
            (exponentSlope[i], exponentSlope[padded + i]) = (slope.Real * weights[i], slope.Imaginary * weights[padded + i]);
        }
    }

    private static void Store(
        ComplexVector value,
        Vector512<double> realWeight,
        Vector512<double> imaginaryWeight,
        Span<double> column,
        int i,
        int padded
    )
    {
        new ComplexVector(value.Real * realWeight, value.Imaginary * imaginaryWeight).Store(column, column[padded..], i);
    }
}
