using System.Numerics.Tensors;

namespace Debye.Techniques.Spectra.Images;

/// <summary>Markov transition field: how probable the level of one point is next to that of another.</summary>
/// <remarks>
/// Levels are between quantiles of the spectrum itself, a value on one belongs below; P[q, r] is the share of points of level q whose next
/// point has level r; pixel (i, j) is the mean of P[level of k, level of l] over the points k, l of two segments. Source: Z. Wang and T.
/// Oates, IJCAI 2015, 3939, arXiv 1506.00327. Safe from many threads.
/// </remarks>
public sealed class TransitionField
{
    private readonly TransitionFieldOptions _options;
    private readonly PiecewiseAggregation _aggregation;

    /// <summary>Prepares the segments.</summary>
    /// <param name="length">Points of a spectrum.</param>
    /// <param name="options">Settings; the size is at most <paramref name="length"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public TransitionField(int length, TransitionFieldOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (_options, _aggregation) = (options, new PiecewiseAggregation(length, options.Size));
    }

    /// <summary>Calculates the field.</summary>
    /// <param name="spectrum">As many finite values as announced.</param>
    /// <param name="destination">Room for size² pixels, row-major, 0…1.</param>
    /// <exception cref="ArgumentException">A length does not match, or a value is not finite.</exception>
    public void Fill(ReadOnlySpan<double> spectrum, Span<float> destination)
    {
        var (size, levels) = (_options.Size, _options.Levels);
        if (spectrum.Length != _aggregation.Length)
            throw new ArgumentException($"Expected {_aggregation.Length} points, got {spectrum.Length}.", nameof(spectrum));
        if (destination.Length != size * size)
            throw new ArgumentException(Invariant($"Expected room for {size}² pixels, got {destination.Length}."), nameof(destination));
        var level = Levels(spectrum);
        var (transitions, shares, next) = (Transitions(level), new double[size * levels], new double[levels]);
        for (var i = 0; i < size; i++)
        {
            var (start, end) = _aggregation.Segment(i);
            for (var k = start; k < end; k++)
                shares[i * levels + level[k]] += 1.0 / (end - start);
        }

        // The mean over two segments is a product of their shares of levels with P between.
        for (var i = 0; i < size; i++)
        {
            Array.Clear(next);
            for (var q = 0; q < levels; q++)
                TensorPrimitives.MultiplyAdd(transitions.AsSpan(q * levels, levels), shares[i * levels + q], next, next);
            for (var j = 0; j < size; j++)
                destination[i * size + j] = (float)TensorPrimitives.Dot<double>(next, shares.AsSpan(j * levels, levels));
        }
    }

    private int[] Levels(ReadOnlySpan<double> spectrum)
    {
        var sorted = spectrum.ToArray();
        Array.Sort(sorted);
        if (!double.IsFinite(sorted[0]) || !double.IsFinite(sorted[^1]))
            throw new ArgumentException("Expected finite values.", nameof(spectrum));
        var (edges, level) = (new double[_options.Levels - 1], new int[sorted.Length]);
        for (var q = 0; q < edges.Length; q++)
        {
            var place = (q + 1.0) / _options.Levels * (sorted.Length - 1);
            var below = (int)place;
            edges[q] = sorted[below] + (place - below) * (sorted[Math.Min(below + 1, sorted.Length - 1)] - sorted[below]);
        }

        for (var k = 0; k < level.Length; k++)
            while (level[k] < edges.Length && spectrum[k] > edges[level[k]])
                level[k]++;
        return level;
    }

    private double[] Transitions(int[] level)
    {
        var (levels, transitions) = (_options.Levels, new double[_options.Levels * _options.Levels]);
        for (var k = 1; k < level.Length; k++)
            transitions[level[k - 1] * levels + level[k]]++;
        for (var q = 0; q < levels; q++)
        {
            var row = transitions.AsSpan(q * levels, levels);
            var count = TensorPrimitives.Sum<double>(row);
            if (count > 0)
                TensorPrimitives.Divide(row, count, row);
        }

        return transitions;
    }
}
