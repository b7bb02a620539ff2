using System.Collections.Immutable;

namespace Debye.Techniques.Pdf;

/// <summary>What is measured and how: the settings of a calculated G(r).</summary>
/// <remarks>
/// The defaults are those of the space-group study of Liu et al., Acta Cryst. A75, 633 (2019), doi 10.1107/S2053273319005606.
/// </remarks>
public sealed record PdfOptions
{
    /// <summary>X-rays (default) or neutrons.</summary>
    public PdfRadiation Radiation { get; init; } = PdfRadiation.XRay;

    /// <summary>Lower end of the band in Q, 1/Å; 0 for none; default 0.5.</summary>
    public double QminPerAngstrom { get; init; } = 0.5;

    /// <summary>Upper end of the band in Q, 1/Å; 0 for none; default 23.</summary>
    public double QmaxPerAngstrom { get; init; } = 23;

    /// <summary>Damping by the resolution in Q: factor exp(−(r·Qdamp)²/2), 1/Å, 0…1; default 0.04.</summary>
    public double QdampPerAngstrom { get; init; } = 0.04;

    /// <summary>Broadening by the resolution in Q: adds Qbroad²·r² to the relative peak width squared, 1/Å, 0…1; default 0.01.</summary>
    public double QbroadPerAngstrom { get; init; } = 0.01;

    /// <summary>Correlated motion at high temperature: −δ1/r in the relative peak width squared, Å, 0…10; default 0.</summary>
    public double Delta1Angstrom { get; init; }

    /// <summary>Correlated motion at low temperature: −δ2/r² in the relative peak width squared, Å², 0…100; default 0.</summary>
    public double Delta2Angstrom2 { get; init; }

    /// <summary>Factor on the whole of G(r), above 0; default 1.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>Displacement of sites whose source gives none, Å², above 0 and up to 10; null (default) refuses such structures.</summary>
    public double? DefaultUisoAngstrom2 { get; init; }

    /// <summary>Displacement of every site whatever its source says, Å², above 0 and up to 10; null (default) for the source's.</summary>
    public double? UniformUisoAngstrom2 { get; init; }

    /// <summary>Diameter of a spherical particle, Å; null (default) for an endless crystal.</summary>
    public double? DiameterAngstrom { get; init; }

    /// <summary>Smallest r of interest, Å, 0 or more; default 1.5. The band limit sees the curve from six ripples 2π/Qmax below.</summary>
    public double MinimumRAngstrom { get; init; } = 1.5;

    /// <summary>Largest r of interest, Å, up to 500; default 30.</summary>
    public double MaximumRAngstrom { get; init; } = 30;

    /// <summary>Step of the grid on which everything is calculated, Å, 0.001…0.1; default 0.01.</summary>
    public double StepAngstrom { get; init; } = 0.01;

    /// <summary>
    /// How far beyond the largest r the range of the calculation ends, before its extension by six ripples, Å, 0…10;
    /// default 0.03. With Qmin the end of the range moves G by some 10⁻³ of its maximum: keep it to compare curves.
    /// </summary>
    public double RangeMarginAngstrom { get; init; } = 0.03;

    /// <summary>Whose order of operations is followed; default libdiffpy's.</summary>
    public PdfConvention Convention { get; init; } = PdfConvention.DiffPy;

    /// <summary>Whether ions scatter x-rays as ions (default) or as neutral atoms.</summary>
    public bool UseCharges { get; init; } = true;

    /// <summary>
    /// Scattering powers that replace the tabulated ones, by element symbol ("Ni"): electrons for x-rays, fm for neutrons
    /// (isotopes); null (default) for none.
    /// </summary>
    public ImmutableDictionary<string, double>? ScatteringPowers { get; init; }

    /// <summary>No band limit, no resolution, no envelope: the bare pair sum.</summary>
    public static PdfOptions Bare { get; } =
        new()
        {
            QminPerAngstrom = 0,
            QmaxPerAngstrom = 0,
            QdampPerAngstrom = 0,
            QbroadPerAngstrom = 0,
        };

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside the range its property states.</exception>
    public void Validate()
    {
        Require(QminPerAngstrom is >= 0 and <= 100, nameof(QminPerAngstrom), QminPerAngstrom, "0…100 1/Å");
        Require(QmaxPerAngstrom is >= 0 and <= 1000, nameof(QmaxPerAngstrom), QmaxPerAngstrom, "0…1000 1/Å");
        Require(
            QmaxPerAngstrom == 0 || QmaxPerAngstrom > QminPerAngstrom,
            nameof(QmaxPerAngstrom),
            QmaxPerAngstrom,
            "above Qmin, or 0 for none"
        );
        Require(QdampPerAngstrom is >= 0 and <= 1, nameof(QdampPerAngstrom), QdampPerAngstrom, "0…1 1/Å");
        Require(QbroadPerAngstrom is >= 0 and <= 1, nameof(QbroadPerAngstrom), QbroadPerAngstrom, "0…1 1/Å");
        Require(Delta1Angstrom is >= 0 and <= 10, nameof(Delta1Angstrom), Delta1Angstrom, "0…10 Å");
        Require(Delta2Angstrom2 is >= 0 and <= 100, nameof(Delta2Angstrom2), Delta2Angstrom2, "0…100 Å²");
        Require(Scale > 0 && double.IsFinite(Scale), nameof(Scale), Scale, "a finite number above 0");
        if (DefaultUisoAngstrom2 is { } missing)
            Require(missing is > 0 and <= 10, nameof(DefaultUisoAngstrom2), missing, "above 0 and up to 10 Å²");
        if (UniformUisoAngstrom2 is { } uniform)
            Require(uniform is > 0 and <= 10, nameof(UniformUisoAngstrom2), uniform, "above 0 and up to 10 Å²");
        if (DiameterAngstrom is { } diameter)
            Require(diameter > 0 && double.IsFinite(diameter), nameof(DiameterAngstrom), diameter, "a finite length above 0 Å");
        Require(MinimumRAngstrom >= 0, nameof(MinimumRAngstrom), MinimumRAngstrom, "0 Å or more");
        Require(
            MaximumRAngstrom > MinimumRAngstrom && MaximumRAngstrom <= 500,
            nameof(MaximumRAngstrom),
            MaximumRAngstrom,
            "above the minimum and up to 500 Å"
        );
        Require(StepAngstrom is >= 0.001 and <= 0.1, nameof(StepAngstrom), StepAngstrom, "0.001…0.1 Å");
        Require(RangeMarginAngstrom is >= 0 and <= 10, nameof(RangeMarginAngstrom), RangeMarginAngstrom, "0…10 Å");
    }

    private static void Require(bool holds, string name, double value, string range)
    {
        if (!holds)
            throw new ArgumentOutOfRangeException(name, value, Invariant($"{name} must be {range}, is {value}."));
    }
}
