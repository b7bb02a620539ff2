using System.Globalization;
using Debye.Numerics;

namespace Debye.Crystals.Sampling;

/// <summary>The distributions of one space group, ready to draw from.</summary>
internal sealed class SpaceGroupModel
{
    // Bandwidths of the conditional kernel density p(factor | atomic volume): Schopmans et al. 2023, code of ML4pXRDs.
    private const double FactorBandwidth = 0.0530715103;
    private const double VolumeBandwidthAngstrom3 = 104.043070;

    private readonly int[] _elements;
    private readonly DiscreteDistribution _elementWeights;
    private readonly DiscreteDistribution _elementCounts;
    private readonly int[] _elementCountValues;
    private readonly DiscreteDistribution _repetitions;
    private readonly int[] _repetitionValues;
    private readonly WyckoffPosition[] _positions;
    private readonly DiscreteDistribution _positionWeights;
    private readonly double[][] _denseness;

    public SpaceGroupModel(int spaceGroup, CrystalStatistics statistics)
    {
        var key = spaceGroup.ToString(CultureInfo.InvariantCulture);
        Setting = SpaceGroups.Default(spaceGroup);
        var elements = statistics
            .Elements[key]
            .Select(pair => (Number: Crystals.Elements.AtomicNumber(pair.Key), pair.Value))
            .Where(pair => pair.Number is >= 1 and <= 94 && double.IsFinite(Radii.AtomicVolumeAngstrom3(pair.Number)))
            .OrderBy(pair => pair.Number)
            .ToArray();
        _elements = [.. elements.Select(pair => pair.Number)];
        _elementWeights = new DiscreteDistribution(elements.Select(pair => (double)pair.Value));
        (_elementCountValues, _elementCounts) = Histogram(statistics.NUniqueElements[key]);
        (_repetitionValues, _repetitions) = Histogram(statistics.Repetitions[key]);
        var positions = Setting
            .WyckoffPositions.Select(position =>
                (position, Weight: statistics.Wyckoff[key].GetValueOrDefault(Invariant($"{position.Multiplicity}{position.Letter}")))
            )
            .Where(pair => pair.Weight > 0)
            .ToArray();
        if (positions.Length == 0)
            throw new ArgumentException(
                Invariant($"The statistics name no Wyckoff position of space group {spaceGroup}."),
                nameof(statistics)
            );
        _positions = [.. positions.Select(pair => pair.position)];
        _positionWeights = new DiscreteDistribution(positions.Select(pair => (double)pair.Weight));
        _denseness = [.. statistics.Denseness[key].Where(pair => pair.Length == 2 && pair[0] > 0.1 && pair[1] > 0)];
        if (_denseness.Length == 0)
            throw new ArgumentException(Invariant($"The statistics hold no denseness for space group {spaceGroup}."), nameof(statistics));
        MaxAtomicVolume = _denseness.Max(pair => pair[1]);
    }

    public SpaceGroupSetting Setting { get; }

    public double MaxAtomicVolume { get; }

    public int DrawElementCount(ref RandomSource random) =>
        Math.Min(_elements.Length, _elementCountValues[_elementCounts.Draw(ref random)]);

    public int DrawElement(ref RandomSource random) => _elements[_elementWeights.Draw(ref random)];

    public int DrawRepetitions(ref RandomSource random) => _repetitionValues[_repetitions.Draw(ref random)];

    public WyckoffPosition DrawPosition(ref RandomSource random) => _positions[_positionWeights.Draw(ref random)];

    /// <summary>Cell volume over atomic volume given the atomic volume: an exact draw from the conditional kernel density.</summary>
    public double? DrawDenseness(double atomicVolume, ref RandomSource random)
    {
        double total = 0;
        foreach (var pair in _denseness)
            total += Kernel(pair[1] - atomicVolume);
        if (!(total > 1e-12))
            return null;
        var target = random.NextDouble() * total;
        var chosen = _denseness[^1];
        foreach (var pair in _denseness)
        {
            target -= Kernel(pair[1] - atomicVolume);
            if (target > 0)
                continue;
            chosen = pair;
            break;
        }

        var factor = chosen[0] + FactorBandwidth * random.NextNormal();
        return factor > 0.2 ? factor : null;
    }

    private static double Kernel(double distance) =>
        Math.Exp(-0.5 * distance * distance / (VolumeBandwidthAngstrom3 * VolumeBandwidthAngstrom3));

    private static (int[] Values, DiscreteDistribution Weights) Histogram(Dictionary<string, int> histogram)
    {
        var bins = histogram
            .Select(pair => (Value: int.Parse(pair.Key, CultureInfo.InvariantCulture), pair.Value))
            .Where(pair => pair.Item1 >= 1)
            .OrderBy(pair => pair.Item1)
            .ToArray();
        return ([.. bins.Select(bin => bin.Item1)], new DiscreteDistribution(bins.Select(bin => (double)bin.Item2)));
    }
}
