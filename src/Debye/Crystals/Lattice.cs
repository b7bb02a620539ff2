namespace Debye.Crystals;

/// <summary>The three cell vectors of a crystal, in ångström: rows a, b, c of a 3×3 matrix.</summary>
public sealed class Lattice : IEquatable<Lattice>
{
    private readonly double[] _rows;
    private readonly double[] _inverse;

    /// <summary>Creates a lattice from its vectors.</summary>
    /// <param name="rows">Nine numbers, Å: a, then b, then c. The vectors must be finite and span a volume above 1e-6 Å³.</param>
    /// <exception cref="ArgumentException">The vectors are not finite or lie in a plane.</exception>
    public Lattice(ReadOnlySpan<double> rows)
    {
        if (rows.Length != 9)
            throw new ArgumentException($"A lattice has nine numbers, not {rows.Length}.", nameof(rows));
        _rows = rows.ToArray();
        var determinant = Determinant(_rows);
        if (!double.IsFinite(determinant) || Math.Abs(determinant) < 1e-6)
            throw new ArgumentException(Invariant($"The lattice vectors span no volume ({determinant:g4} Å³)."), nameof(rows));
        VolumeAngstrom3 = Math.Abs(determinant);
        _inverse = Invert(_rows, determinant);
    }

    /// <summary>Lattice vectors as rows, Å (row-major 3×3).</summary>
    public ReadOnlySpan<double> Rows => _rows;

    /// <summary>Inverse of <see cref="Rows"/>, 1/Å: its columns are the reciprocal vectors a*, b*, c* (without 2π).</summary>
    public ReadOnlySpan<double> Inverse => _inverse;

    /// <summary>Cell volume, Å³.</summary>
    public double VolumeAngstrom3 { get; }

    /// <summary>Length of a, Å.</summary>
    public double A => Length(0);

    /// <summary>Length of b, Å.</summary>
    public double B => Length(1);

    /// <summary>Length of c, Å.</summary>
    public double C => Length(2);

    /// <summary>Angle between b and c, degrees.</summary>
    public double AlphaDegrees => AngleDegrees(1, 2);

    /// <summary>Angle between a and c, degrees.</summary>
    public double BetaDegrees => AngleDegrees(0, 2);

    /// <summary>Angle between a and b, degrees.</summary>
    public double GammaDegrees => AngleDegrees(0, 1);

    /// <summary>Creates a lattice from lengths (Å) and angles (degrees); c lies along z and a in the xz plane.</summary>
    /// <exception cref="ArgumentException">No cell has these lengths and angles.</exception>
    public static Lattice FromParameters(double a, double b, double c, double alphaDegrees, double betaDegrees, double gammaDegrees)
    {
        var (cosA, cosB, cosG) = (CosDegrees(alphaDegrees), CosDegrees(betaDegrees), CosDegrees(gammaDegrees));
        var shape = 1 - cosA * cosA - cosB * cosB - cosG * cosG + 2 * cosA * cosB * cosG;
        var possible =
            a > 0
            && b > 0
            && c > 0
            && shape > 1e-12
            && double.IsFinite(a * b * c)
            && alphaDegrees is > 0 and < 180
            && betaDegrees is > 0 and < 180
            && gammaDegrees is > 0 and < 180;
        if (!possible)
            throw new ArgumentException(
                Invariant($"No cell has a={a:g6} b={b:g6} c={c:g6} Å, α={alphaDegrees:g6} β={betaDegrees:g6} γ={gammaDegrees:g6}°.")
            );
        var sinA = Math.Sqrt(1 - cosA * cosA);
        var sinB = Math.Sqrt(1 - cosB * cosB);
        var cosGammaStar = Math.Clamp((cosA * cosB - cosG) / (sinA * sinB), -1, 1);
        var sinGammaStar = Math.Sqrt(1 - cosGammaStar * cosGammaStar);
        return new Lattice([a * sinB, 0, a * cosB, -b * sinA * cosGammaStar, b * sinA * sinGammaStar, b * cosA, 0, 0, c]);
    }

    /// <summary>A cubic lattice with edge <paramref name="edgeAngstrom"/>.</summary>
    public static Lattice Cubic(double edgeAngstrom) => new([edgeAngstrom, 0, 0, 0, edgeAngstrom, 0, 0, 0, edgeAngstrom]);

    /// <summary>Fractional to Cartesian coordinates (Å).</summary>
    public CartesianPosition ToCartesian(FractionalPosition p) =>
        new(
            p.X * _rows[0] + p.Y * _rows[3] + p.Z * _rows[6],
            p.X * _rows[1] + p.Y * _rows[4] + p.Z * _rows[7],
            p.X * _rows[2] + p.Y * _rows[5] + p.Z * _rows[8]
        );

    /// <summary>Cartesian (Å) to fractional coordinates.</summary>
    public FractionalPosition ToFractional(CartesianPosition p) =>
        new(
            p.X * _inverse[0] + p.Y * _inverse[3] + p.Z * _inverse[6],
            p.X * _inverse[1] + p.Y * _inverse[4] + p.Z * _inverse[7],
            p.X * _inverse[2] + p.Y * _inverse[5] + p.Z * _inverse[8]
        );

    /// <summary>Metric tensor G = A·Aᵀ, Å² (row-major 3×3).</summary>
    public double[] MetricTensor() => Gram(_rows);

    /// <summary>Reciprocal metric tensor G*, 1/Å²: 1/d² = h·G*·h.</summary>
    public double[] ReciprocalMetricTensor()
    {
        var result = new double[9];
        for (var i = 0; i < 3; i++)
        for (var j = 0; j < 3; j++)
            result[3 * i + j] = _inverse[i] * _inverse[j] + _inverse[3 + i] * _inverse[3 + j] + _inverse[6 + i] * _inverse[6 + j];
        return result;
    }

    /// <summary>
    /// The Niggli-reduced cell of the same lattice points, in the same orientation: a ≤ b ≤ c, as near to right angles as can be.
    /// </summary>
    /// <param name="toleranceAngstrom2">Scalar products of vectors (Å²) closer than this count as equal.</param>
    /// <remarks>Source: I. Křivý and B. Gruber, Acta Cryst. A32, 297 (1976), doi 10.1107/S0567739476000636.</remarks>
    /// <exception cref="ArithmeticException">The reduction of an extremely oblique cell does not end.</exception>
    public Lattice NiggliReduced(double toleranceAngstrom2 = 1e-5) =>
        Symmetry.LatticeReduction.Niggli(_rows, toleranceAngstrom2) is { } basis
            ? new Lattice(Symmetry.Matrix3.ChangeBasis(_rows, Symmetry.Matrix3.ToDouble(basis)))
            : throw new ArithmeticException("The Niggli reduction does not end for this cell.");

    /// <summary>Whether two lattices have exactly the same vectors.</summary>
    public bool Equals(Lattice? other) => other is not null && _rows.AsSpan().SequenceEqual(other._rows);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Lattice);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_rows[0], _rows[4], _rows[8]);

    /// <inheritdoc/>
    public override string ToString() =>
        Invariant($"a={A:f4} b={B:f4} c={C:f4} Å, α={AlphaDegrees:f3} β={BetaDegrees:f3} γ={GammaDegrees:f3}°");

    private double Length(int row) => Math.Sqrt(Dot(row, row));

    private double AngleDegrees(int first, int second) =>
        Math.Acos(Math.Clamp(Dot(first, second) / (Length(first) * Length(second)), -1, 1)) * (180 / Math.PI);

    private double Dot(int i, int j) =>
        _rows[3 * i] * _rows[3 * j] + _rows[3 * i + 1] * _rows[3 * j + 1] + _rows[3 * i + 2] * _rows[3 * j + 2];

    private static double CosDegrees(double degrees) => degrees == 90 ? 0 : Math.Cos(degrees * (Math.PI / 180));

    private static double Determinant(double[] m) =>
        m[0] * (m[4] * m[8] - m[5] * m[7]) - m[1] * (m[3] * m[8] - m[5] * m[6]) + m[2] * (m[3] * m[7] - m[4] * m[6]);

    private static double[] Invert(double[] m, double determinant) =>
        [
            (m[4] * m[8] - m[5] * m[7]) / determinant,
            (m[2] * m[7] - m[1] * m[8]) / determinant,
            (m[1] * m[5] - m[2] * m[4]) / determinant,
            (m[5] * m[6] - m[3] * m[8]) / determinant,
            (m[0] * m[8] - m[2] * m[6]) / determinant,
            (m[2] * m[3] - m[0] * m[5]) / determinant,
            (m[3] * m[7] - m[4] * m[6]) / determinant,
            (m[1] * m[6] - m[0] * m[7]) / determinant,
            (m[0] * m[4] - m[1] * m[3]) / determinant,
        ];

    private static double[] Gram(double[] m)
    {
        var result = new double[9];
        for (var i = 0; i < 3; i++)
        for (var j = 0; j < 3; j++)
            result[3 * i + j] = m[3 * i] * m[3 * j] + m[3 * i + 1] * m[3 * j + 1] + m[3 * i + 2] * m[3 * j + 2];
        return result;
    }
}
