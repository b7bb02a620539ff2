namespace Debye.Techniques.Eis.Elements;

/// <summary>Z = 1/(sC).</summary>
internal sealed class Capacitor()
    : Element("C", "capacitor", "Z = 1/(s C)", "definition of capacitance", new ElementParameter("C", "F", 1e-18, 1e9, 1e-10, 1))
{
    public override void Evaluate(FrequencyGrid grid, ReadOnlySpan<double> parameters, ElementOutput output)
    {
        var capacitance = parameters[0];
        var omega = grid.OmegaRadianPerSecond;
        output.Real.Clear();
        for (var i = 0; i < omega.Length; i++)
            output.Imaginary[i] = -1 / (omega[i] * capacitance);
        if (!output.WantsDerivatives)
            return;
        output.DerivativeReal(0).Clear();
        var slope = output.DerivativeImaginary(0);
        for (var i = 0; i < omega.Length; i++)
            slope[i] = -output.Imaginary[i] / capacitance;
    }
}
