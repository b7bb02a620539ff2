using Debye.Crystals;

namespace Debye.Techniques.Xrd;

/// <summary>What is measured and how: the settings of a powder simulation.</summary>
public sealed record XrdOptions
{
    /// <summary>X-rays (default) or neutrons.</summary>
    public Radiation Radiation { get; init; } = Radiation.XRay;

    /// <summary>Wavelength, Å, 0.01…10; default Cu Kα1. Named lines: <see cref="XrdTables.WavelengthAngstrom"/>.</summary>
    public double WavelengthAngstrom { get; init; } = XrdTables.CopperKAlpha1Angstrom;

    /// <summary>Second line such as Cu Kα2, Å; null (default) for one wavelength only.</summary>
    public double? SecondWavelengthAngstrom { get; init; }

    /// <summary>Strength of the second line relative to the first, 0…1; default ½.</summary>
    public double SecondWavelengthRatio { get; init; } = 0.5;

    /// <summary>Lower end of the range of 2θ, degrees; above 0, default 5.</summary>
    public double MinimumTwoThetaDegrees { get; init; } = 5;

    /// <summary>Upper end of the range of 2θ, degrees; below 180, default 90.</summary>
    public double MaximumTwoThetaDegrees { get; init; } = 90;

    /// <summary>X-ray form factors; default Waasmaier–Kirfel 1995.</summary>
    public FormFactorTable FormFactors { get; init; } = FormFactorTable.WaasmaierKirfel1995;

    /// <summary>Whether ions scatter as ions (default) or as neutral atoms.</summary>
    public bool UseCharges { get; init; } = true;

    /// <summary>Whether f' and f'' are added (Cu Kα and Mo Kα only); default no.</summary>
    public bool AnomalousDispersion { get; init; }

    /// <summary>2θ of a monochromator crystal in the beam, degrees, 0…90; 0 (default) for none (graphite at Cu Kα: 26.6).</summary>
    public double MonochromatorTwoThetaDegrees { get; init; }

    /// <summary>Displacement of atoms whose source gives none, Å²; default 0 (atoms at rest).</summary>
    public double DefaultUisoAngstrom2 { get; init; }

    /// <summary>Reflections closer than this are one peak, degrees 2θ; default 1e-5.</summary>
    public double MergeToleranceDegrees { get; init; } = 1e-5;

    /// <summary>Peaks at or below this share of the strongest are left out; default 1e-5.</summary>
    public double MinimumRelativeIntensity { get; init; } = 1e-5;

    /// <summary>How far atoms may be from where the operations put them, Å; default 0.1.</summary>
    public double SymmetryToleranceAngstrom { get; init; } = 0.1;

    /// <summary>
    /// Tolerance of the symmetry search for crystals that know no operations, Å, 0…0.1; default 0.001; 0 for no search.
    /// Symmetry names families and saves time; smaller deviations than this are averaged away.
    /// </summary>
    public double SymmetrySearchAngstrom { get; init; } = 1e-3;

    /// <summary>What pymatgen's XRDCalculator computes at a wavelength: its form factors, no ions, no displacement.</summary>
    public static XrdOptions PymatgenParity(double wavelengthAngstrom = 1.5406) =>
        new()
        {
            WavelengthAngstrom = wavelengthAngstrom,
            FormFactors = FormFactorTable.Pymatgen,
            UseCharges = false,
        };

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside the range its property states.</exception>
    public void Validate()
    {
        Require(WavelengthAngstrom is >= 0.01 and <= 10, nameof(WavelengthAngstrom), WavelengthAngstrom, "0.01…10 Å");
        if (SecondWavelengthAngstrom is { } second)
            Require(second is >= 0.01 and <= 10, nameof(SecondWavelengthAngstrom), second, "0.01…10 Å");
        Require(SecondWavelengthRatio is >= 0 and <= 1, nameof(SecondWavelengthRatio), SecondWavelengthRatio, "0…1");
        Require(MinimumTwoThetaDegrees > 0, nameof(MinimumTwoThetaDegrees), MinimumTwoThetaDegrees, "above 0°");
        Require(
            MaximumTwoThetaDegrees > MinimumTwoThetaDegrees && MaximumTwoThetaDegrees < 180,
            nameof(MaximumTwoThetaDegrees),
            MaximumTwoThetaDegrees,
            "above the minimum and below 180°"
        );
        Require(
            MonochromatorTwoThetaDegrees is >= 0 and <= 90,
            nameof(MonochromatorTwoThetaDegrees),
            MonochromatorTwoThetaDegrees,
            "0…90°"
        );
        Require(DefaultUisoAngstrom2 is >= 0 and <= 1, nameof(DefaultUisoAngstrom2), DefaultUisoAngstrom2, "0…1 Å²");
        Require(MergeToleranceDegrees is >= 0 and <= 1, nameof(MergeToleranceDegrees), MergeToleranceDegrees, "0…1°");
        Require(MinimumRelativeIntensity is >= 0 and < 1, nameof(MinimumRelativeIntensity), MinimumRelativeIntensity, "0…1");
        Require(SymmetrySearchAngstrom is >= 0 and <= 0.1, nameof(SymmetrySearchAngstrom), SymmetrySearchAngstrom, "0…0.1 Å");
        Require(
            SymmetryToleranceAngstrom is > 0 and <= 1,
            nameof(SymmetryToleranceAngstrom),
            SymmetryToleranceAngstrom,
            "above 0, up to 1 Å"
        );
    }

    internal static void Require(bool holds, string name, double value, string range)
    {
        if (!holds)
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be {range}.");
    }
}
