using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Debye.Numerics;

namespace Debye.Crystals.Sampling;

/// <summary>Why a try made no crystal.</summary>
public enum SamplingFailure
{
    /// <summary>A crystal was made.</summary>
    None,

    /// <summary>Elements and sites could not be drawn together.</summary>
    Composition,

    /// <summary>No plausible volume for these atoms.</summary>
    Volume,

    /// <summary>The drawn cell is impossible.</summary>
    Cell,

    /// <summary>The atoms do not fit without touching.</summary>
    Packing,

    /// <summary>The crystal has more symmetry than asked.</summary>
    Symmetry,
}

/// <summary>What a draw gave.</summary>
/// <param name="Crystal">The crystal; null when every try failed.</param>
/// <param name="Tries">Tries used.</param>
/// <param name="LastFailure">Why the last failed try failed; <see cref="SamplingFailure.None"/> when the first try succeeded.</param>
public readonly record struct SamplingResult(AsymmetricStructure? Crystal, int Tries, SamplingFailure LastFailure);

/// <summary>Draws synthetic crystals of a given space group whose composition, sites, density and cell follow real crystals.</summary>
/// <remarks>
/// After H. Schopmans et al., Digital Discovery 2, 1414 (2023), doi 10.1039/D3DD00071K, with shortest distances,
/// cells of exactly the drawn volume, and a direct test that the crystal has no more symmetry than asked.
/// Crystal number i of a seed is the same whatever was drawn before and on whatever thread. Thread-safe.
/// </remarks>
public sealed class CrystalSampler
{
    private const int PlacementTries = 24;
    private const int CellsPerComposition = 3;
    private readonly CrystalStatistics _statistics;
    private readonly CrystalSamplerOptions _options;
    private readonly ConcurrentDictionary<int, (SpaceGroupModel Model, HigherSymmetryTest Test)> _groups = new();
    private readonly ConcurrentDictionary<string, LatticeModel> _lattices = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<OrbitPlacer> _placers = [];
    private readonly DiscreteDistribution _spaceGroupWeights;

    /// <summary>Creates a sampler.</summary>
    /// <param name="statistics">Statistics of real crystals.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    public CrystalSampler(CrystalStatistics statistics, CrystalSamplerOptions? options = null)
    {
        _statistics = statistics;
        _options = options ?? new CrystalSamplerOptions();
        _options.Validate();
        SpaceGroupNumbers = statistics.SpaceGroups;
        _spaceGroupWeights = new DiscreteDistribution(
            SpaceGroupNumbers.Select(number => (double)statistics.Count[number.ToString(CultureInfo.InvariantCulture)])
        );
    }

    /// <summary>Space groups that can be asked for.</summary>
    public ImmutableArray<int> SpaceGroupNumbers { get; }

    /// <summary>Draws a space group with its frequency in the statistics.</summary>
    public int DrawSpaceGroup(ref RandomSource random) => SpaceGroupNumbers[_spaceGroupWeights.Draw(ref random)];

    /// <summary>Draws crystal number <paramref name="index"/> of a seed.</summary>
    /// <param name="spaceGroup">Space-group number; must be one of <see cref="SpaceGroupNumbers"/>.</param>
    /// <param name="seed">Seed of the series.</param>
    /// <param name="index">Number within the series.</param>
    public SamplingResult Sample(int spaceGroup, ulong seed, long index)
    {
        var random = new RandomSource(seed, ((ulong)spaceGroup << 48) ^ (ulong)index);
        return Sample(spaceGroup, ref random);
    }

    /// <summary>Draws a crystal with a generator of the caller's.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The statistics hold no crystal of this space group.</exception>
    public SamplingResult Sample(int spaceGroup, ref RandomSource random)
    {
        if (!_statistics.Count.ContainsKey(spaceGroup.ToString(CultureInfo.InvariantCulture)))
            throw new ArgumentOutOfRangeException(nameof(spaceGroup), spaceGroup, "The statistics hold no crystal of this space group.");
        var (model, test) = _groups.GetOrAdd(
            spaceGroup,
            number =>
                (
                    new SpaceGroupModel(number, _statistics),
                    new HigherSymmetryTest(SpaceGroups.Default(number), _options.SymmetryToleranceAngstrom)
                )
        );
        if (!_placers.TryTake(out var placer))
            placer = new OrbitPlacer();
        var failure = SamplingFailure.None;
        var last = SamplingFailure.None;
        AsymmetricStructure? crystal = null;
        var tries = 0;
        while (crystal is null && tries < _options.MaxTries)
        {
            tries++;
            (crystal, failure) = Try(model, test, placer, ref random);
            if (crystal is null)
                last = failure;
        }

        _placers.Add(placer);
        return new SamplingResult(crystal, tries, last);
    }

    private (AsymmetricStructure?, SamplingFailure) Try(
        SpaceGroupModel model,
        HigherSymmetryTest test,
        OrbitPlacer placer,
        ref RandomSource random
    )
    {
        var plan = SitePlan.Draw(model, _options.MaxIndependentSites, _options.MaxAtoms, ref random);
        if (plan is null)
            return (null, SamplingFailure.Composition);
        if (plan.AtomicVolume > model.MaxAtomicVolume)
            return (null, SamplingFailure.Volume);
        if (model.DrawDenseness(plan.AtomicVolume, ref random) is not { } denseness)
            return (null, SamplingFailure.Volume);
        var volume = plan.AtomicVolume * denseness;
        if (volume > _options.MaxVolumeAngstrom3 || volume < 0.75 * plan.AtomCount)
            return (null, SamplingFailure.Volume);
        var failure = SamplingFailure.Cell;
        for (var c = 0; c < CellsPerComposition; c++)
        {
            if (LatticeOf(model.Setting).Draw(volume, ref random) is not { } lattice)
                continue;
            failure = SamplingFailure.Packing;
            if (Place(plan, lattice, placer, ref random) is not { } positions)
                continue;
            var crystal = new AsymmetricStructure
            {
                Setting = model.Setting,
                Lattice = lattice,
                Sites = plan.Sites(positions),
            };
            return HasMoreSymmetry(crystal, test) ? (null, SamplingFailure.Symmetry) : (crystal, SamplingFailure.None);
        }

        return (null, failure);
    }

    private LatticeModel LatticeOf(SpaceGroupSetting setting)
    {
        var system = SpaceGroups.SystemOf(setting.SpaceGroupNumber);
        var key = LatticeModel.KeyOf(system) ?? "cubic";
        return _lattices.GetOrAdd(key, name => new LatticeModel(system, _statistics.Lattice.GetValueOrDefault(name, [])));
    }

    private FractionalPosition[]? Place(SitePlan plan, Lattice lattice, OrbitPlacer placer, ref RandomSource random)
    {
        placer.Start(lattice, _options.ContactFactor, plan.LargestRadius);
        var positions = new FractionalPosition[plan.Count];
        for (var i = 0; i < plan.Count; i++)
        {
            if (placer.TryPlace(plan.Position(i), plan.Radius(i), PlacementTries, ref random) is not { } placed)
                return null;
            positions[i] = placed;
        }

        return positions;
    }

    private static bool HasMoreSymmetry(AsymmetricStructure crystal, HigherSymmetryTest test)
    {
        var count = crystal.AtomCount;
        var types = new int[count];
        var positions = new FractionalPosition[count];
        var atom = 0;
        foreach (var site in crystal.Sites)
        foreach (var map in site.Wyckoff.Positions)
            (types[atom], positions[atom++]) = (site.Species.AtomicNumber, map.Apply(site.Position).Wrapped());
        return test.HasMore(crystal.Lattice, types, positions);
    }
}
