using Debye.Crystals;
using Debye.Crystals.Neighbours;

namespace Debye.Tests.Crystals.Neighbours;

/// <summary>Neighbours the plain way: every image in a box of cells that surely holds the sphere.</summary>
internal static class PlainNeighbours
{
    /// <summary>Neighbours of a site within a radius, by distance.</summary>
    public static List<PeriodicNeighbour> Within(Structure structure, int site, double radiusAngstrom)
    {
        var (lattice, centre) = (structure.Lattice, structure.Sites[site].Position);
        var found = new List<PeriodicNeighbour>();
        for (var j = 0; j < structure.Sites.Length; j++)
        {
            var difference = structure.Sites[j].Position - centre;
            var (a, b, c) = (
                Range(lattice, 0, radiusAngstrom, difference.X),
                Range(lattice, 1, radiusAngstrom, difference.Y),
                Range(lattice, 2, radiusAngstrom, difference.Z)
            );
            for (var i = a.Low; i <= a.High; i++)
            for (var k = b.Low; k <= b.High; k++)
            for (var l = c.Low; l <= c.High; l++)
            {
                if (j == site && (i, k, l) == (0, 0, 0))
                    continue;
                var distance = lattice.ToCartesian(difference + new FractionalPosition(i, k, l)).Length;
                if (distance <= radiusAngstrom)
                    found.Add(new PeriodicNeighbour(j, distance, new CellImage(i, k, l)));
            }
        }

        found.Sort((p, q) => p.DistanceAngstrom.CompareTo(q.DistanceAngstrom));
        return found;
    }

    /// <summary>Number of neighbours of all sites.</summary>
    public static int Count(Structure structure, double radiusAngstrom) =>
        Enumerable.Range(0, structure.Sites.Length).Sum(site => Within(structure, site, radiusAngstrom).Count);

    /// <summary>
    /// Cells along an axis whose planes cross the sphere: the reciprocal vector's length is one over the height of the cell.
    /// </summary>
    private static (int Low, int High) Range(Lattice lattice, int axis, double radius, double difference)
    {
        var g = lattice.Inverse;
        var reach = radius * Math.Sqrt(g[axis] * g[axis] + g[3 + axis] * g[3 + axis] + g[6 + axis] * g[6 + axis]);
        return ((int)Math.Ceiling(-reach - difference), (int)Math.Floor(reach - difference));
    }
}
