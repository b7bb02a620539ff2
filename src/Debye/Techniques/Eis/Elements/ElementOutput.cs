namespace Debye.Techniques.Eis.Elements;

/// <summary>Where an element writes its impedance and its derivatives: separate real and imaginary parts, Ω.</summary>
public readonly ref struct ElementOutput
{
    private readonly Span<double> _derivativeReal;
    private readonly Span<double> _derivativeImaginary;

    /// <summary>Creates the destination.</summary>
    /// <param name="real">Receives Z′, as long as the padded grid.</param>
    /// <param name="imaginary">Receives Z″, as long.</param>
    /// <param name="derivativeReal">Receives ∂Z′/∂p, one row of that length for each parameter; empty where no derivatives are
    /// wanted.</param>
    /// <param name="derivativeImaginary">Receives ∂Z″/∂p likewise.</param>
    public ElementOutput(Span<double> real, Span<double> imaginary, Span<double> derivativeReal, Span<double> derivativeImaginary)
    {
        Real = real;
        Imaginary = imaginary;
        _derivativeReal = derivativeReal;
        _derivativeImaginary = derivativeImaginary;
    }

    /// <summary>Z′, Ω.</summary>
    public Span<double> Real { get; }

    /// <summary>Z″, Ω.</summary>
    public Span<double> Imaginary { get; }

    /// <summary>Whether derivatives are wanted.</summary>
    public bool WantsDerivatives => !_derivativeReal.IsEmpty;

    /// <summary>∂Z′/∂p of a parameter.</summary>
    public Span<double> DerivativeReal(int parameter) => _derivativeReal.Slice(parameter * Real.Length, Real.Length);

    /// <summary>∂Z″/∂p of a parameter.</summary>
    public Span<double> DerivativeImaginary(int parameter) => _derivativeImaginary.Slice(parameter * Real.Length, Real.Length);

    internal void Store(int index, ComplexVector impedance) => impedance.Store(Real, Imaginary, index);

    internal void StoreDerivative(int parameter, int index, ComplexVector derivative) =>
        derivative.Store(DerivativeReal(parameter), DerivativeImaginary(parameter), index);
}
