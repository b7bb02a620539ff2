namespace Debye.Techniques.Spectra.Images;

/// <summary>Means over the segments that a series is cut into.</summary>
/// <remarks>
/// Segments j of s from a series of T points begin at ⌊j·T/s⌋. Overlapping ones all have ⌈T/s⌉ points, and the
/// excess is distributed evenly.
/// Source: E. Keogh, K. Chakrabarti, M. Pazzani and S. Mehrotra, Knowl. Inf. Syst. 3, 263 (2001), doi 10.1007/PL00011669.
/// </remarks>
public sealed class PiecewiseAggregation
{
    private readonly int[] _starts;
    private readonly int[] _ends;

    /// <summary>Cuts a series.</summary>
    /// <param name="length">Points of the series.</param>
    /// <param name="segments">Number of segments, 2…<paramref name="length"/>.</param>
    /// <param name="overlapping">Whether they overlap.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of segments is out of range.</exception>
    public PiecewiseAggregation(int length, int segments, bool overlapping = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(segments, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(segments, length);
        (Length, _starts, _ends) = (length, new int[segments], new int[segments]);
        var window = (length + segments - 1) / segments;
        var excess = (double)segments * window - length;
        for (var j = 0; j < segments; j++)
        {
            var shift = j == segments - 1 ? (int)excess : (int)(excess / (segments - 1) * j);
            _starts[j] = overlapping ? j * window - shift : (int)((long)j * length / segments);
            _ends[j] = overlapping ? _starts[j] + window : (int)((long)(j + 1) * length / segments);
        }
    }

    /// <summary>Points of the series.</summary>
    public int Length { get; }

    /// <summary>Number of segments.</summary>
    public int Segments => _starts.Length;

    /// <summary>First point of a segment, and the one after its last.</summary>
    public (int Start, int End) Segment(int index) => (_starts[index], _ends[index]);

    /// <summary>Means of the segments.</summary>
    /// <param name="series"><see cref="Length"/> finite values.</param>
    /// <param name="destination">Room for <see cref="Segments"/> means.</param>
    /// <exception cref="ArgumentException">The length does not match, or a value is not finite.</exception>
    public void Apply(ReadOnlySpan<double> series, Span<double> destination)
    {
        if (series.Length != Length)
            throw new ArgumentException($"Expected {Length} points, got {series.Length}.", nameof(series));
        for (var j = 0; j < destination.Length; j++)
        {
            var sum = 0.0;
            foreach (var value in series[_starts[j].._ends[j]])
                sum += value;
            if (!double.IsFinite(sum))
                throw new ArgumentException(
                    Invariant($"Expected finite values, found others in points {_starts[j]}…{_ends[j] - 1}."),
                    nameof(series)
                );
            destination[j] = sum / (_ends[j] - _starts[j]);
        }
    }
}
