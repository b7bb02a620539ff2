namespace Debye.Techniques.Crystal.Descriptors;

/// <summary>How much each neighbour of a site counts as bonded: by its distance alone, or by the radii of the elements.</summary>
internal static class CrystalBonds
{
    private const int Rounds = 20;

    /// <summary>Neighbours below this share have no part in angles.</summary>
    private const double LeastShare = 0.2;

    /// <summary>
    /// Share exp(1 - (d/d̄)⁶), at most 1, of each neighbour of a set of sites, d̄ being the mean distance under these shares; their sum is
    /// the effective coordination number.
    /// </summary>
    /// <remarks>Source: R. Hoppe, Z. Kristallogr. 150, 23 (1979), doi 10.1524/zkri.1979.150.14.23.</remarks>
    public static double[] ByDistance(CrystalSites crystal, int orbit)
    {
        var neighbours = crystal.Neighbours[orbit];
        if (neighbours.Length == 0)
            return [];
        var mean = neighbours[0].DistanceAngstrom;
        var shares = new double[neighbours.Length];
        for (var round = 0; round < Rounds; round++)
        {
            var (sum, total) = (0.0, 0.0);
            for (var k = 0; k < shares.Length; k++)
            {
                shares[k] = Math.Min(1, Math.Exp(1 - Math.Pow(neighbours[k].DistanceAngstrom / mean, 6)));
                (sum, total) = (sum + (shares[k] * neighbours[k].DistanceAngstrom), total + shares[k]);
            }

            mean = sum / total;
        }

        return shares;
    }

    /// <summary>
    /// Share 1/(1 + exp(-16 (4/3 R/d - 1))) of each neighbour of a set of sites, R being the sum of the covalent radii; wider than the
    /// first shell.
    /// </summary>
    /// <remarks>Source of the form: S. Grimme et al., J. Chem. Phys. 132, 154104 (2010), doi 10.1063/1.3382344.</remarks>
    public static double[] ByRadii(CrystalSites crystal, int orbit) =>
        Array.ConvertAll(
            crystal.Neighbours[orbit],
            near =>
                1
                / (
                    1
                    + Math.Exp(
                        -16
                            * (
                                (
                                    4.0
                                    / 3
                                    * CrystalSites.BondLength(crystal.NumberOf(orbit), crystal.Numbers[near.Site])
                                    / near.DistanceAngstrom
                                ) - 1
                            )
                    )
                )
        );

    /// <summary>Mean and mean deviation of the angles between bonds of a site, degrees; NaN with fewer than two bonds.</summary>
    public static (double Mean, double Deviation) Angles(CrystalSites crystal, int orbit, double[] shares)
    {
        var bonds = new List<(double X, double Y, double Z, double Length, double Share)>();
        var here = crystal.Structure.Sites[crystal.Orbits.First[orbit]].Position;
        for (var k = 0; k < shares.Length; k++)
        {
            if (shares[k] < LeastShare)
                continue;
            var near = crystal.Neighbours[orbit][k];
            var there = crystal.Structure.Sites[near.Site].Position;
            var step = crystal.Structure.Lattice.ToCartesian(
                new(there.X + near.Image.A - here.X, there.Y + near.Image.B - here.Y, there.Z + near.Image.C - here.Z)
            );
            bonds.Add((step.X, step.Y, step.Z, step.Length, shares[k]));
        }

        var angles = new List<(double Angle, double Weight)>();
        for (var i = 0; i < bonds.Count; i++)
        for (var j = 0; j < i; j++)
        {
            var cosine =
                ((bonds[i].X * bonds[j].X) + (bonds[i].Y * bonds[j].Y) + (bonds[i].Z * bonds[j].Z)) / (bonds[i].Length * bonds[j].Length);
            angles.Add((Math.Acos(Math.Clamp(cosine, -1, 1)) * 180 / Math.PI, bonds[i].Share * bonds[j].Share));
        }

        var total = angles.Sum(angle => angle.Weight);
        var mean = angles.Sum(angle => angle.Angle * angle.Weight) / total;
        return (mean, angles.Sum(angle => Math.Abs(angle.Angle - mean) * angle.Weight) / total);
    }
}
