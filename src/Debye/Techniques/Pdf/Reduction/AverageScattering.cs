using Debye.Crystals;

namespace Debye.Techniques.Pdf.Reduction;

/// <summary>Averages of the scattering of the atoms of a composition: ⟨f⟩² and ⟨f²⟩ as functions of Q.</summary>
/// <remarks>
/// X-rays: form factors of D. Waasmaier, A. Kirfel, Acta Cryst. A 51, 416 (1995), doi 10.1107/S0108767394013292, neutral atoms,
/// electrons. Neutrons: real part of the bound coherent lengths of V. F. Sears, Neutron News 3(3), 26 (1992), fm, the same at every Q.
/// </remarks>
public sealed class AverageScattering
{
    private readonly (double Share, FormFactor? Factor, double Length)[] _parts;

    /// <summary>Prepares the averages.</summary>
    /// <param name="composition">What the sample consists of.</param>
    /// <param name="radiation">What was scattered.</param>
    /// <exception cref="ArgumentException">An element has no form factor or no scattering length, or the mean scattering length is
    /// 0.</exception>
    public AverageScattering(Composition composition, PdfRadiation radiation)
    {
        ArgumentNullException.ThrowIfNull(composition);
        var total = composition.Total;
        _parts =
        [
            .. composition.Amounts.Select(part =>
                radiation == PdfRadiation.XRay
                    ? (part.Amount / total, FormFactor.Of(part.Species), 0.0)
                    : (part.Amount / total, null, Length(part.Species))
            ),
        ];
        if (!(MeanSquared(0) > 1e-6))
            throw new ArgumentException(
                $"The mean scattering length of {composition} is 0 with neutrons: S(Q) cannot be normalised.",
                nameof(composition)
            );
    }

    /// <summary>⟨f(Q)⟩², electrons² or fm².</summary>
    /// <param name="qPerAngstrom">Q, 1/Å; form factors hold up to 75 1/Å.</param>
    public double MeanSquared(double qPerAngstrom)
    {
        var mean = 0.0;
        foreach (var (share, factor, length) in _parts)
            mean += share * Value(factor, length, qPerAngstrom);
        return mean * mean;
    }

    /// <summary>⟨f(Q)²⟩, electrons² or fm².</summary>
    /// <inheritdoc cref="MeanSquared"/>
    public double MeanOfSquares(double qPerAngstrom)
    {
        var mean = 0.0;
        foreach (var (share, factor, length) in _parts)
            mean += share * Math.Pow(Value(factor, length, qPerAngstrom), 2);
        return mean;
    }

    private static double Value(FormFactor? factor, double length, double q) => factor?.At(q / (4 * Math.PI)) ?? length;

    private static double Length(Species species) =>
        ElementScattering.NeutronLengthFemtometre(species)?.Real
        ?? throw new ArgumentException($"There is no neutron scattering length for {species}.", nameof(species));
}
