using System.Runtime.Intrinsics;

namespace Debye.Techniques.Eis.Elements;

/// <summary>Z = 1/(Q s^a): constant phase −a·90°.</summary>
internal sealed class ConstantPhase()
    : Element(
        "CPE",
        "constant-phase element",
        "Z = 1/(Q s^a)",
        "K. S. Cole, R. H. Cole, J. Chem. Phys. 9, 341 (1941), doi 10.1063/1.1750906",
        new ElementParameter("Q", "S s^a", 1e-18, 1e9, 1e-9, 1),
        ElementParameter.Exponent("a")
    )
{
    public override void Evaluate(FrequencyGrid grid, ReadOnlySpan<double> parameters, ElementOutput output)
    {
        var (sine, cosine) = Math.SinCos(0.5 * Math.PI * parameters[1]);
        var (exponent, lnQ) = (Vector512.Create(-parameters[1]), Vector512.Create(Math.Log(parameters[0])));
        var phase = new ComplexVector(Vector512.Create(cosine), Vector512.Create(-sine));
        var (perQ, quarterTurn) = (Vector512.Create(-1 / parameters[0]), Vector512.Create(-0.5 * Math.PI));
        for (var i = 0; i < grid.PaddedCount; i += FrequencyGrid.Lanes)
        {
            var lnOmega = ComplexVector.Load(grid.LnOmega, i);
            var impedance = Vector512.Exp(exponent * lnOmega - lnQ) * phase;
            output.Store(i, impedance);
            if (!output.WantsDerivatives)
                continue;
            output.StoreDerivative(0, i, perQ * impedance);
            output.StoreDerivative(1, i, new ComplexVector(-lnOmega, quarterTurn) * impedance);
        }
    }
}
