namespace Debye.Techniques.Pdf.Reduction;

/// <summary>How raw intensities become G(r). Names are those of PDFgetX3.</summary>
public sealed record ReductionOptions
{
    /// <summary>Largest degree of the polynomial that is fitted.</summary>
    public const double LargestDegree = 60;

    /// <summary>Composition of the sample: "Ni", "C 10 H 8", "BaTiO3".</summary>
    public required string Composition { get; init; }

    /// <summary>What was scattered; default X-rays.</summary>
    public PdfRadiation Radiation { get; init; } = PdfRadiation.XRay;

    /// <summary>Wavelength, Å, 0.01…10; needed for data over 2θ; null (default) for that of the file's header.</summary>
    public double? WavelengthAngstrom { get; init; }

    /// <summary>Factor on the background, 0…1e6; default 1.</summary>
    public double BackgroundScale { get; init; } = 1;

    /// <summary>Smallest Q of fit and transform, 1/Å, at least 0; default 0.</summary>
    public double QminPerAngstrom { get; init; }

    /// <summary>Largest Q of the transform, 1/Å, above Qmin and at most Qmaxinst; null (default) for Qmaxinst.</summary>
    public double? QmaxPerAngstrom { get; init; }

    /// <summary>Largest Q that was measured well and is fitted, 1/Å; null (default) for the last intensity above 0.</summary>
    public double? QmaxinstPerAngstrom { get; init; }

    /// <summary>Distance below which G(r) is not physical, Å, above 0, up to 10; default 0.9. Sets the degree of the polynomial.</summary>
    public double RpolyAngstrom { get; init; } = 0.9;

    /// <summary>First r, Å, at least 0; default 0.</summary>
    public double RminAngstrom { get; init; }

    /// <summary>Largest r, Å, above the first, up to 1000; default 30.</summary>
    public double RmaxAngstrom { get; init; } = 30;

    /// <summary>Step in r, Å, 1e-4…1; default 0.01.</summary>
    public double RstepAngstrom { get; init; } = 0.01;

    /// <summary>Whether F(Q) is multiplied by a Lorch window before the transform; default no.</summary>
    public bool Lorch { get; init; }

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentException">A value is outside the range its property states.</exception>
    public void Validate()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(Composition);
        if (WavelengthAngstrom is { } wavelength)
            Require(wavelength is >= 0.01 and <= 10, nameof(WavelengthAngstrom), wavelength, "0.01…10 Å");
        Require(BackgroundScale is >= 0 and <= 1e6, nameof(BackgroundScale), BackgroundScale, "0…1e6");
        Require(QminPerAngstrom is >= 0 and < 1000, nameof(QminPerAngstrom), QminPerAngstrom, "at least 0 and below 1000 1/Å");
        if (QmaxinstPerAngstrom is { } inst)
            Require(inst > QminPerAngstrom && inst <= 1000, nameof(QmaxinstPerAngstrom), inst, "above Qmin, up to 1000 1/Å");
        if (QmaxPerAngstrom is { } qmax)
            Require(
                qmax > QminPerAngstrom && qmax <= (QmaxinstPerAngstrom ?? 1000),
                nameof(QmaxPerAngstrom),
                qmax,
                "above Qmin and at most Qmaxinst"
            );
        Require(RpolyAngstrom is > 0 and <= 10, nameof(RpolyAngstrom), RpolyAngstrom, "above 0, up to 10 Å");
        Require(RminAngstrom is >= 0 and < 1000, nameof(RminAngstrom), RminAngstrom, "0…1000 Å");
        Require(RmaxAngstrom > RminAngstrom && RmaxAngstrom <= 1000, nameof(RmaxAngstrom), RmaxAngstrom, "above Rmin, up to 1000 Å");
        Require(RstepAngstrom is >= 1e-4 and <= 1, nameof(RstepAngstrom), RstepAngstrom, "1e-4…1 Å");
    }

    private static void Require(bool holds, string name, double value, string range)
    {
        if (!holds)
            throw new ArgumentOutOfRangeException(name, value, Invariant($"{name} must be {range}, is {value:g6}."));
    }
}
