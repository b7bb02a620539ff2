using System.Numerics;
using Debye.Spectra;
using Debye.Techniques.Eis.Circuits;

namespace Debye.Techniques.Eis;

/// <summary>Circuit and parameters in, impedance spectrum out. Keeps buffers: one simulator for each thread.</summary>
/// <example><code>
/// var simulator = new EisSimulator(Circuit.Parse("R0-p(R1,CPE1)"), FrequencyGrid.Logarithmic(0.1, 1e5, 60));
/// var spectrum = simulator.Simulate([10, 100, 1e-5, 0.9], new EisOptions { NoiseLevel = 0.01 }, seed: 1);
/// </code></example>
public sealed class EisSimulator
{
    private readonly CircuitWorkspace _workspace;
    private readonly double[] _frequencyHertz;
    private readonly Complex[] _impedance;

    /// <summary>Creates a simulator.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="frequencyHertz">Frequencies in the order of measuring, Hz, finite and above 0.</param>
    /// <exception cref="ArgumentException">There is no frequency, or one is not finite and above 0.</exception>
    public EisSimulator(Circuit circuit, ReadOnlySpan<double> frequencyHertz)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        Circuit = circuit;
        _workspace = new CircuitWorkspace(circuit, new FrequencyGrid(frequencyHertz));
        _frequencyHertz = frequencyHertz.ToArray();
        _impedance = new Complex[frequencyHertz.Length];
    }

    /// <summary>The circuit.</summary>
    public Circuit Circuit { get; }

    /// <summary>The frequencies, Hz.</summary>
    public ReadOnlySpan<double> FrequencyHertz => _frequencyHertz;

    /// <summary>Simulates one measurement.</summary>
    /// <param name="parameters">One value for each parameter of the circuit, in its unit.</param>
    /// <param name="options">What goes wrong; null for nothing.</param>
    /// <param name="seed">Seed of noise and outliers: the same seed gives the same spectrum.</param>
    /// <returns>The spectrum, with the circuit as its source.</returns>
    /// <exception cref="ArgumentException">The number of parameters is wrong, or they give an impedance that is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public ImpedanceSpectrum Simulate(ReadOnlySpan<double> parameters, EisOptions? options = null, ulong seed = 1)
    {
        options?.Validate();
        Circuit.Evaluate(_workspace, parameters, withDerivatives: false);
        for (var i = 0; i < _impedance.Length; i++)
            _impedance[i] = new Complex(_workspace.Real[i], _workspace.Imaginary[i]);
        if (options is not null)
            EisDisturbance.Apply(_frequencyHertz, _impedance, options, seed);
        return new ImpedanceSpectrum(_frequencyHertz, _impedance)
        {
            Source = Circuit.ToString(CircuitNotation.Dashes, withSettings: false),
        };
    }

    /// <summary>Simulates many undisturbed spectra: the fast way.</summary>
    /// <param name="parameters">Parameters of one spectrum after those of the other.</param>
    /// <param name="real">Receives Z′, Ω, one spectrum after the other.</param>
    /// <param name="imaginary">Receives Z″, Ω, likewise.</param>
    /// <exception cref="ArgumentException">The lengths do not fit each other.</exception>
    public void SimulateMany(ReadOnlySpan<double> parameters, Span<double> real, Span<double> imaginary)
    {
        var (width, points) = (Circuit.Parameters.Length, _frequencyHertz.Length);
        var count = parameters.Length / width;
        if (parameters.Length != count * width || real.Length != count * points || imaginary.Length != count * points)
            throw new ArgumentException(
                Invariant($"Expected {width} parameters and twice {points} results for each spectrum, got ")
                    + Invariant($"{parameters.Length}, {real.Length} and {imaginary.Length}."),
                nameof(parameters)
            );
        for (var i = 0; i < count; i++)
        {
            Circuit.Evaluate(_workspace, parameters.Slice(i * width, width), withDerivatives: false);
            _workspace.Real[..points].CopyTo(real[(i * points)..]);
            _workspace.Imaginary[..points].CopyTo(imaginary[(i * points)..]);
        }
    }
}
