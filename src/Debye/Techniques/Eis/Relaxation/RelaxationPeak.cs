namespace Debye.Techniques.Eis.Relaxation;

/// <summary>One peak of a distribution of relaxation times: a polarisation process.</summary>
/// <param name="TauSeconds">Time constant of its maximum, s.</param>
/// <param name="GammaOhm">γ there, Ω.</param>
/// <param name="ResistanceOhm">Area from valley to valley, Ω: its share of the polarisation resistance.</param>
/// <param name="ResistanceInterval">Interval of that area, Ω, from repeated noise; null without draws.</param>
/// <param name="Range">The valleys it lies between, s.</param>
public sealed record RelaxationPeak(
    double TauSeconds,
    double GammaOhm,
    double ResistanceOhm,
    CredibleInterval? ResistanceInterval,
    (double Shortest, double Longest) Range
)
{
    /// <summary>Frequency of the maximum, 1/(2πτ), Hz.</summary>
    public double FrequencyHertz => 1 / (2 * Math.PI * TauSeconds);

    /// <summary>τ/R, F: the capacitance of an RC element of this τ and R.</summary>
    public double CapacitanceFarad => TauSeconds / ResistanceOhm;
}
