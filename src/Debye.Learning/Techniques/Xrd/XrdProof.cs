using Debye.Crystals;
using Debye.Spectra;
using Debye.Techniques.Xrd;

namespace Debye.Learning.Techniques.Xrd;

/// <summary>A pattern of rock salt, counted with a seed.</summary>
internal sealed class XrdProof : TechniqueProof
{
    /// <inheritdoc/>
    public override double[] Simulate(ulong seed) => Pattern(seed).Intensity.ToArray();

    /// <inheritdoc/>
    public override object Probe(ulong seed) => Pattern(seed);

    private static Spectrum Pattern(ulong seed) =>
        new XrdSimulator().Pattern(RockSalt.Structure, XrdGrid.TwoTheta(5, 90, 4251), new XrdImperfections { PeakCounts = 5000 }, seed);
}
