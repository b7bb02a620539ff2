using Debye.Numerics;
using Debye.Techniques.Eis;
using Debye.Techniques.Eis.Circuits;

namespace Debye.Learning.Techniques.Spectra.Images.Pretraining;

/// <summary>
/// Impedance of circuits over the logarithm of the frequency: of half of them the logarithm of its size, of the others its phase.
/// </summary>
internal sealed class ImpedanceCurves : IMaterialSpectra
{
    private static readonly string[] Circuits =
    [
        "R1-p(R2,C1)",
        "R1-p(R2,CPE1)",
        "R1-p(R2,CPE1)-p(R3,CPE2)",
        "L1-R1-p(R2,CPE1)-p(R3,CPE2)",
        "R1-p(R2,CPE1)-Wsp1",
        "p(R1,C1)-p(R2,CPE1)-p(R3,CPE2)",
    ];
    private readonly (Circuit Circuit, double[] Parameters)[] _materials;

    /// <param name="circuits">How many circuits.</param>
    /// <param name="random">Decides them and their parameters.</param>
    public ImpedanceCurves(int circuits, ref RandomSource random)
    {
        _materials = new (Circuit, double[])[circuits];
        for (var m = 0; m < circuits; m++)
        {
            var circuit = Circuit.Parse(Circuits[m % Circuits.Length]);
            var parameters = new double[circuit.Parameters.Length];
            for (var i = 0; i < parameters.Length; i++)
            {
                var definition = circuit.Parameters[i].Definition;
                parameters[i] = definition.IsLogarithmic
                    ? LineInstrument.DrawLog(ref random, definition.TypicalLow, definition.TypicalHigh)
                    : random.NextDouble(definition.TypicalLow, definition.TypicalHigh);
            }

            _materials[m] = (circuit, parameters);
        }
    }

    public int Materials => _materials.Length;

    public IMaterialMeasurement CreateMeasurement() => new Measurement(_materials);

    private sealed class Measurement : IMaterialMeasurement
    {
        private const int Points = 240;
        private readonly (Circuit Circuit, double[] Parameters)[] _materials;
        private readonly EisSimulator[] _simulators;
        private readonly double[] _values = new double[Points];

        public Measurement((Circuit Circuit, double[] Parameters)[] materials)
        {
            _materials = materials;
            var frequencies = FrequencyGrid.Logarithmic(1e-3, 1e6, Points);
            _simulators = [.. materials.Select(material => new EisSimulator(material.Circuit, frequencies))];
        }

        public ReadOnlySpan<double> Draw(int material, ref RandomSource random)
        {
            var (circuit, usual) = _materials[material];
            var parameters = usual.ToArray();
            for (var i = 0; i < parameters.Length; i++)
                if (circuit.Parameters[i].Definition.IsLogarithmic)
                    parameters[i] *= Math.Exp(0.05 * random.NextNormal());
            var spectrum = _simulators[material]
                .Simulate(parameters, new EisOptions { NoiseLevel = LineInstrument.DrawLog(ref random, 1e-3, 2e-2) }, random.NextBits());
            for (var i = 0; i < Points; i++)
            {
                var impedance = spectrum.ImpedanceOhm[i];
                _values[i] = material % 2 == 0 ? Math.Log(Math.Max(impedance.Magnitude, 1e-12)) : impedance.Phase;
            }

            return _values;
        }
    }
}
