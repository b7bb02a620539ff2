using Debye.Crystals;

namespace Debye.Techniques.Crystal.Descriptors;

/// <summary>The surroundings of the sites: coordination, distances, distortion, how neighbours differ.</summary>
/// <remarks>What counts as bond and as close neighbour: <see cref="CrystalBonds"/>.</remarks>
internal static class SiteDescriptors
{
    private static readonly string[] Differences =
    [
        "electronegativity",
        "Mendeleev number",
        "covalent radius",
        "group",
        "ionisation energy",
        "p electrons",
        "d electrons",
        "highest orbital",
    ];

    public static void Add(CrystalSites crystal, DescriptorList list)
    {
        var orbits = crystal.Orbits.Count;
        var bonds = Enumerable.Range(0, orbits).Select(n => CrystalBonds.ByDistance(crystal, n)).ToArray();
        var shares = Enumerable.Range(0, orbits).Select(n => CrystalBonds.ByRadii(crystal, n)).ToArray();
        var angles = Enumerable.Range(0, orbits).Select(n => CrystalBonds.Angles(crystal, n, bonds[n])).ToArray();
        var middle = Middle(crystal);
        Statistics("coordination", n => bonds[n].Sum());
        Statistics("coordination of cations", n => IsNegative(crystal.NumberOf(n), middle) ? double.NaN : bonds[n].Sum());
        Statistics("coordination of anions", n => IsNegative(crystal.NumberOf(n), middle) ? bonds[n].Sum() : double.NaN);
        Statistics("distortion of bonds", n => Distortion(crystal, n, bonds[n]));
        Statistics("close neighbours", n => shares[n].Sum());
        Statistics("nearest distance", n => crystal.Neighbours[n] is [var first, ..] ? first.DistanceAngstrom : double.NaN);
        Statistics(
            "nearest relative distance",
            n =>
                crystal
                    .Neighbours[n]
                    .Select(near => Relative(crystal, n, near.Site, near.DistanceAngstrom))
                    .DefaultIfEmpty(double.NaN)
                    .Min()
        );
        Statistics("distance of close neighbours", n => Mean(n, shares[n], (_, distance) => distance));
        Statistics("distortion of close neighbours", n => Distortion(crystal, n, shares[n]));
        Statistics("angle", n => angles[n].Mean);
        Statistics("angle of anions", n => IsNegative(crystal.NumberOf(n), middle) ? angles[n].Mean : double.NaN);
        Statistics("deviation of angles", n => angles[n].Deviation);
        foreach (var name in Differences)
        {
            var of = ElementDescriptors.All.First(property => property.Name == name).Of;
            Statistics(
                "close neighbours' difference of " + name,
                n => Mean(n, shares[n], (site, _) => Math.Abs(of(crystal.Numbers[site]) - of(crystal.NumberOf(n))))
            );
        }

        Pairs(crystal, middle, list);

        void Statistics(string name, Func<int, double> of) =>
            list.AddStatistics(name, [.. Enumerable.Range(0, orbits).Select(of)], crystal.Weights);

        double Mean(int n, double[] weights, Func<int, double, double> of)
        {
            var (sum, total) = (0.0, 0.0);
            for (var k = 0; k < weights.Length; k++)
                if (of(crystal.Neighbours[n][k].Site, crystal.Neighbours[n][k].DistanceAngstrom) is var value && !double.IsNaN(value))
                    (sum, total) = (sum + (weights[k] * value), total + weights[k]);
            return sum / total;
        }
    }

    /// <summary>Shortest distances within and between the more and the less electronegative half of the elements.</summary>
    private static void Pairs(CrystalSites crystal, double middle, DescriptorList list)
    {
        var shortest = new double[3, 2];
        for (var kind = 0; kind < 3; kind++)
            (shortest[kind, 0], shortest[kind, 1]) = (double.NaN, double.NaN);
        for (var n = 0; n < crystal.Orbits.Count; n++)
            foreach (var near in crystal.Neighbours[n])
            {
                var kind = (IsNegative(crystal.NumberOf(n), middle) ? 1 : 0) + (IsNegative(crystal.Numbers[near.Site], middle) ? 1 : 0);
                var relative = Relative(crystal, n, near.Site, near.DistanceAngstrom);
                if (!(shortest[kind, 0] <= near.DistanceAngstrom))
                    shortest[kind, 0] = near.DistanceAngstrom;
                if (!(shortest[kind, 1] <= relative))
                    shortest[kind, 1] = relative;
            }

        foreach (var (kind, name) in new[] { (0, "cation and cation"), (1, "cation and anion"), (2, "anion and anion") })
        {
            list.Add("shortest of " + name, shortest[kind, 0]);
            list.Add("shortest relative of " + name, shortest[kind, 1]);
        }
    }

    /// <summary>Mean electronegativity: what lies above counts as anion.</summary>
    private static double Middle(CrystalSites crystal) =>
        crystal.Composition.Sum(part => part.Share * Electronegativity(part.AtomicNumber));

    private static bool IsNegative(int number, double middle) => Electronegativity(number) > middle;

    private static double Electronegativity(int number) => Elements.Electronegativity(number) is var x && double.IsNaN(x) ? 1.5 : x;

    private static double Relative(CrystalSites crystal, int orbit, int site, double distance) =>
        distance / CrystalSites.BondLength(crystal.NumberOf(orbit), crystal.Numbers[site]);

    /// <summary>Mean deviation of the bond lengths over their mean.</summary>
    private static double Distortion(CrystalSites crystal, int n, double[] weights)
    {
        var lengths = crystal.Neighbours[n].Select(near => near.DistanceAngstrom).ToArray();
        var total = weights.Sum();
        var mean = weights.Zip(lengths, (weight, value) => weight * value).Sum() / total;
        return weights.Zip(lengths, (weight, value) => weight * Math.Abs(value - mean)).Sum() / (total * mean);
    }
}
