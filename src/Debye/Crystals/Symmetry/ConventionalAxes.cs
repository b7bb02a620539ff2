namespace Debye.Crystals.Symmetry;

/// <summary>Conventional axes that the rotations of a crystal allow, the preferred ones first.</summary>
/// <remarks>
/// Axes lie along the symmetry directions of International Tables A, table 2.1.3.1; free axes are the shortest lattice
/// vectors. Source of the idea: R. W. Grosse-Kunstleve, Acta Cryst. A55, 383 (1999), doi 10.1107/S0108767398010186.
/// </remarks>
internal static class ConventionalAxes
{
    /// <summary>Right-handed bases (columns in the primitive basis) to try.</summary>
    public static IEnumerable<int[]> Candidates(double[] primitiveRows, IReadOnlyList<int[]> rotations, string pointGroup)
    {
        var metric = Matrix3.Metric(primitiveRows);
        var highest = rotations.Max(rotation => PointGroups.ProperOrder(rotation));
        var threefolds = rotations.Count(rotation => PointGroups.ProperOrder(rotation) == 3 && Matrix3.Determinant(rotation) > 0);
        var system = pointGroup switch
        {
            _ when threefolds == 8 => CrystalSystem.Cubic,
            _ when highest == 6 || highest == 3 => CrystalSystem.Hexagonal,
            _ when highest == 4 => CrystalSystem.Tetragonal,
            "1" or "-1" => CrystalSystem.Triclinic,
            "2" or "m" or "2/m" => CrystalSystem.Monoclinic,
            _ => CrystalSystem.Orthorhombic,
        };
        return system switch
        {
            CrystalSystem.Triclinic => Triclinic(primitiveRows),
            CrystalSystem.Monoclinic => Monoclinic(metric, Of(rotations, 2)[0]),
            CrystalSystem.Orthorhombic => Orthogonal(metric, Of(rotations, 2)),
            CrystalSystem.Tetragonal => Uniaxial(metric, Of(rotations, 4)[0], false),
            CrystalSystem.Hexagonal => Uniaxial(metric, Of(rotations, 3)[0], true),
            _ => Orthogonal(metric, Of(rotations, highest == 4 ? 4 : 2)),
        };
    }

    /// <summary>Proper parts of the rotations of one order, one for each axis.</summary>
    private static List<int[]> Of(IReadOnlyList<int[]> rotations, int order)
    {
        var result = new List<int[]>();
        foreach (var rotation in rotations)
        {
            if (PointGroups.ProperOrder(rotation) != order)
                continue;
            int[] proper = Matrix3.Determinant(rotation) > 0 ? rotation : [.. rotation.Select(entry => -entry)];
            var axis = Axis(proper, order);
            if (!result.Exists(other => Parallel(Axis(other, order), axis)))
                result.Add(proper);
        }

        return result;
    }

    private static IEnumerable<int[]> Triclinic(double[] rows)
    {
        // Equal numbers are judged as rounded input gives them, far below any tolerance of distance.
        if (LatticeReduction.Niggli(rows, 1e-5) is { } basis)
            yield return basis;
    }

    private static IEnumerable<int[]> Monoclinic(double[] metric, int[] twofold)
    {
        var b = Axis(twofold, 2);
        var (u, v) = LatticeReduction.Plane(metric, Normal(twofold, 2));
        int[][] three = [u, v, LatticeReduction.Negative(LatticeReduction.Add(u, v))];
        var pairs =
            from a in three
            from c in three
            where a != c
            orderby Length(metric, a) + Length(metric, c), Length(metric, a)
            select RightHanded(a, c, b);
        return pairs;
    }

    private static int[] RightHanded(int[] a, int[] c, int[] b)
    {
        var basis = LatticeReduction.FromColumns(a, b, c);
        return Matrix3.Determinant(basis) > 0 ? basis : LatticeReduction.FromColumns(a, LatticeReduction.Negative(b), c);
    }

    private static IEnumerable<int[]> Orthogonal(double[] metric, List<int[]> rotations)
    {
        if (rotations.Count != 3)
            yield break;
        var axes = rotations
            .Select(rotation => Axis(rotation, PointGroups.ProperOrder(rotation)))
            .OrderBy(axis => Math.Round(Length(metric, axis), 5))
            .ToArray();
        ReadOnlyMemory<int> orders = new[] { 0, 1, 2, 0, 2, 1, 1, 0, 2, 1, 2, 0, 2, 0, 1, 2, 1, 0 };
        for (var k = 0; k < 18; k += 3)
        {
            var (a, b, c) = (axes[orders.Span[k]], axes[orders.Span[k + 1]], axes[orders.Span[k + 2]]);
            var basis = LatticeReduction.FromColumns(a, b, c);
            yield return Matrix3.Determinant(basis) > 0 ? basis : LatticeReduction.FromColumns(a, b, LatticeReduction.Negative(c));
        }
    }

    private static IEnumerable<int[]> Uniaxial(double[] metric, int[] rotation, bool hexagonal)
    {
        var order = hexagonal ? 3 : 4;
        var c = Axis(rotation, order);
        var (a, _) = LatticeReduction.Plane(metric, Normal(rotation, order));
        var b = Turn(rotation, a);
        if (Matrix3.Determinant(LatticeReduction.FromColumns(a, b, c)) < 0)
            c = LatticeReduction.Negative(c);
        var (minusA, minusB, minusC) = (LatticeReduction.Negative(a), LatticeReduction.Negative(b), LatticeReduction.Negative(c));
        yield return LatticeReduction.FromColumns(a, b, c);
        yield return LatticeReduction.FromColumns(minusA, minusB, c);
        yield return LatticeReduction.FromColumns(b, a, minusC);
        yield return LatticeReduction.FromColumns(minusB, minusA, minusC);
    }

    /// <summary>Shortest lattice vector along the axis of a proper rotation.</summary>
    private static int[] Axis(int[] proper, int order)
    {
        var sum = SumOfPowers(proper, order);
        for (var column = 0; column < 3; column++)
            if (Reduced(sum[column], sum[3 + column], sum[6 + column]) is { } axis)
                return axis;
        throw new InvalidOperationException("A rotation has no axis.");
    }

    /// <summary>Whole numbers h with h·x = 0 for all x perpendicular to the axis.</summary>
    private static int[] Normal(int[] proper, int order)
    {
        var sum = SumOfPowers(proper, order);
        for (var row = 0; row < 3; row++)
            if (Reduced(sum[3 * row], sum[3 * row + 1], sum[3 * row + 2]) is { } normal)
                return normal;
        throw new InvalidOperationException("A rotation has no axis.");
    }

    private static int[] SumOfPowers(int[] rotation, int order)
    {
        var (power, sum) = (Matrix3.Identity, Matrix3.Identity);
        for (var k = 1; k < order; k++)
        {
            power = Matrix3.Multiply(power, rotation);
            for (var i = 0; i < 9; i++)
                sum[i] += power[i];
        }

        return sum;
    }

    private static int[]? Reduced(int x, int y, int z)
    {
        var divisor = LatticeReduction.Gcd(LatticeReduction.Gcd(x, y), z);
        return divisor == 0 ? null : [x / divisor, y / divisor, z / divisor];
    }

    private static int[] Turn(int[] m, int[] v) =>
        [m[0] * v[0] + m[1] * v[1] + m[2] * v[2], m[3] * v[0] + m[4] * v[1] + m[5] * v[2], m[6] * v[0] + m[7] * v[1] + m[8] * v[2]];

    private static bool Parallel(int[] a, int[] b) =>
        (a[0] == b[0] && a[1] == b[1] && a[2] == b[2]) || (a[0] == -b[0] && a[1] == -b[1] && a[2] == -b[2]);

    private static double Length(double[] metric, int[] v) => Math.Sqrt(Matrix3.Dot(metric, v, v));
}
