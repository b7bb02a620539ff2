using Debye.Spectra;
using Debye.Techniques.Eis;
using Debye.Techniques.Eis.Circuits;

namespace Debye.Learning.Techniques.Eis;

/// <summary>Half a per cent of noise on a resistor and a depressed arc.</summary>
internal sealed class EisProof : TechniqueProof
{
    /// <inheritdoc/>
    public override double[] Simulate(ulong seed) =>
        [.. Spectrum(seed).ImpedanceOhm.ToArray().SelectMany(value => new[] { value.Real, value.Imaginary })];

    /// <inheritdoc/>
    public override object Probe(ulong seed) => Spectrum(seed);

    private static ImpedanceSpectrum Spectrum(ulong seed) =>
        new EisSimulator(Circuit.Parse("R0-p(R1,CPE1)"), FrequencyGrid.Logarithmic(1e5, 0.01, 50)).Simulate(
            [5, 100, 1e-5, 0.9],
            new EisOptions { NoiseLevel = 0.005 },
            seed
        );
}
