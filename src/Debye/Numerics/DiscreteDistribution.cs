namespace Debye.Numerics;

/// <summary>Draws indices with given weights by binary search in the running sum.</summary>
public sealed class DiscreteDistribution
{
    private readonly double[] _cumulative;

    /// <summary>Creates the distribution.</summary>
    /// <param name="weights">Non-negative weights, at least one positive; need not sum to one.</param>
    public DiscreteDistribution(IEnumerable<double> weights)
    {
        double sum = 0;
        _cumulative =
        [
            .. weights.Select(weight =>
                double.IsFinite(weight) && weight >= 0
                    ? sum += weight
                    : throw new ArgumentException(Invariant($"A weight is {weight}."), nameof(weights))
            ),
        ];
        if (!(sum > 0))
            throw new ArgumentException("No weight is positive.", nameof(weights));
    }

    /// <summary>Number of indices.</summary>
    public int Count => _cumulative.Length;

    /// <summary>Draws an index.</summary>
    public int Draw(ref RandomSource random)
    {
        var target = random.NextDouble() * _cumulative[^1];
        var index = Array.BinarySearch(_cumulative, target);
        index = index < 0 ? ~index : index + 1;
        return Math.Min(index, _cumulative.Length - 1);
    }
}
