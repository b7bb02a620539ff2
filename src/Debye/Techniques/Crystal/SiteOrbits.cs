using Debye.Crystals.Symmetry;

namespace Debye.Techniques.Crystal;

/// <summary>Sets of sites that symmetry makes equivalent.</summary>
/// <param name="First">First site of each set, rising.</param>
/// <param name="OfSite">Set of each site.</param>
/// <param name="Multiplicities">Sites of each set.</param>
internal sealed record SiteOrbits(int[] First, int[] OfSite, int[] Multiplicities)
{
    public int Count => First.Length;

    /// <summary>Every site by itself.</summary>
    public static SiteOrbits Single(int sites) =>
        new([.. Enumerable.Range(0, sites)], [.. Enumerable.Range(0, sites)], [.. Enumerable.Repeat(1, sites)]);

    /// <summary>The sets of a crystal; where no space group is found, every site by itself.</summary>
    public static SiteOrbits Of(SymmetryResult found, int sites)
    {
        if (!found.IsFound)
            return Single(sites);
        var (first, sizes) = (new List<int>(), new List<int>());
        var ofSite = new int[sites];
        for (var i = 0; i < ofSite.Length; i++)
        {
            var equivalent = found.EquivalentSites[i];
            ofSite[i] = equivalent == i ? first.Count : ofSite[equivalent];
            if (equivalent == i)
            {
                first.Add(i);
                sizes.Add(0);
            }

            sizes[ofSite[i]]++;
        }

        return new SiteOrbits([.. first], ofSite, [.. sizes]);
    }
}
