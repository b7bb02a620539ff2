namespace Debye.Crystals.Symmetry;

/// <summary>Rotations and rotoinversions of a lattice, as whole-number matrices in a reduced basis.</summary>
internal static class LatticeSymmetry
{
    private static readonly int[][] Candidates = MakeCandidates();

    /// <summary>
    /// Operations that change lengths of the basis vectors by at most the tolerance, and angles by no more than an
    /// end of the vectors would move by the tolerance.
    /// </summary>
    /// <remarks>Criterion as in spglib without an angle tolerance: sin²Δθ·l² ≤ tolerance², l the mean length.</remarks>
    /// <returns>At most 48 matrices; null when there are more, so that the tolerance is too large for the lattice.</returns>
    public static List<int[]>? Find(ReadOnlySpan<double> rows, double toleranceAngstrom)
    {
        var metric = Matrix3.Metric(rows);
        var n = Candidates.Length;
        Span<double> length = stackalloc double[n];
        Span<double> original = stackalloc double[3];
        for (var i = 0; i < n; i++)
            length[i] = Math.Sqrt(Matrix3.Dot(metric, Candidates[i], Candidates[i]));
        for (var i = 0; i < 3; i++)
            original[i] = Math.Sqrt(metric[4 * i]);
        var found = new List<int[]>(48);
        for (var i = 0; i < n; i++)
        {
            if (Math.Abs(length[i] - original[0]) > toleranceAngstrom)
                continue;
            for (var j = 0; j < n; j++)
            {
                if (Math.Abs(length[j] - original[1]) > toleranceAngstrom)
                    continue;
                if (!SameAngle(metric, i, j, 0, 1, length, original, toleranceAngstrom))
                    continue;
                for (var k = 0; k < n; k++)
                {
                    if (Math.Abs(length[k] - original[2]) > toleranceAngstrom)
                        continue;
                    var axes = LatticeReduction.FromColumns(Candidates[i], Candidates[j], Candidates[k]);
                    if (Math.Abs(Matrix3.Determinant(axes)) != 1)
                        continue;
                    if (!SameAngle(metric, j, k, 1, 2, length, original, toleranceAngstrom))
                        continue;
                    if (!SameAngle(metric, i, k, 0, 2, length, original, toleranceAngstrom))
                        continue;
                    if (found.Count == 48)
                        return null;
                    found.Add(axes);
                }
            }
        }

        return found;
    }

    private static bool SameAngle(
        double[] metric,
        int u,
        int v,
        int i,
        int j,
        ReadOnlySpan<double> length,
        ReadOnlySpan<double> original,
        double tolerance
    )
    {
        var cosine = Matrix3.Dot(metric, Candidates[u], Candidates[v]) / (length[u] * length[v]);
        var before = metric[3 * i + j] / (original[i] * original[j]);
        var cosineOfChange = cosine * before + Math.Sqrt(Math.Max(0, (1 - cosine * cosine) * (1 - before * before)));
        var sineSquared = 1 - cosineOfChange * cosineOfChange;
        if (sineSquared <= 1e-12)
            return true;
        var meanSquared = (length[u] + original[i]) * (length[v] + original[j]) / 4;
        return sineSquared * meanSquared <= tolerance * tolerance;
    }

    private static int[][] MakeCandidates()
    {
        var result = new List<int[]>();
        for (var x = 1; x >= -1; x--)
        for (var y = 1; y >= -1; y--)
        for (var z = 1; z >= -1; z--)
            if (x != 0 || y != 0 || z != 0)
                result.Add([x, y, z]);
        return [.. result];
    }
}
