namespace Debye.Techniques.Eis;

/// <summary>Frequencies with what every element needs of them: ω and ln ω, padded to whole vectors.</summary>
/// <remarks>Padding repeats the last frequency, so that kernels need no remainder loop. Immutable; may be shared by threads.</remarks>
public sealed class FrequencyGrid
{
    /// <summary>Kernels work on this many points at a time; padded lengths are multiples of it.</summary>
    public const int Lanes = 8;

    private readonly double[] _omega;
    private readonly double[] _lnOmega;

    /// <summary>Creates a grid.</summary>
    /// <param name="frequencyHertz">At least one finite frequency above 0, Hz, in any order.</param>
    /// <exception cref="ArgumentException">There is none, or one is not finite and above 0.</exception>
    public FrequencyGrid(ReadOnlySpan<double> frequencyHertz)
    {
        if (frequencyHertz.IsEmpty)
            throw new ArgumentException("Expected at least one frequency, got none.", nameof(frequencyHertz));
        Count = frequencyHertz.Length;
        PaddedCount = (Count + Lanes - 1) / Lanes * Lanes;
        _omega = new double[PaddedCount];
        _lnOmega = new double[PaddedCount];
        for (var i = 0; i < PaddedCount; i++)
        {
            var frequency = frequencyHertz[Math.Min(i, Count - 1)];
            if (!(frequency > 0) || !double.IsFinite(frequency))
                throw new ArgumentException(
                    Invariant($"Frequency {i} is {frequency:g8} Hz, expected a finite number above 0."),
                    nameof(frequencyHertz)
                );
            _omega[i] = 2 * Math.PI * frequency;
            _lnOmega[i] = Math.Log(_omega[i]);
        }
    }

    /// <summary>Number of frequencies.</summary>
    public int Count { get; }

    /// <summary>Number of frequencies with padding.</summary>
    public int PaddedCount { get; }

    /// <summary>Angular frequencies ω = 2πf, rad/s, <see cref="PaddedCount"/> of them.</summary>
    public ReadOnlySpan<double> OmegaRadianPerSecond => _omega;

    /// <summary>ln(ω s), <see cref="PaddedCount"/> of them.</summary>
    public ReadOnlySpan<double> LnOmega => _lnOmega;

    /// <summary>Frequencies evenly spaced in ln f.</summary>
    /// <param name="lowHertz">First frequency, Hz, above 0.</param>
    /// <param name="highHertz">Last frequency, Hz, above 0; may be below the first.</param>
    /// <param name="count">Number of points, at least 2.</param>
    /// <returns>The frequencies, Hz; both ends are exact.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An end is not finite and above 0, or there are fewer than two points.</exception>
    public static double[] Logarithmic(double lowHertz, double highHertz, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        if (!(lowHertz > 0) || !double.IsFinite(lowHertz))
            throw new ArgumentOutOfRangeException(nameof(lowHertz), lowHertz, "Expected a finite frequency above 0 Hz.");
        if (!(highHertz > 0) || !double.IsFinite(highHertz))
            throw new ArgumentOutOfRangeException(nameof(highHertz), highHertz, "Expected a finite frequency above 0 Hz.");
        var result = new double[count];
        var (start, step) = (Math.Log(lowHertz), (Math.Log(highHertz) - Math.Log(lowHertz)) / (count - 1));
        for (var i = 0; i < count; i++)
            result[i] = Math.Exp(start + i * step);
        (result[0], result[^1]) = (lowHertz, highHertz);
        return result;
    }
}
