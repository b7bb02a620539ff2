namespace Debye.Techniques.Eis.Validation;

/// <summary>Which part of the impedance the linear Kramers–Kronig model is fitted to.</summary>
public enum KramersKronigFit
{
    /// <summary>Both parts together.</summary>
    Complex,

    /// <summary>The real part; the imaginary one then follows but for inductance and capacitance.</summary>
    Real,

    /// <summary>The imaginary part; the real one then follows but for the series resistance.</summary>
    Imaginary,
}
