namespace Debye.Crystals.Symmetry;

/// <summary>Reduced bases of a lattice. Bases are whole-number matrices whose columns are the new vectors in the old basis.</summary>
internal static class LatticeReduction
{
    private const int StepLimit = 1000;

    /// <summary>Three shortest independent vectors of a Delaunay-reduced quadruple; always right-handed in space.</summary>
    /// <remarks>Source: B. Delaunay, Z. Kristallogr. 84, 109 (1933); International Tables A, section 3.1.2.3.</remarks>
    /// <param name="rows">Lattice vectors, Å.</param>
    /// <param name="tolerance">Scalar products above this (Å²) count as acute.</param>
    /// <returns>The basis, or null when the reduction does not end.</returns>
    public static int[]? Delaunay(ReadOnlySpan<double> rows, double tolerance)
    {
        var metric = Matrix3.Metric(rows);
        int[][] v =
        [
            [1, 0, 0],
            [0, 1, 0],
            [0, 0, 1],
            [-1, -1, -1],
        ];
        for (var step = 0; step < StepLimit; step++)
            if (!ReduceOnce(metric, v, tolerance))
                return Shortest(metric, v, Matrix3.Determinant(rows) < 0 ? -1 : 1);
        return null;
    }

    private static bool ReduceOnce(double[] metric, int[][] v, double tolerance)
    {
        for (var i = 0; i < 3; i++)
        for (var j = i + 1; j < 4; j++)
        {
            if (Matrix3.Dot(metric, v[i], v[j]) <= tolerance)
                continue;
            for (var k = 0; k < 4; k++)
                if (k != i && k != j)
                    v[k] = Add(v[k], v[i]);
            v[i] = Negative(v[i]);
            return true;
        }

        return false;
    }

    private static int[]? Shortest(double[] metric, int[][] v, int handedness)
    {
        int[][] seven = [v[0], v[1], v[2], v[3], Add(v[0], v[1]), Add(v[1], v[2]), Add(v[2], v[0])];
        var sorted = seven.OrderBy(u => Matrix3.Dot(metric, u, u)).ToArray();
        for (var k = 2; k < 7; k++)
        {
            var basis = FromColumns(sorted[0], sorted[1], sorted[k]);
            var determinant = Matrix3.Determinant(basis);
            if (Math.Abs(determinant) != 1)
                continue;
            return determinant == handedness ? basis : [.. basis.Select(entry => -entry)];
        }

        return null;
    }

    /// <summary>Niggli-reduced basis, right-handed relative to the given vectors.</summary>
    /// <remarks>Source: I. Křivý and B. Gruber, Acta Cryst. A32, 297 (1976), doi 10.1107/S0567739476000636.</remarks>
    /// <param name="rows">Lattice vectors, Å.</param>
    /// <param name="tolerance">Numbers (Å²) closer than this are equal.</param>
    /// <returns>The basis, or null when the reduction does not end.</returns>
    public static int[]? Niggli(ReadOnlySpan<double> rows, double tolerance)
    {
        var metric = Matrix3.Metric(rows);
        int[][] v =
        [
            [1, 0, 0],
            [0, 1, 0],
            [0, 0, 1],
        ];
        for (var step = 0; step < StepLimit; step++)
        {
            if (NiggliStep(metric, v, tolerance))
                continue;
            var basis = FromColumns(v[0], v[1], v[2]);
            return Matrix3.Determinant(basis) > 0 ? basis : [.. basis.Select(entry => -entry)];
        }

        return null;
    }

    private static bool NiggliStep(double[] metric, int[][] v, double e)
    {
        var (a, b, c, xi, eta, zeta) = Form(metric, v);
        if (a > b + e || (Near(a, b, e) && Math.Abs(xi) > Math.Abs(eta) + e))
        {
            (v[0], v[1]) = (v[1], v[0]);
            (a, b, xi, eta) = (b, a, eta, xi);
        }

        if (b > c + e || (Near(b, c, e) && Math.Abs(eta) > Math.Abs(zeta) + e))
        {
            (v[1], v[2]) = (v[2], v[1]);
            return true;
        }

        NormaliseSigns(metric, v, e);
        (a, b, c, xi, eta, zeta) = Form(metric, v);
        if (Math.Abs(xi) > b + e || (Near(xi, b, e) && 2 * eta < zeta - e) || (Near(xi, -b, e) && zeta < -e))
        {
            v[2] = Add(v[2], v[1], xi > 0 ? -1 : 1);
            return true;
        }

        if (Math.Abs(eta) > a + e || (Near(eta, a, e) && 2 * xi < zeta - e) || (Near(eta, -a, e) && zeta < -e))
        {
            v[2] = Add(v[2], v[0], eta > 0 ? -1 : 1);
            return true;
        }

        if (Math.Abs(zeta) > a + e || (Near(zeta, a, e) && 2 * xi < eta - e) || (Near(zeta, -a, e) && eta < -e))
        {
            v[1] = Add(v[1], v[0], zeta > 0 ? -1 : 1);
            return true;
        }

        var sum = xi + eta + zeta + a + b;
        if (sum < -e || (Math.Abs(sum) <= e && 2 * (a + eta) + zeta > e))
        {
            v[2] = Add(Add(v[2], v[0]), v[1]);
            return true;
        }

        return false;
    }

    /// <summary>All three products positive, or none: steps 3 and 4 of the algorithm.</summary>
    private static void NormaliseSigns(double[] metric, int[][] v, double e)
    {
        var (_, _, _, xi, eta, zeta) = Form(metric, v);
        ReadOnlySpan<double> products = [xi, eta, zeta];
        Span<int> sign = [1, 1, 1];
        var (positive, zero, lastZero) = (1, 0, -1);
        for (var i = 0; i < 3; i++)
        {
            if (Math.Abs(products[i]) <= e)
                (zero, lastZero) = (zero + 1, i);
            else if (products[i] < 0)
                positive = -positive;
        }

        var allPositive = zero == 0 && positive > 0;
        for (var i = 0; i < 3; i++)
            if (Math.Abs(products[i]) > e && (products[i] > 0) != allPositive)
                sign[i] = -1;
        if (sign[0] * sign[1] * sign[2] < 0 && lastZero >= 0)
            sign[lastZero] = -1;
        for (var i = 0; i < 3; i++)
            if (sign[i] < 0)
                v[i] = Negative(v[i]);
    }

    private static (double A, double B, double C, double Xi, double Eta, double Zeta) Form(double[] g, int[][] v) =>
        (
            Matrix3.Dot(g, v[0], v[0]),
            Matrix3.Dot(g, v[1], v[1]),
            Matrix3.Dot(g, v[2], v[2]),
            2 * Matrix3.Dot(g, v[1], v[2]),
            2 * Matrix3.Dot(g, v[0], v[2]),
            2 * Matrix3.Dot(g, v[0], v[1])
        );

    /// <summary>
    /// Shortest basis (u, v) of the lattice plane h·x = 0, with |u| ≤ |v| and an angle of 90° or more.
    /// </summary>
    public static (int[] U, int[] V) Plane(ReadOnlySpan<double> metric, ReadOnlySpan<int> h)
    {
        var (u, v) = Kernel(h);
        for (var step = 0; step < StepLimit; step++)
        {
            var (uu, vv, uv) = (Matrix3.Dot(metric, u, u), Matrix3.Dot(metric, v, v), Matrix3.Dot(metric, u, v));
            if (uu > vv + 1e-9)
            {
                (u, v) = (v, u);
                continue;
            }

            var factor = (int)Math.Round(uv / uu, MidpointRounding.ToZero);
            if (factor == 0 || Math.Abs(uv) <= uu * (0.5 + 1e-7))
                break;
            v = Add(v, u, -factor);
        }

        return Matrix3.Dot(metric, u, v) > 1e-9 ? (u, Negative(v)) : (u, v);
    }

    private static (int[] U, int[] V) Kernel(ReadOnlySpan<int> h)
    {
        if (h[0] == 0 && h[1] == 0)
            return ([1, 0, 0], [0, 1, 0]);
        var (g, p, q) = ExtendedGcd(h[0], h[1]);
        var third = g / Gcd(g, h[2]);
        var along = -(h[2] * third) / g;
        return ([h[1] / g, -h[0] / g, 0], [along * p, along * q, third]);
    }

    public static int Gcd(int a, int b)
    {
        while (b != 0)
            (a, b) = (b, a % b);
        return Math.Abs(a);
    }

    private static (int G, int P, int Q) ExtendedGcd(int a, int b)
    {
        var (r0, r1, p0, p1, q0, q1) = (a, b, 1, 0, 0, 1);
        while (r1 != 0)
        {
            var quotient = r0 / r1;
            (r0, r1) = (r1, r0 - quotient * r1);
            (p0, p1) = (p1, p0 - quotient * p1);
            (q0, q1) = (q1, q0 - quotient * q1);
        }

        return r0 < 0 ? (-r0, -p0, -q0) : (r0, p0, q0);
    }

    public static int[] FromColumns(ReadOnlySpan<int> a, ReadOnlySpan<int> b, ReadOnlySpan<int> c) =>
        [a[0], b[0], c[0], a[1], b[1], c[1], a[2], b[2], c[2]];

    public static int[] Add(ReadOnlySpan<int> a, ReadOnlySpan<int> b, int factor = 1) =>
        [a[0] + factor * b[0], a[1] + factor * b[1], a[2] + factor * b[2]];

    public static int[] Negative(ReadOnlySpan<int> a) => [-a[0], -a[1], -a[2]];

    private static bool Near(double x, double y, double e) => Math.Abs(x - y) <= e;
}
