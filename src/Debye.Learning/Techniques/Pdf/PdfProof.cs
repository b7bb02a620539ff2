using Debye.Numerics;
using Debye.Techniques.Pdf;

namespace Debye.Learning.Techniques.Pdf;

/// <summary>G(r) of rock salt, vibrating by a seed.</summary>
internal sealed class PdfProof : TechniqueProof
{
    /// <inheritdoc/>
    public override double[] Simulate(ulong seed) => Curve(seed).G.ToArray();

    /// <inheritdoc/>
    public override object Probe(ulong seed)
    {
        var curve = Curve(seed);
        return new PdfData(PdfQuantity.PairDistribution, curve.Grid.ToArray(), curve.G.Span);
    }

    private static SimulatedPdf Curve(ulong seed)
    {
        var random = new RandomSource(seed);
        return new PdfSimulator(new PdfOptions { UniformUisoAngstrom2 = random.NextDouble(0.004, 0.02) }).Simulate(RockSalt.Structure);
    }
}
