using System.Numerics;
using Debye.Crystals;
using Debye.Numerics;

namespace Debye.Tests.Techniques.Xrd;

/// <summary>The plain twin of the fast code: whole sphere, complex arithmetic, no symmetry; and random crystals of a group.</summary>
internal static class PlainDiffraction
{
    /// <summary>|F|² of one reflection, mean over the Friedel mates.</summary>
    public static double StructureFactorSquared(Structure structure, Hkl h, Func<Site, double, Complex> scattering) =>
        (Square(structure, h, scattering) + Square(structure, new Hkl(-h.H, -h.K, -h.L), scattering)) / 2;

    public static double InverseDSquared(Lattice lattice, Hkl h)
    {
        var g = lattice.ReciprocalMetricTensor();
        double[] v = [h.H, h.K, h.L];
        var sum = 0.0;
        for (var i = 0; i < 3; i++)
        for (var j = 0; j < 3; j++)
            sum += v[i] * g[3 * i + j] * v[j];
        return sum;
    }

    /// <summary>A lattice that a group leaves unchanged: the mean of a random metric over its rotations.</summary>
    public static Lattice RandomLattice(IEnumerable<SymmetryOperation> operations, ref RandomSource random)
    {
        var start = Lattice
            .FromParameters(
                random.NextDouble(4, 8),
                random.NextDouble(4, 8),
                random.NextDouble(4, 8),
                random.NextDouble(75, 105),
                random.NextDouble(75, 105),
                random.NextDouble(75, 105)
            )
            .MetricTensor();
        var mean = new double[9];
        foreach (var o in operations)
        {
            double[] w = [o.W11, o.W12, o.W13, o.W21, o.W22, o.W23, o.W31, o.W32, o.W33];
            for (var i = 0; i < 9; i++)
            for (var a = 0; a < 3; a++)
            for (var b = 0; b < 3; b++)
                mean[i] += w[3 * a + i / 3] * start[3 * a + b] * w[3 * b + i % 3];
        }

        var n = operations.Count();
        var (x, y, z) = (Math.Sqrt(mean[0] / n), Math.Sqrt(mean[4] / n), Math.Sqrt(mean[8] / n));
        return Lattice.FromParameters(x, y, z, Angle(mean[5] / n, y, z), Angle(mean[2] / n, x, z), Angle(mean[1] / n, x, y));

        static double Angle(double dot, double p, double q) => Math.Acos(dot / (p * q)) * 180 / Math.PI;
    }

    /// <summary>All images of a position, each once.</summary>
    public static List<FractionalPosition> Orbit(IEnumerable<SymmetryOperation> operations, FractionalPosition start)
    {
        var orbit = new List<FractionalPosition>();
        foreach (var operation in operations)
        {
            var image = operation.Apply(start).Wrapped();
            if (!orbit.Exists(p => Near(p.X - image.X) && Near(p.Y - image.Y) && Near(p.Z - image.Z)))
                orbit.Add(image);
        }

        return orbit;

        static bool Near(double d) => Math.Abs(d - Math.Round(d)) < 1e-6;
    }

    /// <summary>A crystal of a setting: one atom in general position, one at the origin's orbit, one on an axis.</summary>
    public static Structure RandomCrystal(SpaceGroupSetting setting, ref RandomSource random)
    {
        var sites = new List<Site>();
        FractionalPosition[] starts =
        [
            new(random.NextDouble(0.12, 0.14), random.NextDouble(0.20, 0.23), random.NextDouble(0.32, 0.35)),
            new(0, 0, 0),
            new(0, 0, random.NextDouble(0.13, 0.2)),
        ];
        Species[] species = [new(8, -2), new(26, 3), new(20)];
        for (var i = 0; i < starts.Length; i++)
            sites.AddRange(Orbit(setting.Operations, starts[i]).Select(p => new Site(species[i], p, i == 2 ? 0.7 : 1, 0.01 * i)));
        return new Structure
        {
            Id = setting.Symbol,
            Lattice = RandomLattice(setting.Operations, ref random),
            Sites = [.. sites],
            KnownOperations = setting.Operations,
        };
    }

    private static double Square(Structure structure, Hkl h, Func<Site, double, Complex> scattering)
    {
        var s2 = InverseDSquared(structure.Lattice, h) / 4;
        Complex sum = 0;
        foreach (var site in structure.Sites)
        {
            var phase = 2 * Math.PI * (h.H * site.Position.X + h.K * site.Position.Y + h.L * site.Position.Z);
            sum +=
                site.Occupancy
                * Displacement(structure.Lattice, site, h, s2)
                * scattering(site, Math.Sqrt(s2))
                * Complex.FromPolarCoordinates(1, phase);
        }

        return sum.Real * sum.Real + sum.Imaginary * sum.Imaginary;
    }

    private static double Displacement(Lattice lattice, Site site, Hkl h, double s2)
    {
        if (site.Uij is not { } u)
            return Math.Exp(-8 * Math.PI * Math.PI * (site.UisoAngstrom2 ?? 0) * s2);
        var g = lattice.ReciprocalMetricTensor();
        var (a, b, c) = (h.H * Math.Sqrt(g[0]), h.K * Math.Sqrt(g[4]), h.L * Math.Sqrt(g[8]));
        return Math.Exp(
            -2 * Math.PI * Math.PI * (a * a * u.U11 + b * b * u.U22 + c * c * u.U33 + 2 * (a * b * u.U12 + a * c * u.U13 + b * c * u.U23))
        );
    }
}
