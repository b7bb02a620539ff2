using System.Numerics.Tensors;

namespace Debye.Techniques.Spectra.Images;

/// <summary>Recurrence plot: where a spectrum is in the state in which it was before.</summary>
/// <remarks>
/// State i is (xᵢ, xᵢ₊τ, …); pixel (i, j) is 1 where states i and j are no farther apart than the threshold, else 0, or their Euclidean
/// distance. Source: J.-P. Eckmann, S. Oliffson Kamphorst and D. Ruelle, Europhys. Lett. 4, 973 (1987), doi 10.1209/0295-5075/4/9/004.
/// Safe from many threads.
/// </remarks>
public sealed class RecurrencePlot
{
    private readonly RecurrencePlotOptions _options;
    private readonly PiecewiseAggregation _aggregation;

    /// <summary>Prepares the segments.</summary>
    /// <param name="length">Points of a spectrum.</param>
    /// <param name="options">Settings; its points are at most <paramref name="length"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public RecurrencePlot(int length, RecurrencePlotOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (_options, _aggregation) = (options, new PiecewiseAggregation(length, options.Points));
    }

    /// <summary>Calculates the plot.</summary>
    /// <param name="spectrum">As many finite values as announced.</param>
    /// <param name="destination">Room for size² pixels, row-major; 0 or 1, or distances in the unit of the spectrum.</param>
    /// <exception cref="ArgumentException">A length does not match, or a value is not finite.</exception>
    public void Fill(ReadOnlySpan<double> spectrum, Span<float> destination)
    {
        var (size, points) = (_options.Size, new double[_options.Points]);
        if (destination.Length != size * size)
            throw new ArgumentException(Invariant($"Expected room for {size}² pixels, got {destination.Length}."), nameof(destination));
        _aggregation.Apply(spectrum, points);
        for (var i = 0; i < size; i++)
        for (var j = i; j < size; j++)
            destination[i * size + j] = destination[j * size + i] = (float)Distance(points, i, j);
        if (_options.Threshold is not { } share)
            return;
        var limit = share * TensorPrimitives.Max<float>(destination);
        foreach (ref var pixel in destination)
            pixel = pixel <= limit ? 1 : 0;
    }

    private double Distance(double[] points, int i, int j)
    {
        var sum = 0.0;
        for (var k = 0; k < _options.Dimension; k++)
        {
            var difference = points[i + k * _options.Delay] - points[j + k * _options.Delay];
            sum += difference * difference;
        }

        return Math.Sqrt(sum);
    }
}
