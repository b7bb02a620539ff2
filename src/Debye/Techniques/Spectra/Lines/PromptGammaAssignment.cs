namespace Debye.Techniques.Spectra.Lines;

/// <summary>What a peak of a prompt-gamma spectrum is taken for.</summary>
/// <param name="PeakKeV">Where the peak lies, keV.</param>
/// <param name="Line">The line; null for annihilation.</param>
/// <param name="Kind">Whether the detector took the whole energy of the photon.</param>
/// <param name="Share">About how much of the peak the line can explain, judged by the element's other lines, 0…1.</param>
public sealed record PromptGammaAssignment(double PeakKeV, PromptGammaLine? Line, PromptGammaKind Kind, double Share)
{
    /// <summary>Energy at which the peak is expected, keV.</summary>
    public double EnergyKeV =>
        (Line?.EnergyKeV ?? PromptGammaLines.AnnihilationKeV)
        - Kind switch
        {
            PromptGammaKind.SingleEscape => PromptGammaLines.AnnihilationKeV,
            PromptGammaKind.DoubleEscape => 2 * PromptGammaLines.AnnihilationKeV,
            _ => 0,
        };

    /// <summary>The assignment for people, such as "H 2223.3 keV" or "Fe 7631.1 keV, single escape".</summary>
    public override string ToString() =>
        Line is not { } line
            ? "annihilation 511 keV"
            : Invariant($"{line.Element} {line.EnergyKeV:0.0} keV{(line.HalfLifeSeconds is null ? "" : ", decay")}")
                + Kind switch
                {
                    PromptGammaKind.SingleEscape => ", single escape",
                    PromptGammaKind.DoubleEscape => ", double escape",
                    _ => "",
                };
}

/// <summary>What of a photon's energy a detector took.</summary>
public enum PromptGammaKind
{
    /// <summary>All.</summary>
    FullEnergy = 0,

    /// <summary>All but one of the two photons of 511 keV after pair production.</summary>
    SingleEscape = 1,

    /// <summary>All but both.</summary>
    DoubleEscape = 2,
}
