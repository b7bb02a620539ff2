using Debye.Crystals;

namespace Debye.Techniques.Crystal.Descriptors;

/// <summary>What the composition alone tells: shares of the elements, and statistics of their properties.</summary>
/// <remarks>Source of the idea: L. Ward et al., npj Comput. Mater. 2, 16028 (2016), doi 10.1038/npjcompumats.2016.28.</remarks>
internal static class CompositionDescriptors
{
    public static void Add(CrystalSites crystal, DescriptorList list)
    {
        var shares = Array.ConvertAll(crystal.Composition, part => part.Share);
        foreach (var (name, of) in ElementDescriptors.All)
        {
            var values = Array.ConvertAll(crystal.Composition, part => of(part.AtomicNumber));
            list.AddStatistics(name, values, shares);
            list.Add(name + " of most", values[Array.IndexOf(shares, shares.Max())]);
        }

        list.Add("elements", shares.Length);
        list.Add("norm 2", Math.Sqrt(shares.Sum(share => share * share)));
        list.Add("norm 3", Math.Cbrt(shares.Sum(share => share * share * share)));
        for (var z = 1; z <= ElementProperties.Count; z++)
            list.Add("share of " + Elements.Symbol(z), crystal.Composition.FirstOrDefault(part => part.AtomicNumber == z).Share);
    }
}
