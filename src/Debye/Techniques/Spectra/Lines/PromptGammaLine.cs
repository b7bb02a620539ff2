namespace Debye.Techniques.Spectra.Lines;

/// <summary>A gamma line that follows the capture of a thermal neutron.</summary>
/// <param name="Element">Symbol of the element that captures.</param>
/// <param name="EnergyKeV">Energy, keV.</param>
/// <param name="CrossSectionBarn">Partial cross section of the natural element: captures times photons of this line, barn.</param>
/// <param name="HalfLifeSeconds">Half-life of the product whose decay gives the line, s; null for a prompt line.</param>
public readonly record struct PromptGammaLine(string Element, double EnergyKeV, double CrossSectionBarn, double? HalfLifeSeconds)
{
    /// <summary>
    /// Half of the width at the foot that the line has beyond the resolution of the detector, keV: the lithium nucleus that emits the line
    /// of boron flies.
    /// </summary>
    public double DopplerHalfWidthKeV => Element == "B" ? 8 : 0;
}
