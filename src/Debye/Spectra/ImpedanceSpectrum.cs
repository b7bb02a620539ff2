using System.Collections.Immutable;
using System.Numerics;

namespace Debye.Spectra;

/// <summary>
/// A measured or simulated impedance spectrum: frequencies and one complex impedance for each, in the order they were given.
/// </summary>
public sealed class ImpedanceSpectrum
{
    private readonly double[] _frequencyHertz;
    private readonly Complex[] _impedanceOhm;

    /// <summary>Creates a spectrum; the arrays are copied.</summary>
    /// <param name="frequencyHertz">Finite frequencies above 0, Hz, in any order.</param>
    /// <param name="impedanceOhm">As many finite impedances, Ω; capacitive ones have a negative imaginary part.</param>
    /// <exception cref="ArgumentException">Lengths differ, there is no point, or a value is not finite or a frequency not above
    /// 0.</exception>
    public ImpedanceSpectrum(ReadOnlySpan<double> frequencyHertz, ReadOnlySpan<Complex> impedanceOhm)
    {
        if (frequencyHertz.Length != impedanceOhm.Length || frequencyHertz.IsEmpty)
            throw new ArgumentException(
                $"Expected one impedance for each of at least one frequency, got {frequencyHertz.Length} frequencies and "
                    + $"{impedanceOhm.Length} impedances.",
                nameof(impedanceOhm)
            );
        for (var i = 0; i < frequencyHertz.Length; i++)
        {
            if (!(frequencyHertz[i] > 0) || !double.IsFinite(frequencyHertz[i]))
                throw new ArgumentException(
                    Invariant($"Frequency {i} is {frequencyHertz[i]:g8} Hz, expected a finite number above 0."),
                    nameof(frequencyHertz)
                );
            if (!Complex.IsFinite(impedanceOhm[i]))
                throw new ArgumentException(
                    Invariant($"The impedance of point {i} ({frequencyHertz[i]:g8} Hz) is not finite."),
                    nameof(impedanceOhm)
                );
        }

        _frequencyHertz = frequencyHertz.ToArray();
        _impedanceOhm = impedanceOhm.ToArray();
    }

    /// <summary>Frequencies f (not ω), Hz.</summary>
    public ReadOnlySpan<double> FrequencyHertz => _frequencyHertz;

    /// <summary>Impedances Z′ + iZ″, Ω.</summary>
    public ReadOnlySpan<Complex> ImpedanceOhm => _impedanceOhm;

    /// <summary>Number of points.</summary>
    public int Length => _frequencyHertz.Length;

    /// <summary>Where it came from: a file name, an id.</summary>
    public string Source { get; init; } = "";

    /// <summary>What was corrected or assumed while the file was read, one sentence each; empty where nothing was.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];
}
