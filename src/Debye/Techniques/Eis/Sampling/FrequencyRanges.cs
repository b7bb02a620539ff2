using Debye.Numerics;

namespace Debye.Techniques.Eis.Sampling;

/// <summary>Frequencies that instruments sweep: lowest, highest and points for each decade are drawn independently.</summary>
public sealed record FrequencyRanges
{
    /// <summary>Lowest frequencies to choose from, Hz; default 1 mHz to 1 Hz.</summary>
    public IReadOnlyList<double> LowestHertz { get; init; } = [1e-3, 1e-2, 0.1, 1];

    /// <summary>Highest frequencies to choose from, Hz; default 10 kHz to 1 MHz.</summary>
    public IReadOnlyList<double> HighestHertz { get; init; } = [1e4, 1e5, 2e5, 1e6];

    /// <summary>Points for each decade to choose from, 1…1000; default 6, 8 and 10.</summary>
    public IReadOnlyList<int> PointsPerDecade { get; init; } = [6, 8, 10];

    /// <summary>Draws the frequencies of one sweep, Hz, descending as instruments measure.</summary>
    public double[] Draw(ref RandomSource random)
    {
        var low = LowestHertz[random.NextInt(LowestHertz.Count)];
        var high = HighestHertz[random.NextInt(HighestHertz.Count)];
        var count = (int)Math.Round(Math.Log10(high / low) * PointsPerDecade[random.NextInt(PointsPerDecade.Count)]) + 1;
        return FrequencyGrid.Logarithmic(high, low, Math.Max(2, count));
    }

    /// <summary>Checks the lists.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A list is empty or a value out of range.</exception>
    public void Validate()
    {
        if (LowestHertz is not { Count: > 0 } || HighestHertz is not { Count: > 0 } || PointsPerDecade is not { Count: > 0 })
            throw new ArgumentOutOfRangeException(nameof(LowestHertz), "Expected at least one value in each list.");
        if (!(LowestHertz.Min() > 0 && HighestHertz.Min() > LowestHertz.Max() && double.IsFinite(HighestHertz.Max())))
            throw new ArgumentOutOfRangeException(
                nameof(HighestHertz),
                HighestHertz.Min(),
                "Expected frequencies above 0 Hz, each highest above each lowest."
            );
        if (PointsPerDecade.Min() < 1 || PointsPerDecade.Max() > 1000)
            throw new ArgumentOutOfRangeException(
                nameof(PointsPerDecade),
                PointsPerDecade.Min(),
                "Expected 1…1000 points for each decade."
            );
    }
}
