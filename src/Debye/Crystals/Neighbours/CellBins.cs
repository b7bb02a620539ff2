namespace Debye.Crystals.Neighbours;

/// <summary>The sites of one cell, moved into it and sorted into bins that divide its axes.</summary>
/// <remarks>
/// Oblique cells are replaced by a Delaunay-reduced one of the same lattice, so that a sphere never needs many more images
/// than its volume asks for. Arrays grow and are used again for the next structure.
/// </remarks>
internal sealed class CellBins
{
    private const double SitesPerBin = 2;

    /// <summary>Product of edges over volume above which a cell is reduced; 1 is a right-angled one.</summary>
    private const double Oblique = 2;

    private readonly double[] _heights = new double[3];
    private readonly int[] _counts = new int[3];
    private readonly int[] _toGiven = new int[9];
    private readonly double[] _rows = new double[9];
    private double[] _fractions = [];
    private int[] _wraps = [];
    private int[] _binOf = [];
    private int[] _starts = [];
    private int[] _order = [];
    private double[] _points = [];

    /// <summary>Number of sites.</summary>
    public int Sites { get; private set; }

    /// <summary>Volume of the cell, Å³.</summary>
    public double VolumeAngstrom3 { get; private set; }

    /// <summary>
    /// Length of the shortest lattice vector that was used, Å: no site is nearer to an image of itself in a reduced cell.
    /// </summary>
    public double ShortestEdgeAngstrom { get; private set; }

    /// <summary>Lattice vectors of the cell that was used, rows, Å.</summary>
    public ReadOnlySpan<double> Rows => _rows;

    /// <summary>Distances between opposite faces, Å.</summary>
    public ReadOnlySpan<double> Heights => _heights;

    /// <summary>Bins along each axis.</summary>
    public ReadOnlySpan<int> Counts => _counts;

    /// <summary>Sites in the order of the bins.</summary>
    public ReadOnlySpan<int> Order => _order.AsSpan(0, Sites);

    /// <summary>Cartesian coordinates (Å) in the order of the bins, three a site.</summary>
    public ReadOnlySpan<double> Points => _points.AsSpan(0, 3 * Sites);

    /// <summary>First site of each bin in <see cref="Order"/>, and the end.</summary>
    public ReadOnlySpan<int> Starts => _starts;

    /// <summary>Coordinates of a site in the cell that was used, each in [0, 1).</summary>
    public ReadOnlySpan<double> Fractions(int site) => _fractions.AsSpan(3 * site, 3);

    /// <summary>Sorts the sites of a structure.</summary>
    /// <exception cref="ArgumentException">There is no site, a coordinate is beyond ±30,000 cells, or the cell cannot be
    /// reduced.</exception>
    public void Load(Structure structure)
    {
        Sites = structure.Sites.Length;
        if (Sites == 0)
            throw new ArgumentException("the structure has no sites");
        ChooseCell(structure.Lattice);
        if (_fractions.Length < 3 * Sites)
            (_fractions, _wraps, _points, _binOf, _order) = (
                new double[3 * Sites],
                new int[3 * Sites],
                new double[3 * Sites],
                new int[Sites],
                new int[Sites]
            );
        Span<int> inverse = stackalloc int[9];
        Invert(_toGiven, inverse);
        for (var i = 0; i < Sites; i++)
            Wrap(i, structure.Sites[i].Position, inverse);
        ChooseBins();
        Sort();
    }

    /// <summary>The image of a neighbour relative to positions as given, from the one relative to wrapped positions.</summary>
    public CellImage ToGiven(int from, int to, int a, int b, int c)
    {
        var (x, y, z) = (
            a - _wraps[3 * to] + _wraps[3 * from],
            b - _wraps[3 * to + 1] + _wraps[3 * from + 1],
            c - _wraps[3 * to + 2] + _wraps[3 * from + 2]
        );
        return new CellImage(
            _toGiven[0] * x + _toGiven[1] * y + _toGiven[2] * z,
            _toGiven[3] * x + _toGiven[4] * y + _toGiven[5] * z,
            _toGiven[6] * x + _toGiven[7] * y + _toGiven[8] * z
        );
    }

    private void ChooseCell(Lattice lattice)
    {
        VolumeAngstrom3 = lattice.VolumeAngstrom3;
        var isOblique = lattice.A * lattice.B * lattice.C > Oblique * VolumeAngstrom3;
        ReadOnlySpan<int> basis = isOblique
            ? ShortBasis.Of(lattice.Rows) ?? throw new ArgumentException("the cell is too oblique to be reduced")
            : [1, 0, 0, 0, 1, 0, 0, 0, 1];
        basis.CopyTo(_toGiven);
        var given = lattice.Rows;
        for (var v = 0; v < 3; v++)
        for (var x = 0; x < 3; x++)
            _rows[3 * v + x] = basis[v] * given[x] + basis[3 + v] * given[3 + x] + basis[6 + v] * given[6 + x];
        ShortestEdgeAngstrom = double.PositiveInfinity;
        for (var v = 0; v < 3; v++)
        {
            var p = _rows.AsSpan((v + 1) % 3 * 3, 3);
            var q = _rows.AsSpan((v + 2) % 3 * 3, 3);
            var (x, y, z) = (p[1] * q[2] - p[2] * q[1], p[2] * q[0] - p[0] * q[2], p[0] * q[1] - p[1] * q[0]);
            _heights[v] = VolumeAngstrom3 / Math.Sqrt(x * x + y * y + z * z);
            ShortestEdgeAngstrom = Math.Min(ShortestEdgeAngstrom, Math.Sqrt(p[0] * p[0] + p[1] * p[1] + p[2] * p[2]));
        }
    }

    private void Wrap(int site, FractionalPosition position, ReadOnlySpan<int> inverse)
    {
        const double Farthest = 30_000;
        if (Math.Abs(position.X) > Farthest || Math.Abs(position.Y) > Farthest || Math.Abs(position.Z) > Farthest)
            throw new ArgumentException(Invariant($"site {site + 1} has coordinates beyond ±{Farthest:f0} cells"));
        for (var v = 0; v < 3; v++)
        {
            var value = inverse[3 * v] * position.X + inverse[3 * v + 1] * position.Y + inverse[3 * v + 2] * position.Z;
            var whole = Math.Floor(value);
            var fraction = value - whole;
            if (fraction >= 1)
                (fraction, whole) = (0, whole + 1);
            _fractions[3 * site + v] = fraction;
            _wraps[3 * site + v] = (int)whole;
        }
    }

    private void ChooseBins()
    {
        var width = Math.Cbrt(SitesPerBin * VolumeAngstrom3 / Sites);
        var total = 1L;
        for (var v = 0; v < 3; v++)
        {
            _counts[v] = (int)Math.Clamp(Math.Floor(_heights[v] / width), 1, Math.Max(1, 8L * Sites / total));
            total *= _counts[v];
        }

        if (_starts.Length < total + 1)
            _starts = new int[total + 1];
    }

    private void Sort()
    {
        var bins = _counts[0] * _counts[1] * _counts[2];
        _starts.AsSpan(0, bins + 1).Clear();
        for (var i = 0; i < Sites; i++)
        {
            var f = Fractions(i);
            _binOf[i] = (Bin(f[0], 0) * _counts[1] + Bin(f[1], 1)) * _counts[2] + Bin(f[2], 2);
            _starts[_binOf[i] + 1]++;
        }

        for (var b = 0; b < bins; b++)
            _starts[b + 1] += _starts[b];
        for (var i = 0; i < Sites; i++)
        {
            var at = _starts[_binOf[i]]++;
            var f = Fractions(i);
            _order[at] = i;
            for (var x = 0; x < 3; x++)
                _points[3 * at + x] = f[0] * _rows[x] + f[1] * _rows[3 + x] + f[2] * _rows[6 + x];
        }

        for (var b = bins; b > 0; b--)
            _starts[b] = _starts[b - 1];
        _starts[0] = 0;
    }

    private int Bin(double fraction, int axis) => Math.Min(_counts[axis] - 1, (int)(fraction * _counts[axis]));

    /// <summary>Inverse of a whole-number matrix of determinant ±1.</summary>
    private static void Invert(ReadOnlySpan<int> m, Span<int> destination)
    {
        var determinant = m[0] * (m[4] * m[8] - m[5] * m[7]) - m[1] * (m[3] * m[8] - m[5] * m[6]) + m[2] * (m[3] * m[7] - m[4] * m[6]);
        for (var row = 0; row < 3; row++)
        for (var column = 0; column < 3; column++)
        {
            var (r1, r2, c1, c2) = ((column + 1) % 3, (column + 2) % 3, (row + 1) % 3, (row + 2) % 3);
            destination[3 * row + column] = determinant * (m[3 * r1 + c1] * m[3 * r2 + c2] - m[3 * r1 + c2] * m[3 * r2 + c1]);
        }
    }
}
