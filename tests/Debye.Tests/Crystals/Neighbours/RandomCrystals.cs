using Debye.Crystals;
using Debye.Numerics;

namespace Debye.Tests.Crystals.Neighbours;

/// <summary>Crystals of random shape: cubes, plates, needles, oblique cells; sites inside and outside the cell.</summary>
internal static class RandomCrystals
{
    public static Structure Draw(ref RandomSource random)
    {
        var rows = new double[9];
        var edge = random.NextDouble(1.5, 6);
        for (var v = 0; v < 3; v++)
            rows[4 * v] = edge * Math.Exp(random.NextDouble(-0.7, 0.7));
        for (var i = 0; i < 9; i++)
            rows[i] += random.NextDouble(-0.3, 0.3);
        var shear = random.NextInt(4);
        for (var n = 0; n < shear; n++)
        {
            var (to, from, times) = (random.NextInt(3), random.NextInt(3), random.NextInt(7) - 3);
            if (to == from)
                continue;
            for (var x = 0; x < 3; x++)
                rows[3 * to + x] += times * rows[3 * from + x];
        }

        var sites = new (double, double, double)[1 + random.NextInt(9)];
        for (var i = 0; i < sites.Length; i++)
            sites[i] = (random.NextDouble(-2, 2), random.NextDouble(-2, 2), random.NextDouble(-2, 2));
        return Of(new Lattice(rows), sites);
    }

    /// <summary>A crystal with carbon, nitrogen, oxygen, … at given places.</summary>
    public static Structure Of(Lattice lattice, params (double X, double Y, double Z)[] places) =>
        new()
        {
            Id = "random",
            Lattice = lattice,
            Sites = [.. places.Select((place, i) => new Site(new Species(6 + i % 60), new FractionalPosition(place.X, place.Y, place.Z)))],
        };
}
