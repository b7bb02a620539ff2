namespace Debye.Crystals.Symmetry;

/// <summary>One operation of a primitive cell, found by search.</summary>
/// <param name="Rotation">R, nine integers in the primitive basis.</param>
/// <param name="Translation">t, fractional.</param>
/// <param name="Images">Point that each point arrives at.</param>
internal sealed record FoundOperation(int[] Rotation, double[] Translation, int[] Images);

/// <summary>Searches the operations of a primitive cell.</summary>
internal static class SpaceOperations
{
    /// <summary>Every rotation of the lattice with every translation that brings the cell onto itself.</summary>
    /// <returns>Null when the lattice shows more rotations than any lattice has.</returns>
    public static List<FoundOperation>? Find(PrimitiveCell primitive, double toleranceAngstrom)
    {
        var cell = primitive.Cell;
        if (LatticeSymmetry.Find(cell.LatticeRows, toleranceAngstrom) is not { } rotations)
            return null;
        var origin = cell.FirstOfRarestType();
        var x = cell.Positions;
        var found = new List<FoundOperation>(rotations.Count);
        var images = new int[cell.Count];
        var moved = new double[3];
        foreach (var rotation in rotations)
        {
            for (var row = 0; row < 3; row++)
                moved[row] =
                    rotation[3 * row] * x[3 * origin]
                    + rotation[3 * row + 1] * x[3 * origin + 1]
                    + rotation[3 * row + 2] * x[3 * origin + 2];
            for (var j = 0; j < cell.Count; j++)
            {
                if (cell.Types[j] != cell.Types[origin])
                    continue;
                ReadOnlySpan<double> t = [x[3 * j] - moved[0], x[3 * j + 1] - moved[1], x[3 * j + 2] - moved[2]];
                if (primitive.Search.Maps(rotation, t, toleranceAngstrom, images))
                    found.Add(new FoundOperation(rotation, t.ToArray(), (int[])images.Clone()));
            }
        }

        return found;
    }

    /// <summary>Those of the operations that also hold under a smaller tolerance.</summary>
    public static List<FoundOperation>? Reduce(PrimitiveCell primitive, List<FoundOperation> operations, double toleranceAngstrom)
    {
        if (LatticeSymmetry.Find(primitive.Cell.LatticeRows, toleranceAngstrom) is not { } rotations)
            return null;
        var allowed = rotations.Select(rotation => Matrix3.Key(rotation)).ToHashSet();
        var images = new int[primitive.Cell.Count];
        return
        [
            .. operations.Where(operation =>
                allowed.Contains(Matrix3.Key(operation.Rotation))
                && primitive.Search.Maps(operation.Rotation, operation.Translation, toleranceAngstrom, images)
            ),
        ];
    }
}
