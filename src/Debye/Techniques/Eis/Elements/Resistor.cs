namespace Debye.Techniques.Eis.Elements;

/// <summary>Z = R.</summary>
internal sealed class Resistor() : Element("R", "resistor", "Z = R", "Ohm's law", ElementParameter.Resistance("R"))
{
    public override void Evaluate(FrequencyGrid grid, ReadOnlySpan<double> parameters, ElementOutput output)
    {
        output.Real.Fill(parameters[0]);
        output.Imaginary.Clear();
        if (!output.WantsDerivatives)
            return;
        output.DerivativeReal(0).Fill(1);
        output.DerivativeImaginary(0).Clear();
    }
}
