namespace Debye.Techniques.Eis.Elements;

/// <summary>Z = A (1 − j)/√ω: semi-infinite diffusion.</summary>
internal sealed class Warburg()
    : Element(
        "W",
        "Warburg element, semi-infinite",
        "Z = A (1 - j)/√ω",
        "E. Warburg, Ann. Phys. 303, 493 (1899), doi 10.1002/andp.18993030302",
        ElementParameter.Resistance("A", "Ω s^-1/2")
    )
{
    public override void Evaluate(FrequencyGrid grid, ReadOnlySpan<double> parameters, ElementOutput output)
    {
        var omega = grid.OmegaRadianPerSecond;
        for (var i = 0; i < omega.Length; i++)
        {
            var slope = 1 / Math.Sqrt(omega[i]);
            output.Real[i] = parameters[0] * slope;
            output.Imaginary[i] = -output.Real[i];
            if (output.WantsDerivatives)
                (output.DerivativeReal(0)[i], output.DerivativeImaginary(0)[i]) = (slope, -slope);
        }
    }
}
