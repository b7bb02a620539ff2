using System.Globalization;

namespace Debye.Crystals.Sampling;

/// <summary>Counts crystals into <see cref="CrystalStatistics"/>.</summary>
public sealed class StatisticsBuilder
{
    private readonly Dictionary<string, int> _count = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, int>> _elements = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, int>> _wyckoff = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, int>> _elementCounts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, int>> _repetitions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<double[]>> _denseness = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<double[]>> _lattice = new(StringComparer.Ordinal);
    private int _structures;

    /// <summary>Largest cell that is counted, Å³.</summary>
    public double MaxVolumeAngstrom3 { get; init; } = 7000;

    /// <summary>Largest number of independent sites of a crystal that is counted.</summary>
    public int MaxIndependentSites { get; init; } = 100;

    /// <summary>Adds a crystal.</summary>
    /// <returns>False when it is too large or holds an element without radius.</returns>
    public bool Add(AsymmetricStructure crystal)
    {
        var volume = crystal.Lattice.VolumeAngstrom3;
        if (volume > MaxVolumeAngstrom3 || crystal.Sites.Length > MaxIndependentSites || crystal.Sites.IsEmpty)
            return false;
        var atomic = crystal.Sites.Sum(site =>
            site.Occupancy * site.Wyckoff.Multiplicity * Radii.AtomicVolumeAngstrom3(site.Species.AtomicNumber)
        );
        if (!(atomic > 0))
            return false;
        var number = crystal.Setting.SpaceGroupNumber;
        var key = number.ToString(CultureInfo.InvariantCulture);
        _structures++;
        _count[key] = _count.GetValueOrDefault(key) + 1;
        var byElement = crystal.Sites.GroupBy(site => Elements.Symbol(site.Species.AtomicNumber)).ToArray();
        Increment(_elementCounts, key, byElement.Length.ToString(CultureInfo.InvariantCulture));
        foreach (var element in byElement)
        {
            Increment(_elements, key, element.Key);
            Increment(_repetitions, key, element.Count().ToString(CultureInfo.InvariantCulture));
        }

        foreach (var site in crystal.Sites)
            Increment(_wyckoff, key, site.Wyckoff.ToString());
        ListOf(_denseness, key).Add([Math.Round(volume / atomic, 5), Math.Round(atomic, 2)]);
        var system = SpaceGroups.SystemOf(number);
        if (LatticeModel.KeyOf(system) is { } type)
            ListOf(_lattice, type).Add(ShapeOf(crystal.Lattice, system));
        return true;
    }

    /// <summary>The statistics of all crystals added.</summary>
    /// <param name="source">Origin and licence of the crystals, stored in the file.</param>
    public CrystalStatistics Build(string source) =>
        new()
        {
            Source = source,
            NStructures = _structures,
            Count = _count,
            Elements = _elements,
            Wyckoff = _wyckoff,
            NUniqueElements = _elementCounts,
            Repetitions = _repetitions,
            Denseness = _denseness.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray()),
            Lattice = _lattice.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray()),
        };

    private static double[] ShapeOf(Lattice lattice, CrystalSystem system)
    {
        var unit = Math.Cbrt(lattice.VolumeAngstrom3);
        double a = lattice.A / unit,
            b = lattice.B / unit,
            c = lattice.C / unit;
        const double radians = Math.PI / 180;
        double[] shape = system switch
        {
            CrystalSystem.Tetragonal or CrystalSystem.Trigonal or CrystalSystem.Hexagonal => [a, c],
            CrystalSystem.Orthorhombic => [a, b, c],
            CrystalSystem.Monoclinic => [a, b, c, lattice.BetaDegrees * radians],
            _ => [a, b, c, lattice.AlphaDegrees * radians, lattice.BetaDegrees * radians, lattice.GammaDegrees * radians],
        };
        return [.. shape.Select(value => Math.Round(value, 5))];
    }

    private static void Increment(Dictionary<string, Dictionary<string, int>> table, string key, string bin)
    {
        if (!table.TryGetValue(key, out var histogram))
            table[key] = histogram = new Dictionary<string, int>(StringComparer.Ordinal);
        histogram[bin] = histogram.GetValueOrDefault(bin) + 1;
    }

    private static List<double[]> ListOf(Dictionary<string, List<double[]>> table, string key)
    {
        if (!table.TryGetValue(key, out var list))
            table[key] = list = [];
        return list;
    }
}
