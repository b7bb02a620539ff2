namespace Debye.Techniques.Crystal.Descriptors;

/// <summary>How far bonds reach: molecules (0), chains (1), layers (2), frameworks (3).</summary>
/// <remarks>
/// Bonds are pairs up to 1.2 times the sum of the covalent radii. Source of the idea: P. M. Larsen et al., Phys. Rev. Mater. 3, 034003
/// (2019), doi 10.1103/PhysRevMaterials.3.034003.
/// </remarks>
internal static class BondedNetwork
{
    private const double Longest = 1.2;

    /// <summary>Dimensions of the most extended part, and share of the sites in parts that end (molecules).</summary>
    public static (int Dimensions, double InMolecules) Describe(CrystalSites crystal)
    {
        var sites = crystal.Numbers.Length;
        var (cellOf, seen) = (new (int A, int B, int C)[sites], new bool[sites]);
        var (dimensions, inMolecules, open) = (0, 0, new Stack<int>());
        for (var start = 0; start < sites; start++)
        {
            if (seen[start])
                continue;
            var members = 0;
            seen[start] = true;
            open.Push(start);
            var steps = new List<double[]>();
            while (open.TryPop(out var site))
            {
                members++;
                foreach (var bond in crystal.Finder.Within(site, Longest * LongestBond(crystal, site)))
                {
                    if (bond.DistanceAngstrom > Longest * CrystalSites.BondLength(crystal.Numbers[site], crystal.Numbers[bond.Site]))
                        continue;
                    var (a, b, c) = (cellOf[site].A + bond.Image.A, cellOf[site].B + bond.Image.B, cellOf[site].C + bond.Image.C);
                    if (!seen[bond.Site])
                    {
                        (seen[bond.Site], cellOf[bond.Site]) = (true, (a, b, c));
                        open.Push(bond.Site);
                    }
                    else
                    {
                        Extend(steps, [a - cellOf[bond.Site].A, b - cellOf[bond.Site].B, c - cellOf[bond.Site].C]);
                    }
                }
            }

            dimensions = Math.Max(dimensions, steps.Count);
            if (steps.Count == 0)
                inMolecules += members;
        }

        return (dimensions, (double)inMolecules / sites);
    }

    private static double LongestBond(CrystalSites crystal, int site) =>
        crystal.Composition.Max(part => CrystalSites.BondLength(crystal.Numbers[site], part.AtomicNumber));

    /// <summary>Adds the part of a step that the others do not span.</summary>
    private static void Extend(List<double[]> basis, double[] step)
    {
        if (basis.Count == 3)
            return;
        foreach (var known in basis)
        {
            var share =
                ((step[0] * known[0]) + (step[1] * known[1]) + (step[2] * known[2]))
                / ((known[0] * known[0]) + (known[1] * known[1]) + (known[2] * known[2]));
            for (var i = 0; i < 3; i++)
                step[i] -= share * known[i];
        }

        if ((step[0] * step[0]) + (step[1] * step[1]) + (step[2] * step[2]) > 1e-6)
            basis.Add(step);
    }
}
