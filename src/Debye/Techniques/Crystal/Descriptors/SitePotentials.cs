using Debye.Crystals;
using Debye.Crystals.Neighbours;
using MathNet.Numerics;

namespace Debye.Techniques.Crystal.Descriptors;

/// <summary>Electrostatic potential of point charges at the sites of a crystal, by Ewald's sum.</summary>
/// <remarks>Source: P. P. Ewald, Ann. Phys. 369, 253 (1921), doi 10.1002/andp.19213690304.</remarks>
internal static class SitePotentials
{
    /// <summary>e²/(4πε₀), eV·Å (CODATA 2018).</summary>
    public const double CoulombEvAngstrom = 14.3996454;

    /// <summary>Terms below exp(-this) are left out.</summary>
    private const double Cutoff = 14;

    /// <summary>Potential energies of a charge of one |e| at some sites, their own charges left out.</summary>
    /// <param name="structure">The crystal.</param>
    /// <param name="charges">Charge of every site, |e|; their sum is zero.</param>
    /// <param name="sites">At which sites.</param>
    /// <param name="finder">Neighbours of this crystal.</param>
    /// <returns>eV.</returns>
    public static double[] At(Structure structure, double[] charges, int[] sites, NeighbourFinder finder)
    {
        var lattice = structure.Lattice;
        var volume = lattice.VolumeAngstrom3;
        // A sphere of about 80 sites: the sum over neighbours is cheap, the reciprocal one too.
        var radius = Math.Max(3, Math.Cbrt(80 * volume / structure.Sites.Length * 3 / (4 * Math.PI)));
        var kappa = Math.Sqrt(Cutoff) / radius;
        var waves = Waves(lattice, kappa, volume);
        var (real, imaginary) = StructureFactors(structure, charges, waves);
        return Array.ConvertAll(
            sites,
            site =>
            {
                var sum = -2 * kappa / Math.Sqrt(Math.PI) * charges[site];
                foreach (var neighbour in finder.Within(site, radius))
                    sum += charges[neighbour.Site] * SpecialFunctions.Erfc(kappa * neighbour.DistanceAngstrom) / neighbour.DistanceAngstrom;
                var position = structure.Sites[site].Position;
                for (var w = 0; w < waves.Count; w++)
                {
                    var (sin, cos) = Math.SinCos(
                        2 * Math.PI * ((waves[w].H * position.X) + (waves[w].K * position.Y) + (waves[w].L * position.Z))
                    );
                    sum += waves[w].Weight * ((real[w] * cos) + (imaginary[w] * sin));
                }

                return CoulombEvAngstrom * sum;
            }
        );
    }

    /// <summary>One of each pair of opposite waves, with twice the weight.</summary>
    private static List<(int H, int K, int L, double Weight)> Waves(Lattice lattice, double kappa, double volume)
    {
        var longest = 2 * kappa * Math.Sqrt(Cutoff);
        var waves = new List<(int, int, int, double)>();
        var metric = lattice.ReciprocalMetricTensor();
        var (maxH, maxK, maxL) = (Most(lattice.A), Most(lattice.B), Most(lattice.C));
        for (var h = 0; h <= maxH; h++)
        for (var k = h == 0 ? 0 : -maxK; k <= maxK; k++)
        for (var l = h == 0 && k == 0 ? 1 : -maxL; l <= maxL; l++)
        {
            var square =
                4
                * Math.PI
                * Math.PI
                * (
                    (h * h * metric[0])
                    + (k * k * metric[4])
                    + (l * l * metric[8])
                    + (2 * ((h * k * metric[1]) + (h * l * metric[2]) + (k * l * metric[5])))
                );
            if (square <= longest * longest)
                waves.Add((h, k, l, 8 * Math.PI / volume / square * Math.Exp(-square / (4 * kappa * kappa))));
        }

        return waves;

        int Most(double edge) => (int)Math.Floor(longest * edge / (2 * Math.PI));
    }

    private static (double[] Real, double[] Imaginary) StructureFactors(
        Structure structure,
        double[] charges,
        List<(int H, int K, int L, double Weight)> waves
    )
    {
        var (real, imaginary) = (new double[waves.Count], new double[waves.Count]);
        for (var i = 0; i < charges.Length; i++)
        {
            var position = structure.Sites[i].Position;
            for (var w = 0; w < waves.Count; w++)
            {
                var (sin, cos) = Math.SinCos(
                    2 * Math.PI * ((waves[w].H * position.X) + (waves[w].K * position.Y) + (waves[w].L * position.Z))
                );
                real[w] += charges[i] * cos;
                imaginary[w] += charges[i] * sin;
            }
        }

        return (real, imaginary);
    }
}
