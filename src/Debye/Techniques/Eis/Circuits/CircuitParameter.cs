using Debye.Techniques.Eis.Elements;

namespace Debye.Techniques.Eis.Circuits;

/// <summary>One parameter of a circuit.</summary>
/// <param name="Name">R0 for an element with one parameter, CPE1_0 and CPE1_1 for one with two.</param>
/// <param name="Definition">What it is.</param>
/// <param name="Setting">What the circuit string says of it.</param>
public sealed record CircuitParameter(string Name, ElementParameter Definition, ParameterSetting Setting)
{
    /// <summary>Unit; "1" for a pure number.</summary>
    public string Unit => Definition.Unit;

    /// <summary>Smallest value a fit may take.</summary>
    public double Lower => Setting.Lower ?? Definition.Lower;

    /// <summary>Largest value a fit may take.</summary>
    public double Upper => Setting.Upper ?? Definition.Upper;
}
