namespace Debye.Techniques.Eis.Elements;

/// <summary>Z = sL.</summary>
internal sealed class Inductor()
    : Element("L", "inductor", "Z = s L", "definition of inductance", new ElementParameter("L", "H", 1e-15, 1e9, 1e-9, 1e-3))
{
    public override void Evaluate(FrequencyGrid grid, ReadOnlySpan<double> parameters, ElementOutput output)
    {
        var omega = grid.OmegaRadianPerSecond;
        output.Real.Clear();
        for (var i = 0; i < omega.Length; i++)
            output.Imaginary[i] = omega[i] * parameters[0];
        if (!output.WantsDerivatives)
            return;
        output.DerivativeReal(0).Clear();
        omega.CopyTo(output.DerivativeImaginary(0));
    }
}
