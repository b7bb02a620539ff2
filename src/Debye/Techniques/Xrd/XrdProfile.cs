namespace Debye.Techniques.Xrd;

/// <summary>Shape that small crystallites give to a peak.</summary>
public enum SizeShape
{
    /// <summary>A spread of sizes: Lorentzian tails (usual in refinement).</summary>
    Lorentzian,

    /// <summary>Gaussian, as in the training data of ML4pXRDs.</summary>
    Gaussian,
}

/// <summary>Widths of powder peaks: instrument, crystallite size and microstrain, joined to one pseudo-Voigt.</summary>
/// <remarks>
/// Gaussian part, squared: U tan²θ + V tan θ + W (Caglioti, Paoletti &amp; Ricci, Nucl. Instrum. 3, 223 (1958),
/// doi 10.1016/0369-643X(58)90029-X). Size: 0.9 λ / (L cos θ); strain: 4 ε tan θ. Gaussian widths add in squares,
/// Lorentzian ones linearly; the pseudo-Voigt is that of Thompson, Cox &amp; Hastings, J. Appl. Cryst. 20, 79 (1987),
/// eqs 4–5, doi 10.1107/S0021889887087090.
/// </remarks>
public sealed record XrdProfile
{
    /// <summary>Caglioti U, degrees² of FWHM; 0…1, default 0.004.</summary>
    public double U { get; init; } = 0.004;

    /// <summary>Caglioti V, degrees²; −1…1, default −0.002.</summary>
    public double V { get; init; } = -0.002;

    /// <summary>Caglioti W, degrees²; 0…4, default 0.004 (FWHM 0.06°).</summary>
    public double W { get; init; } = 0.004;

    /// <summary>Lorentzian FWHM that does not depend on angle, degrees; 0…2, default 0.01.</summary>
    public double LorentzFwhmDegrees { get; init; } = 0.01;

    /// <summary>Volume-weighted crystallite size, nm, 1…100,000; null (default) for no size broadening.</summary>
    public double? SizeNanometre { get; init; }

    /// <summary>Shape of the size broadening; default Lorentzian.</summary>
    public SizeShape SizeShape { get; init; } = SizeShape.Lorentzian;

    /// <summary>Scherrer's constant; 0.5…1.5, default 0.9.</summary>
    public double ScherrerConstant { get; init; } = 0.9;

    /// <summary>Microstrain Δd/d; 0…0.05, default 0.</summary>
    public double Microstrain { get; init; }

    /// <summary>The Gaussian size broadening of ML4pXRDs without an instrument; 20–100 nm in its training.</summary>
    public static XrdProfile GaussianSize(double sizeNanometre) =>
        new()
        {
            U = 0,
            V = 0,
            W = 0,
            LorentzFwhmDegrees = 0,
            SizeNanometre = sizeNanometre,
            SizeShape = SizeShape.Gaussian,
        };

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside the range its property states.</exception>
    public void Validate()
    {
        XrdOptions.Require(U is >= 0 and <= 1, nameof(U), U, "0…1 degrees²");
        XrdOptions.Require(V is >= -1 and <= 1, nameof(V), V, "−1…1 degrees²");
        XrdOptions.Require(W is >= 0 and <= 4, nameof(W), W, "0…4 degrees²");
        XrdOptions.Require(LorentzFwhmDegrees is >= 0 and <= 2, nameof(LorentzFwhmDegrees), LorentzFwhmDegrees, "0…2°");
        if (SizeNanometre is { } size)
            XrdOptions.Require(size is >= 1 and <= 1e5, nameof(SizeNanometre), size, "1…100,000 nm");
        XrdOptions.Require(ScherrerConstant is >= 0.5 and <= 1.5, nameof(ScherrerConstant), ScherrerConstant, "0.5…1.5");
        XrdOptions.Require(Microstrain is >= 0 and <= 0.05, nameof(Microstrain), Microstrain, "0…0.05");
    }

    /// <summary>Full width at half maximum (degrees 2θ) and Lorentzian share (0…1) of a peak.</summary>
    /// <param name="twoThetaDegrees">Position, above 0 and below 180 degrees.</param>
    /// <param name="wavelengthAngstrom">Wavelength, Å.</param>
    public (double FwhmDegrees, double Eta) At(double twoThetaDegrees, double wavelengthAngstrom)
    {
        var (sin, cos) = Math.SinCos(twoThetaDegrees * (Math.PI / 360));
        var tan = sin / cos;
        var gaussSquared = Math.Max(0, (U * tan + V) * tan + W);
        var lorentz = LorentzFwhmDegrees + 4 * Microstrain * tan * (180 / Math.PI);
        if (SizeNanometre is { } size)
        {
            var broadening = ScherrerConstant * wavelengthAngstrom / (10 * size * cos) * (180 / Math.PI);
            if (SizeShape == SizeShape.Gaussian)
                gaussSquared += broadening * broadening;
            else
                lorentz += broadening;
        }

        return Join(Math.Max(Math.Sqrt(gaussSquared), 1e-4), lorentz);
    }

    private static (double Fwhm, double Eta) Join(double g, double l)
    {
        if (l == 0)
            return (g, 0);
        var ratio = l / g;
        var polynomial = 1 + ratio * (2.69269 + ratio * (2.42843 + ratio * (4.47163 + ratio * (0.07842 + ratio))));
        var width = g * Math.Pow(polynomial, 0.2);
        var q = l / width;
        return (width, Math.Clamp(q * (1.36603 + q * (-0.47719 + q * 0.11116)), 0, 1));
    }
}
