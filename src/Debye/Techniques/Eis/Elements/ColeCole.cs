using System.Runtime.Intrinsics;

namespace Debye.Techniques.Eis.Elements;

/// <summary>Z = R/(1 + (sτ)^a): a depressed arc.</summary>
internal sealed class ColeCole()
    : Element(
        "Zarc",
        "ZARC element",
        "Z = R/(1 + (s τ)^a)",
        "K. S. Cole, R. H. Cole, J. Chem. Phys. 9, 341 (1941), doi 10.1063/1.1750906",
        ElementParameter.Resistance("R"),
        ElementParameter.Time("tau"),
        ElementParameter.Exponent("a")
    )
{
    public override void Evaluate(FrequencyGrid grid, ReadOnlySpan<double> parameters, ElementOutput output)
    {
        var (resistance, tau, a) = (parameters[0], parameters[1], parameters[2]);
        var (sine, cosine) = Math.SinCos(0.5 * Math.PI * a);
        var phase = new ComplexVector(Vector512.Create(cosine), Vector512.Create(sine));
        var (lnTau, exponent, quarterTurn) = (Vector512.Create(Math.Log(tau)), Vector512.Create(a), Vector512.Create(0.5 * Math.PI));
        for (var i = 0; i < grid.PaddedCount; i += FrequencyGrid.Lanes)
        {
            var ln = ComplexVector.Load(grid.LnOmega, i) + lnTau;
            var u = Vector512.Exp(exponent * ln) * phase;
            var shape = (ComplexVector.One + u).Reciprocal();
            output.Store(i, Vector512.Create(resistance) * shape);
            if (!output.WantsDerivatives)
                continue;
            var slope = Vector512.Create(-resistance) * (shape * shape * u);
            output.StoreDerivative(0, i, shape);
            output.StoreDerivative(1, i, Vector512.Create(a / tau) * slope);
            output.StoreDerivative(2, i, new ComplexVector(ln, quarterTurn) * slope);
        }
    }
}
