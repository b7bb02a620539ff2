using Debye.Learning.Tables;
using Debye.Learning.Trees;

namespace Debye.Learning.Baselines;

/// <summary>What happens to curves before they are multiplied, and the distance of one pair to full precision.</summary>
internal sealed class NeighbourPreparation
{
    private readonly StretchSearch? _search;
    private readonly Standardisation? _standardisation;
    private readonly (int Start, int End)[] _windows;

    public NeighbourPreparation(FeatureTable examples, NearestNeighboursOptions options)
    {
        Metric = options.Metric;
        _search = options.Stretch;
        Factors = _search?.Factors() ?? [1.0];
        _windows = [.. Factors.Select(factor => _search?.Window(factor, examples.Columns) ?? (0, examples.Columns))];
        if (Metric == NeighbourMetric.StandardisedEuclidean)
            _standardisation = Standardisation.Of(examples);
    }

    /// <summary>The distance.</summary>
    public NeighbourMetric Metric { get; }

    /// <summary>Stretches; 1 alone where none are searched.</summary>
    public double[] Factors { get; }

    /// <summary>A training example, ready for products: standardised, or centred and of norm 1.</summary>
    public void Example(ReadOnlySpan<float> row, Span<float> destination)
    {
        if (_standardisation is not null)
        {
            _standardisation.Apply(row, destination);
            return;
        }

        row.CopyTo(destination);
        Normalise(destination);
    }

    /// <summary>A curve read at one stretch, ready for products: zero outside the window.</summary>
    public void Query(ReadOnlySpan<float> row, int stretch, Span<float> destination)
    {
        if (_standardisation is not null)
        {
            _standardisation.Apply(row, destination);
            return;
        }

        if (_search is null)
            row.CopyTo(destination);
        else
            _search.Resample(row, Factors[stretch], destination);
        Normalise(destination[_windows[stretch].Start.._windows[stretch].End]);
    }

    /// <summary>1 over the norm of an example within a window, about its mean there; 0 where it is constant.</summary>
    public float InverseNorm(ReadOnlySpan<float> example, int stretch)
    {
        var (_, squares) = Moments(example[_windows[stretch].Start.._windows[stretch].End]);
        return squares > 1e-10 ? (float)(1 / Math.Sqrt(squares)) : 0;
    }

    /// <summary>Smallest distance over the stretches, and where; both arguments as they were given by the caller.</summary>
    public (double Distance, double Stretch) Measure(ReadOnlySpan<float> row, ReadOnlySpan<float> example)
    {
        Span<float> prepared = new float[example.Length];
        Span<float> query = new float[row.Length];
        Example(example, prepared);
        var best = (Distance: double.PositiveInfinity, Stretch: 1.0);
        for (var s = 0; s < Factors.Length; s++)
        {
            Query(row, s, query);
            var (start, end) = _windows[s];
            var distance = Metric == NeighbourMetric.Pearson ? Angle(query[start..end], prepared[start..end]) : Between(query, prepared);
            if (distance < best.Distance)
                best = (distance, Factors[s]);
        }

        return best;
    }

    /// <summary>√(2 − 2ρ); √2 where a curve is constant.</summary>
    private static double Angle(ReadOnlySpan<float> query, ReadOnlySpan<float> example)
    {
        var ((meanA, squaresA), (meanB, squaresB)) = (Moments(query), Moments(example));
        if (squaresA < 1e-10 || squaresB < 1e-10)
            return Math.Sqrt(2);
        var (scaleA, scaleB) = (1 / Math.Sqrt(squaresA), 1 / Math.Sqrt(squaresB));
        double sum = 0;
        for (var i = 0; i < query.Length; i++)
        {
            var difference = (query[i] - meanA) * scaleA - (example[i] - meanB) * scaleB;
            sum += difference * difference;
        }

        return Math.Sqrt(sum);
    }

    private static double Between(ReadOnlySpan<float> query, ReadOnlySpan<float> example)
    {
        double sum = 0;
        for (var i = 0; i < query.Length; i++)
            sum += ((double)query[i] - example[i]) * ((double)query[i] - example[i]);
        return Math.Sqrt(sum);
    }

    private static void Normalise(Span<float> values)
    {
        var (mean, squares) = Moments(values);
        var scale = squares > 1e-12 * mean * mean * values.Length ? 1 / Math.Sqrt(squares) : 0;
        foreach (ref var value in values)
            value = (float)((value - mean) * scale);
    }

    /// <summary>Mean, and the sum of squares about it.</summary>
    private static (double Mean, double Squares) Moments(ReadOnlySpan<float> values)
    {
        double mean = 0,
            squares = 0;
        foreach (var value in values)
            mean += value;
        mean /= values.Length;
        foreach (var value in values)
            squares += (value - mean) * (value - mean);
        return (mean, squares);
    }
}
