using Debye.Crystals;

namespace Debye.Techniques.Pdf;

/// <summary>Lattice vectors that can bring two atoms within reach of each other, as separate coordinates padded to whole vectors.</summary>
internal sealed class LatticeTranslations
{
    /// <summary>Coordinates of the padding: beyond every reach.</summary>
    private const double Nowhere = 1e9;

    private const int Width = 8;

    private double[] _x = new double[64];
    private double[] _y = new double[64];
    private double[] _z = new double[64];
    private double[] _found = [];

    /// <summary>Number of vectors with padding, a multiple of 8.</summary>
    public int Count { get; private set; }

    public ReadOnlySpan<double> X => _x.AsSpan(0, Count);

    public ReadOnlySpan<double> Y => _y.AsSpan(0, Count);

    public ReadOnlySpan<double> Z => _z.AsSpan(0, Count);

    /// <summary>Room for one number for each vector and eight more.</summary>
    public Span<double> Found
    {
        get
        {
            if (_found.Length < Count + Width)
                _found = new double[Count + Width];
            return _found;
        }
    }

    /// <summary>Lists all vectors T for which |p + T| ≤ <paramref name="reach"/> is possible for a p with fractions within ±½.</summary>
    public void Build(Lattice lattice, double reach)
    {
        var rows = lattice.Rows;
        var radius = reach + LongestHalfDiagonal(lattice);
        var limit = radius * radius;
        var (na, nb, nc) = (Bound(lattice, 0, radius), Bound(lattice, 1, radius), Bound(lattice, 2, radius));
        var count = 0;
        for (var a = -na; a <= na; a++)
        for (var b = -nb; b <= nb; b++)
        {
            var (x, y, z) = (a * rows[0] + b * rows[3], a * rows[1] + b * rows[4], a * rows[2] + b * rows[5]);
            for (var c = -nc; c <= nc; c++)
            {
                var (tx, ty, tz) = (x + c * rows[6], y + c * rows[7], z + c * rows[8]);
                if (tx * tx + ty * ty + tz * tz > limit)
                    continue;
                if (count + Width >= _x.Length)
                    Grow();
                (_x[count], _y[count], _z[count]) = (tx, ty, tz);
                count++;
            }
        }

        for (; count % Width != 0; count++)
            (_x[count], _y[count], _z[count]) = (Nowhere, 0, 0);
        Count = count;
    }

    /// <summary>Lists the zero vector only: a cluster without a lattice.</summary>
    public void BuildCluster()
    {
        for (var i = 0; i < Width; i++)
            (_x[i], _y[i], _z[i]) = (i == 0 ? 0 : Nowhere, 0, 0);
        Count = Width;
    }

    /// <summary>How many cells lie within the radius along an axis: radius over the distance of its lattice planes.</summary>
    private static int Bound(Lattice lattice, int axis, double radius)
    {
        var inverse = lattice.Inverse;
        var (x, y, z) = (inverse[axis], inverse[3 + axis], inverse[6 + axis]);
        return (int)Math.Floor(radius * Math.Sqrt(x * x + y * y + z * z) + 1e-9);
    }

    private static double LongestHalfDiagonal(Lattice lattice)
    {
        var longest = 0.0;
        for (var corner = 0; corner < 4; corner++)
        {
            var p = new FractionalPosition(0.5, corner % 2 == 0 ? 0.5 : -0.5, corner < 2 ? 0.5 : -0.5);
            longest = Math.Max(longest, lattice.ToCartesian(p).Length);
        }

        return longest;
    }

    private void Grow()
    {
        Array.Resize(ref _x, 2 * _x.Length);
        Array.Resize(ref _y, 2 * _y.Length);
        Array.Resize(ref _z, 2 * _z.Length);
    }
}
