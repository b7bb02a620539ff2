using System.Collections.Immutable;

namespace Debye.Crystals;

/// <summary>Writes a conventional cell as an asymmetric structure.</summary>
internal static class AsymmetricUnitFinder
{
    private const double Tolerance = 1e-3;

    /// <summary>Finds one site of every orbit and its Wyckoff position.</summary>
    /// <param name="conventional">All sites of a cell in the axes and origin of <paramref name="setting"/>.</param>
    /// <param name="setting">The space group.</param>
    /// <returns>Null when a site does not obey the operations.</returns>
    public static AsymmetricStructure? Find(Structure conventional, SpaceGroupSetting setting)
    {
        var done = new bool[conventional.Sites.Length];
        var sites = ImmutableArray.CreateBuilder<IndependentSite>();
        for (var i = 0; i < done.Length; i++)
        {
            if (done[i])
                continue;
            var site = conventional.Sites[i];
            var orbit = MarkOrbit(conventional, i, setting, done);
            if (orbit is null || PlaceOn(setting, orbit) is not { } place)
                return null;
            sites.Add(new IndependentSite(site.Species, place.Position, place.Point, site.Occupancy));
        }

        return new AsymmetricStructure
        {
            Id = conventional.Id,
            Setting = setting,
            Lattice = conventional.Lattice,
            Sites = sites.ToImmutable(),
        };
    }

    private static List<FractionalPosition>? MarkOrbit(Structure structure, int first, SpaceGroupSetting setting, bool[] done)
    {
        var orbit = new List<FractionalPosition>();
        var site = structure.Sites[first];
        foreach (var operation in setting.Operations)
        {
            var image = operation.Apply(site.Position);
            if (orbit.Exists(other => IsSame(other, image)))
                continue;
            var found = -1;
            for (var j = 0; j < done.Length && found < 0; j++)
                if (
                    !done[j]
                    && structure.Sites[j].Species == site.Species
                    && structure.Sites[j].Occupancy == site.Occupancy
                    && IsSame(structure.Sites[j].Position, image)
                )
                    found = j;
            if (found < 0)
                return null;
            done[found] = true;
            orbit.Add(image);
        }

        return orbit;
    }

    private static (WyckoffPosition Position, FractionalPosition Point)? PlaceOn(SpaceGroupSetting setting, List<FractionalPosition> orbit)
    {
        foreach (var position in setting.WyckoffPositions.Reverse())
        {
            if (position.Multiplicity != orbit.Count)
                continue;
            foreach (var member in orbit)
                if (OnFirstMap(position, member.Wrapped()) is { } point)
                    return (position, point);
        }

        return null;
    }

    private static FractionalPosition? OnFirstMap(WyckoffPosition position, FractionalPosition member)
    {
        for (var shift = 0; shift < 27; shift++)
        {
            var candidate = member + new FractionalPosition(shift % 3 - 1, shift / 3 % 3 - 1, shift / 9 - 1);
            var projected = position.Positions[0].Apply(candidate);
            var d = projected - candidate;
            if (Math.Abs(d.X) + Math.Abs(d.Y) + Math.Abs(d.Z) < Tolerance)
                return projected;
        }

        return null;
    }

    private static bool IsSame(FractionalPosition a, FractionalPosition b)
    {
        var d = a - b;
        return Math.Abs(d.X - Math.Round(d.X)) + Math.Abs(d.Y - Math.Round(d.Y)) + Math.Abs(d.Z - Math.Round(d.Z)) < Tolerance;
    }
}
