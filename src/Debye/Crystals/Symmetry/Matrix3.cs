namespace Debye.Crystals.Symmetry;

/// <summary>Arithmetic on 3×3 matrices (row-major, nine numbers) and column vectors.</summary>
internal static class Matrix3
{
    public static int[] Identity => [1, 0, 0, 0, 1, 0, 0, 0, 1];

    public static int Determinant(ReadOnlySpan<int> m) =>
        m[0] * (m[4] * m[8] - m[5] * m[7]) - m[1] * (m[3] * m[8] - m[5] * m[6]) + m[2] * (m[3] * m[7] - m[4] * m[6]);

    public static double Determinant(ReadOnlySpan<double> m) =>
        m[0] * (m[4] * m[8] - m[5] * m[7]) - m[1] * (m[3] * m[8] - m[5] * m[6]) + m[2] * (m[3] * m[7] - m[4] * m[6]);

    public static int[] Multiply(ReadOnlySpan<int> a, ReadOnlySpan<int> b)
    {
        var result = new int[9];
        for (var i = 0; i < 3; i++)
        for (var j = 0; j < 3; j++)
            result[3 * i + j] = a[3 * i] * b[j] + a[3 * i + 1] * b[3 + j] + a[3 * i + 2] * b[6 + j];
        return result;
    }

    public static double[] Multiply(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var result = new double[9];
        for (var i = 0; i < 3; i++)
        for (var j = 0; j < 3; j++)
            result[3 * i + j] = a[3 * i] * b[j] + a[3 * i + 1] * b[3 + j] + a[3 * i + 2] * b[6 + j];
        return result;
    }

    public static void Apply(ReadOnlySpan<double> m, ReadOnlySpan<double> vector, Span<double> destination)
    {
        var (x, y, z) = (vector[0], vector[1], vector[2]);
        destination[0] = m[0] * x + m[1] * y + m[2] * z;
        destination[1] = m[3] * x + m[4] * y + m[5] * z;
        destination[2] = m[6] * x + m[7] * y + m[8] * z;
    }

    public static double[] Inverse(ReadOnlySpan<double> m)
    {
        var d = Determinant(m);
        return
        [
            (m[4] * m[8] - m[5] * m[7]) / d,
            (m[2] * m[7] - m[1] * m[8]) / d,
            (m[1] * m[5] - m[2] * m[4]) / d,
            (m[5] * m[6] - m[3] * m[8]) / d,
            (m[0] * m[8] - m[2] * m[6]) / d,
            (m[2] * m[3] - m[0] * m[5]) / d,
            (m[3] * m[7] - m[4] * m[6]) / d,
            (m[1] * m[6] - m[0] * m[7]) / d,
            (m[0] * m[4] - m[1] * m[3]) / d,
        ];
    }

    public static double[] Transpose(ReadOnlySpan<double> m) => [m[0], m[3], m[6], m[1], m[4], m[7], m[2], m[5], m[8]];

    public static double[] ToDouble(ReadOnlySpan<int> m)
    {
        var result = new double[m.Length];
        for (var i = 0; i < m.Length; i++)
            result[i] = m[i];
        return result;
    }

    /// <summary>Nearest integers; false when an entry is farther than <paramref name="tolerance"/> from one.</summary>
    public static bool TryRound(ReadOnlySpan<double> m, double tolerance, out int[] rounded)
    {
        rounded = new int[m.Length];
        for (var i = 0; i < m.Length; i++)
        {
            var value = Math.Round(m[i]);
            if (!(Math.Abs(value - m[i]) <= tolerance))
                return false;
            rounded[i] = (int)value;
        }

        return true;
    }

    /// <summary>Lattice vectors (rows) of the basis whose vectors are the columns of <paramref name="columns"/>.</summary>
    public static double[] ChangeBasis(ReadOnlySpan<double> latticeRows, ReadOnlySpan<double> columns) =>
        Multiply(Transpose(columns), latticeRows);

    /// <summary>Metric tensor of lattice vectors given as rows.</summary>
    public static double[] Metric(ReadOnlySpan<double> latticeRows) => Multiply(latticeRows, Transpose(latticeRows));

    /// <summary>u·G·v.</summary>
    public static double Dot(ReadOnlySpan<double> metric, ReadOnlySpan<int> u, ReadOnlySpan<int> v)
    {
        var sum = 0.0;
        for (var i = 0; i < 3; i++)
            sum += u[i] * (metric[3 * i] * v[0] + metric[3 * i + 1] * v[1] + metric[3 * i + 2] * v[2]);
        return sum;
    }

    /// <summary>A number of its own for every matrix with entries −1, 0, 1; −1 for other matrices.</summary>
    public static int Key(ReadOnlySpan<int> rotation)
    {
        var key = 0;
        foreach (var entry in rotation)
        {
            if (entry is < -1 or > 1)
                return -1;
            key = 3 * key + entry + 1;
        }

        return key;
    }
}
