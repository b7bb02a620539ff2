namespace Debye.Crystals.Symmetry;

/// <summary>A cell as the symmetry search sees it: vectors, points and a type per point.</summary>
internal sealed class PointCell(double[] latticeRows, double[] positions, int[] types)
{
    /// <summary>Lattice vectors as rows, Å.</summary>
    public double[] LatticeRows { get; } = latticeRows;

    /// <summary>Fractional coordinates, three per point.</summary>
    public double[] Positions { get; } = positions;

    /// <summary>Type of each point: equal numbers are interchangeable.</summary>
    public int[] Types { get; } = types;

    public int Count => Types.Length;

    /// <summary>First point of the type with the fewest points; the earliest such type where several are equally rare.</summary>
    public int FirstOfRarestType()
    {
        var counts = new Dictionary<int, (int First, int Count)>();
        for (var i = 0; i < Types.Length; i++)
            counts[Types[i]] = counts.TryGetValue(Types[i], out var seen) ? (seen.First, seen.Count + 1) : (i, 1);
        return counts.Values.OrderBy(pair => pair.Count).ThenBy(pair => pair.First).First().First;
    }
}
