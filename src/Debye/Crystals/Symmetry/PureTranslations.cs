namespace Debye.Crystals.Symmetry;

/// <summary>Translations that bring a cell onto itself, and the lattice they make.</summary>
internal static class PureTranslations
{
    /// <summary>Translations from the first point of the rarest type to its like, zero first.</summary>
    public static List<double[]> Find(PointCell cell, CoincidenceSearch search, double tolerance)
    {
        var origin = cell.FirstOfRarestType();
        var x = cell.Positions;
        var reached = new bool[cell.Count];
        var images = new int[cell.Count];
        for (var j = 0; j < cell.Count; j++)
        {
            if (reached[j] || cell.Types[j] != cell.Types[origin])
                continue;
            double[] t = [x[3 * j] - x[3 * origin], x[3 * j + 1] - x[3 * origin + 1], x[3 * j + 2] - x[3 * origin + 2]];
            if (!search.Maps(Matrix3.Identity, t, tolerance, images))
                continue;
            reached[j] = true;
            if (j != origin)
                Repeat(reached, images);
        }

        return
        [
            .. Enumerable.Range(0, cell.Count).Where(j => reached[j]).OrderBy(j => j == origin ? 0 : 1).Select(j => Wrapped(x, j, origin)),
        ];
    }

    /// <summary>A found translation also carries every point reached so far, again and again.</summary>
    private static void Repeat(bool[] reached, int[] images)
    {
        var before = (bool[])reached.Clone();
        for (var start = 0; start < before.Length; start++)
        {
            if (!before[start])
                continue;
            for (var at = images[start]; at != start; at = images[at])
                reached[at] = true;
        }
    }

    private static double[] Wrapped(double[] x, int j, int origin)
    {
        var t = new double[3];
        for (var axis = 0; axis < 3; axis++)
        {
            t[axis] = x[3 * j + axis] - x[3 * origin + axis];
            t[axis] -= Math.Round(t[axis]);
        }

        return t;
    }

    /// <summary>
    /// Columns: a basis of the lattice that the translations and the unit vectors make; null when the translations are
    /// no complete set (the lattice would have other points in the cell than these).
    /// </summary>
    public static double[]? Basis(List<double[]> translations)
    {
        var n = translations.Count;
        if (n == 0)
            return null;
        if (n == 1)
            return [1, 0, 0, 0, 1, 0, 0, 0, 1];
        var generators = new List<long[]> { new long[] { n, 0, 0 }, new long[] { 0, n, 0 }, new long[] { 0, 0, n } };
        foreach (var t in translations)
        {
            var scaled = new long[3];
            for (var axis = 0; axis < 3; axis++)
            {
                var value = t[axis] * n;
                scaled[axis] = (long)Math.Round(value);
                if (Math.Abs(value - scaled[axis]) > 0.3)
                    return null;
            }

            generators.Add(scaled);
        }

        var basis = Echelon(generators);
        var volume = basis[0][0] * basis[1][1] * basis[2][2];
        if (volume * n != (long)n * n * n)
            return null;
        var columns = new double[9];
        for (var vector = 0; vector < 3; vector++)
        for (var axis = 0; axis < 3; axis++)
            columns[3 * axis + vector] = (double)basis[vector][axis] / n;
        return columns;
    }

    /// <summary>Triangular basis of the lattice spanned by whole-number rows (Hermite normal form without the last tidying).</summary>
    private static long[][] Echelon(List<long[]> rows)
    {
        var basis = new long[3][];
        for (var column = 0; column < 3; column++)
        {
            while (true)
            {
                var pivot = rows.Where(row => row[column] != 0).MinBy(row => Math.Abs(row[column]))!;
                var others = rows.Where(row => row[column] != 0 && row != pivot).ToArray();
                if (others.Length == 0)
                {
                    rows.Remove(pivot);
                    basis[column] = pivot[column] < 0 ? [-pivot[0], -pivot[1], -pivot[2]] : pivot;
                    break;
                }

                foreach (var row in others)
                {
                    var factor = row[column] / pivot[column];
                    for (var k = 0; k < 3; k++)
                        row[k] -= factor * pivot[k];
                }
            }
        }

        return basis;
    }
}
