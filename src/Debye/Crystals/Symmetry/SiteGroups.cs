namespace Debye.Crystals.Symmetry;

/// <summary>Joins the sites of one mixed position to one point and numbers the kinds of points.</summary>
internal sealed class SiteGroups
{
    private SiteGroups(PointCell cell, int[] pointOfSite, List<Site>[] sitesOfPoint) =>
        (Cell, PointOfSite, SitesOfPoint) = (cell, pointOfSite, sitesOfPoint);

    public PointCell Cell { get; }

    /// <summary>Point to which each site of the structure belongs.</summary>
    public int[] PointOfSite { get; }

    public List<Site>[] SitesOfPoint { get; }

    public static SiteGroups Of(Structure structure, double toleranceAngstrom)
    {
        var sites = structure.Sites;
        var pointOfSite = new int[sites.Length];
        var points = new List<List<Site>>(sites.Length);
        for (var i = 0; i < sites.Length; i++)
        {
            var joined =
                sites[i].Occupancy < 1 - 1e-6
                    ? points.FindIndex(point =>
                        point[0].Occupancy < 1 - 1e-6 && Distance(structure.Lattice, point[0], sites[i]) < toleranceAngstrom
                    )
                    : -1;
            if (joined < 0)
            {
                joined = points.Count;
                points.Add([]);
            }

            points[joined].Add(sites[i]);
            pointOfSite[i] = joined;
        }

        var positions = new double[3 * points.Count];
        var types = new int[points.Count];
        var simple = new Dictionary<Species, int>();
        var mixed = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < points.Count; i++)
        {
            var first = points[i][0];
            (positions[3 * i], positions[3 * i + 1], positions[3 * i + 2]) = (first.Position.X, first.Position.Y, first.Position.Z);
            types[i] =
                points[i].Count == 1 && first.Occupancy >= 1 - 1e-6
                    ? Number(simple, first.Species, 1)
                    : Number(mixed, Mixture(points[i]), -1);
        }

        return new SiteGroups(new PointCell(structure.Lattice.Rows.ToArray(), positions, types), pointOfSite, [.. points]);
    }

    private static int Number<T>(Dictionary<T, int> known, T kind, int sign)
        where T : notnull
    {
        if (!known.TryGetValue(kind, out var number))
            known[kind] = number = sign * (known.Count + 1);
        return number;
    }

    private static string Mixture(List<Site> point) =>
        string.Join(' ', point.Select(site => Invariant($"{site.Species}:{site.Occupancy:f3}")).Order(StringComparer.Ordinal));

    private static double Distance(Lattice lattice, Site a, Site b)
    {
        var d = a.Position - b.Position;
        return lattice.ToCartesian(new FractionalPosition(d.X - Math.Round(d.X), d.Y - Math.Round(d.Y), d.Z - Math.Round(d.Z))).Length;
    }
}
