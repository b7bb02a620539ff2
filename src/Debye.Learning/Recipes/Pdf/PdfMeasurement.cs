namespace Debye.Learning.Recipes.Pdf;

/// <summary>How one curve is "measured".</summary>
public readonly record struct PdfMeasurement()
{
    /// <summary>Displacement of all atoms, Å².</summary>
    public double UisoAngstrom2 { get; init; } = 0.008;

    /// <summary>Upper end of the band in Q, 1/Å.</summary>
    public double QmaxPerAngstrom { get; init; } = 23;

    /// <summary>Damping, 1/Å.</summary>
    public double QdampPerAngstrom { get; init; } = 0.04;

    /// <summary>Where the curve ends, Å; 0 beyond.</summary>
    public double LastAngstrom { get; init; } = PdfDataset.LastAngstrom;

    /// <summary>Standard deviation of noise, as a share of the largest |G|.</summary>
    public double Noise { get; init; }
}
