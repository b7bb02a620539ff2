using Debye.Crystals;

namespace Debye.Techniques.Crystal.Descriptors;

/// <summary>The surroundings of the sites: coordination, distances, distortion, how neighbours differ.</summary>
/// <remarks>
/// A neighbour counts as bonded by a smooth share of its distance: 1/(1 + exp(-16 (4/3 R/d - 1))), R the sum of the covalent radii
/// (S. Grimme et al., J. Chem. Phys. 132, 154104 (2010), doi 10.1063/1.3382344).
/// </remarks>
internal static class SiteDescriptors
{
    private static readonly string[] Differences = ["electronegativity", "Mendeleev number", "covalent radius", "group", "ionisation energy", "p electrons", "d electrons", "highest orbital"];

    public static void Add(CrystalSites crystal, DescriptorList list)
    {
        var orbits = crystal.Orbits.Count;
        var shares = new double[orbits][];
        for (var n = 0; n < orbits; n++) shares[n] = [.. crystal.Neighbours[n].Select(neighbour => BondShare(crystal, n, neighbour.Site, neighbour.DistanceAngstrom))];
        Statistics("coordination", n => shares[n].Sum());
        Statistics("nearest distance", n => crystal.Neighbours[n] is [var first, ..] ? first.DistanceAngstrom : double.NaN);
        Statistics("nearest relative distance", n => crystal.Neighbours[n].Select(near => Relative(crystal, n, near.Site, near.DistanceAngstrom)).DefaultIfEmpty(double.NaN).Min());
        Statistics("bond length", n => Mean(n, shares[n], (_, distance) => distance));
        Statistics("distortion", n => Distortion(crystal, n, shares[n]));
        foreach (var name in Differences)
        {
            var of = ElementDescriptors.All.First(property => property.Name == name).Of;
            Statistics("bonds' difference of " + name, n => Mean(n, shares[n], (site, _) => Math.Abs(of(crystal.Numbers[site]) - of(crystal.NumberOf(n)))));
        }

        Pairs(crystal, list);

        void Statistics(string name, Func<int, double> of) => list.AddStatistics(name, [.. Enumerable.Range(0, orbits).Select(of)], crystal.Weights);

        double Mean(int n, double[] weights, Func<int, double, double> of)
        {
            var (sum, total) = (0.0, 0.0);
            for (var k = 0; k < weights.Length; k++)
                if (of(crystal.Neighbours[n][k].Site, crystal.Neighbours[n][k].DistanceAngstrom) is var value && !double.IsNaN(value)) (sum, total) = (sum + (weights[k] * value), total + weights[k]);
            return sum / total;
        }
    }

    /// <summary>Shortest distances within and between the more and the less electronegative half of the elements.</summary>
    private static void Pairs(CrystalSites crystal, DescriptorList list)
    {
        var middle = crystal.Composition.Sum(part => part.Share * Electronegativity(part.AtomicNumber));
        var shortest = new double[3, 2];
        for (var kind = 0; kind < 3; kind++) (shortest[kind, 0], shortest[kind, 1]) = (double.NaN, double.NaN);
        for (var n = 0; n < crystal.Orbits.Count; n++)
            foreach (var near in crystal.Neighbours[n])
            {
                var kind = IsNegative(crystal.NumberOf(n)) + IsNegative(crystal.Numbers[near.Site]);
                var relative = Relative(crystal, n, near.Site, near.DistanceAngstrom);
                if (!(shortest[kind, 0] <= near.DistanceAngstrom)) shortest[kind, 0] = near.DistanceAngstrom;
                if (!(shortest[kind, 1] <= relative)) shortest[kind, 1] = relative;
            }

        foreach (var (kind, name) in new[] { (0, "cation and cation"), (1, "cation and anion"), (2, "anion and anion") })
        {
            list.Add("shortest of " + name, shortest[kind, 0]);
            list.Add("shortest relative of " + name, shortest[kind, 1]);
        }

        int IsNegative(int number) => Electronegativity(number) > middle ? 1 : 0;
    }

    private static double Electronegativity(int number) => Elements.Electronegativity(number) is var x && double.IsNaN(x) ? 1.5 : x;

    private static double Relative(CrystalSites crystal, int orbit, int site, double distance) => distance / CrystalSites.BondLength(crystal.NumberOf(orbit), crystal.Numbers[site]);

    private static double BondShare(CrystalSites crystal, int orbit, int site, double distance) => 1 / (1 + Math.Exp(-16 * ((4.0 / 3 / Relative(crystal, orbit, site, distance)) - 1)));

    /// <summary>Mean deviation of the relative bond lengths.</summary>
    private static double Distortion(CrystalSites crystal, int n, double[] weights)
    {
        var relative = crystal.Neighbours[n].Select(near => Relative(crystal, n, near.Site, near.DistanceAngstrom)).ToArray();
        var total = weights.Sum();
        var mean = weights.Zip(relative, (weight, value) => weight * value).Sum() / total;
        return weights.Zip(relative, (weight, value) => weight * Math.Abs(value - mean)).Sum() / total;
    }
}
