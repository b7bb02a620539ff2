using System.Collections.Immutable;
using Debye.Crystals;
using Debye.Numerics;

namespace Debye.Tests.Crystals.Symmetry;

/// <summary>Makes crystals of exactly one symmetry: a cell as general as the setting allows and atoms on general positions.</summary>
internal static class ProbeCrystal
{
    public static Structure For(SpaceGroupSetting setting, ulong seed, params WyckoffPosition[] special)
    {
        var random = new RandomSource(seed, (ulong)setting.HallNumber);
        var lattice = LatticeFor(setting, ref random);
        var sites = ImmutableArray.CreateBuilder<Site>();
        var general = setting.WyckoffPositions[0];
        AddOrbit(sites, lattice, general, new Species(8), ref random);
        AddOrbit(sites, lattice, general, new Species(9), ref random);
        foreach (var position in special)
            AddOrbit(sites, lattice, position, new Species(26), ref random);
        return new Structure
        {
            Lattice = lattice,
            Sites = sites.ToImmutable(),
            StatedSpaceGroup = setting.SpaceGroupNumber,
        };
    }

    public static Lattice LatticeFor(SpaceGroupSetting setting, ref RandomSource random)
    {
        var g = new double[9];
        for (var i = 0; i < 3; i++)
        for (var j = i; j < 3; j++)
            g[3 * i + j] = g[3 * j + i] = i == j ? random.NextDouble(60, 140) : random.NextDouble(-15, 15);
        var mean = new double[9];
        foreach (var o in setting.Operations)
        {
            double[] w = [o.W11, o.W12, o.W13, o.W21, o.W22, o.W23, o.W31, o.W32, o.W33];
            for (var i = 0; i < 9; i++)
            for (var k = 0; k < 3; k++)
            for (var l = 0; l < 3; l++)
                mean[i] += w[3 * k + i / 3] * g[3 * k + l] * w[3 * l + i % 3] / setting.Operations.Length;
        }

        var a = Math.Sqrt(mean[0]);
        var (bx, cx) = (mean[1] / a, mean[2] / a);
        var by = Math.Sqrt(mean[4] - bx * bx);
        var cy = (mean[5] - bx * cx) / by;
        return new Lattice([a, 0, 0, bx, by, 0, cx, cy, Math.Sqrt(mean[8] - cx * cx - cy * cy)]);
    }

    /// <summary>
    /// The same crystal in another cell: columns of <paramref name="columns"/> are the new vectors; the origin moves by
    /// <paramref name="shift"/>.
    /// </summary>
    public static Structure Recast(Structure structure, int[] columns, FractionalPosition shift)
    {
        var m = columns.Select(c => (double)c).ToArray();
        var det = m[0] * (m[4] * m[8] - m[5] * m[7]) - m[1] * (m[3] * m[8] - m[5] * m[6]) + m[2] * (m[3] * m[7] - m[4] * m[6]);
        var rows = new double[9];
        for (var v = 0; v < 3; v++)
        for (var axis = 0; axis < 3; axis++)
        for (var k = 0; k < 3; k++)
            rows[3 * v + axis] += m[3 * k + v] * structure.Lattice.Rows[3 * k + axis];
        var lattice = new Lattice(rows);
        var size = (int)Math.Round(Math.Abs(det));
        var reach = Math.Max(1, size);
        var sites = ImmutableArray.CreateBuilder<Site>();
        foreach (var site in structure.Sites)
        {
            var seen = new List<FractionalPosition>();
            for (var n = 0; seen.Count < size; n++)
            {
                var cell = new FractionalPosition(
                    n % (2 * reach + 1) - reach,
                    n / (2 * reach + 1) % (2 * reach + 1) - reach,
                    n / (2 * reach + 1) / (2 * reach + 1) - reach
                );
                var x = lattice.ToFractional(structure.Lattice.ToCartesian(site.Position + cell)).Wrapped();
                if (!seen.Exists(other => Near(other, x)))
                    seen.Add(x);
            }

            sites.AddRange(seen.Select(x => site with { Position = (x + shift).Wrapped() }));
        }

        return new Structure
        {
            Lattice = lattice,
            Sites = sites.ToImmutable(),
            StatedSpaceGroup = structure.StatedSpaceGroup,
        };
    }

    public static bool Near(FractionalPosition a, FractionalPosition b, double tolerance = 1e-6)
    {
        var d = a - b;
        return Math.Abs(d.X - Math.Round(d.X)) + Math.Abs(d.Y - Math.Round(d.Y)) + Math.Abs(d.Z - Math.Round(d.Z)) < tolerance;
    }

    /// <summary>Adds the orbit of a random point whose images keep 0.3 Å apart.</summary>
    private static void AddOrbit(
        ImmutableArray<Site>.Builder sites,
        Lattice lattice,
        WyckoffPosition position,
        Species species,
        ref RandomSource random
    )
    {
        while (true)
        {
            var point = new FractionalPosition(random.NextDouble(), random.NextDouble(), random.NextDouble());
            var images = position.Positions.Select(map => map.Apply(point).Wrapped()).ToArray();
            if (images.Skip(1).Any(image => Distance(lattice, image - images[0]) < 0.3))
                continue;
            sites.AddRange(images.Select(image => new Site(species, image)));
            return;
        }
    }

    private static double Distance(Lattice lattice, FractionalPosition d) =>
        lattice.ToCartesian(new FractionalPosition(d.X - Math.Round(d.X), d.Y - Math.Round(d.Y), d.Z - Math.Round(d.Z))).Length;
}
