using Debye.Techniques.Pdf;

namespace Debye.Learning.Techniques.Pdf;

/// <summary>
/// How training curves are "measured": ranges of the settings, drawn anew for each, and the share that has the nominal ones.
/// </summary>
public sealed record PdfMeasurementRanges
{
    /// <summary>
    /// Share of curves with the nominal settings (<see cref="PdfOptions"/>' defaults, <see cref="NominalUisoAngstrom2"/>, no noise), 0…1.
    /// </summary>
    public double NominalShare { get; init; } = 0.5;

    /// <summary>Displacement of the nominal settings, Å², 0.001…0.1.</summary>
    public double NominalUisoAngstrom2 { get; init; } = 0.008;

    /// <summary>
    /// Number of drawn settings ("instruments") that the other curves share, 1…1000; noise and range are drawn for each curve.
    /// </summary>
    public int Instruments { get; init; } = 40;

    /// <summary>Smallest displacement, Å², 0.001…0.1; drawn evenly in its logarithm.</summary>
    public double LowestUisoAngstrom2 { get; init; } = 0.004;

    /// <summary>Largest displacement, Å², 0.001…0.1.</summary>
    public double HighestUisoAngstrom2 { get; init; } = 0.025;

    /// <summary>Smallest Qmax, 1/Å, 10…40.</summary>
    public double LowestQmaxPerAngstrom { get; init; } = 18;

    /// <summary>Largest Qmax, 1/Å, 10…40.</summary>
    public double HighestQmaxPerAngstrom { get; init; } = 28;

    /// <summary>Smallest damping, 1/Å, 0…0.2.</summary>
    public double LowestQdampPerAngstrom { get; init; } = 0.02;

    /// <summary>Largest damping, 1/Å, 0…0.2.</summary>
    public double HighestQdampPerAngstrom { get; init; } = 0.07;

    /// <summary>Probability that the curve ends before 30 Å, being 0 beyond, 0…1.</summary>
    public double CutShare { get; init; } = 0.2;

    /// <summary>Shortest of these ends, Å, 10…30.</summary>
    public double ShortestRangeAngstrom { get; init; } = 18;

    /// <summary>Largest standard deviation of noise, as a share of the largest |G|, 0…0.2; drawn evenly from 0.</summary>
    public double HighestNoise { get; init; } = 0.02;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentException">A value is outside its range.</exception>
    public void Validate()
    {
        Check(NominalShare is >= 0 and <= 1, nameof(NominalShare), "0…1");
        Check(NominalUisoAngstrom2 is >= 0.001 and <= 0.1, nameof(NominalUisoAngstrom2), "0.001…0.1 Å²");
        Check(Instruments is >= 1 and <= 1000, nameof(Instruments), "1…1000");
        Check(
            LowestUisoAngstrom2 >= 0.001 && LowestUisoAngstrom2 <= HighestUisoAngstrom2 && HighestUisoAngstrom2 <= 0.1,
            "displacements",
            "0.001…0.1 Å², the lowest first"
        );
        Check(
            LowestQmaxPerAngstrom >= 10 && LowestQmaxPerAngstrom <= HighestQmaxPerAngstrom && HighestQmaxPerAngstrom <= 40,
            "Qmax",
            "10…40 1/Å, the lowest first"
        );
        Check(
            LowestQdampPerAngstrom >= 0 && LowestQdampPerAngstrom <= HighestQdampPerAngstrom && HighestQdampPerAngstrom <= 0.2,
            "Qdamp",
            "0…0.2 1/Å, the lowest first"
        );
        Check(CutShare is >= 0 and <= 1, nameof(CutShare), "0…1");
        Check(ShortestRangeAngstrom is >= 10 and <= 30, nameof(ShortestRangeAngstrom), "10…30 Å");
        Check(HighestNoise is >= 0 and <= 0.2, nameof(HighestNoise), "0…0.2");
    }

    private static void Check(bool holds, string name, string range)
    {
        if (!holds)
            throw new ArgumentException($"{name}: expected {range}");
    }
}
