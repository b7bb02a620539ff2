using Debye.Numerics;
using Debye.Spectra;
using Debye.Techniques.Eis.Circuits;

namespace Debye.Techniques.Eis.Sampling;

/// <summary>
/// Spectra of one circuit without end: parameters, frequencies and disturbances drawn from ranges. Keeps no state but its settings.
/// </summary>
/// <example><code>
/// var sampler = new EisSampler(Circuit.Parse("R0{?/1/100}-p(R1,CPE1)"));
/// var random = new RandomSource(1);
/// var (spectrum, parameters) = sampler.Draw(ref random);
/// </code></example>
public sealed class EisSampler
{
    private readonly Circuit _circuit;
    private readonly FrequencyRanges _frequencies;
    private readonly EisDisturbanceRanges _disturbances;

    /// <summary>Creates a sampler.</summary>
    /// <param name="circuit">
    /// The circuit. A parameter with limits in the circuit string is drawn within them, a fixed one or one with a value alone has
    /// that value, any other is drawn from the typical range of its element: evenly in the logarithm, exponents evenly as they are.
    /// </param>
    /// <param name="frequencies">Frequencies; null for the defaults.</param>
    /// <param name="disturbances">Disturbances; null for none.</param>
    /// <exception cref="ArgumentOutOfRangeException">A range is none.</exception>
    public EisSampler(Circuit circuit, FrequencyRanges? frequencies = null, EisDisturbanceRanges? disturbances = null)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        (_circuit, _frequencies) = (circuit, frequencies ?? new FrequencyRanges());
        _disturbances = disturbances ?? new EisDisturbanceRanges { NoiseFreeShare = 1 };
        _frequencies.Validate();
        _disturbances.Validate();
    }

    /// <summary>Draws one spectrum with the parameters behind it.</summary>
    /// <param name="random">Decides everything: the same state gives the same spectrum.</param>
    /// <exception cref="ArgumentException">The drawn parameters give an impedance that is not finite.</exception>
    public (ImpedanceSpectrum Spectrum, double[] Parameters) Draw(ref RandomSource random)
    {
        var parameters = new double[_circuit.Parameters.Length];
        for (var i = 0; i < parameters.Length; i++)
            parameters[i] = Draw(_circuit.Parameters[i], ref random);
        var simulator = new EisSimulator(_circuit, _frequencies.Draw(ref random));
        return (simulator.Simulate(parameters, _disturbances.Draw(ref random), random.NextBits()), parameters);
    }

    private static double Draw(CircuitParameter parameter, ref RandomSource random)
    {
        var setting = parameter.Setting;
        if (setting.Value is { } value && (setting.IsFixed || (setting.Lower is null && setting.Upper is null)))
            return value;
        var (low, high) = (setting.Lower ?? parameter.Definition.TypicalLow, setting.Upper ?? parameter.Definition.TypicalHigh);
        return parameter.Definition.IsLogarithmic
            ? Math.Exp(random.NextDouble(Math.Log(low), Math.Log(high)))
            : random.NextDouble(low, high);
    }
}
