namespace Debye.Crystals.Symmetry;

/// <summary>Tells whether an operation brings every point of a cell onto a point of the same type.</summary>
/// <remarks>
/// Points are sorted by type and by a periodic key, a whole-number combination of their coordinates; an image is then
/// compared only with points of almost the same key, so that a test of an operation costs about n·log n.
/// </remarks>
internal sealed class CoincidenceSearch
{
    // Any whole numbers keep the key periodic; unequal ones keep layers and rows of a crystal apart.
    private const double KeyX = 2,
        KeyY = 3,
        KeyZ = 5;

    private readonly double[] _rows;
    private readonly double[] _x;
    private readonly int[] _order;
    private readonly double[] _keys;
    private readonly int[] _start;
    private readonly int[] _end;
    private readonly double _keyPerAngstrom;
    private readonly bool[] _taken;

    public CoincidenceSearch(PointCell cell)
    {
        (_rows, _x) = (cell.LatticeRows, cell.Positions);
        var n = cell.Count;
        _order = new int[n];
        _keys = new double[n];
        (_start, _end, _taken) = (new int[n], new int[n], new bool[n]);
        var keys = new (int Type, double Key)[n];
        for (var i = 0; i < n; i++)
        {
            _order[i] = i;
            keys[i] = (cell.Types[i], Key(_x[3 * i], _x[3 * i + 1], _x[3 * i + 2]));
        }

        Array.Sort(keys, _order);
        for (var i = 0; i < n; i++)
            _keys[i] = keys[i].Key;
        for (int from = 0, to; from < n; from = to)
        {
            for (to = from; to < n && keys[to].Type == keys[from].Type; to++) { }
            for (var i = from; i < to; i++)
                (_start[_order[i]], _end[_order[i]]) = (from, to);
        }

        var inverse = Matrix3.Inverse(_rows);
        var gradient = 0.0;
        for (var i = 0; i < 3; i++)
        {
            var slope = inverse[3 * i] * KeyX + inverse[3 * i + 1] * KeyY + inverse[3 * i + 2] * KeyZ;
            gradient += slope * slope;
        }

        _keyPerAngstrom = Math.Sqrt(gradient);
    }

    /// <summary>Whether x → R·x + t maps the cell onto itself within a distance (Å).</summary>
    /// <param name="rotation">R, nine integers.</param>
    /// <param name="t">Translation, fractional.</param>
    /// <param name="toleranceAngstrom">Largest distance between an image and its point.</param>
    /// <param name="images">Index of the point that each point arrives at; meaningful when true is returned.</param>
    public bool Maps(ReadOnlySpan<int> rotation, ReadOnlySpan<double> t, double toleranceAngstrom, Span<int> images)
    {
        Array.Clear(_taken);
        var x = _x;
        for (var i = 0; i < images.Length; i++)
        {
            var (px, py, pz) = (x[3 * i], x[3 * i + 1], x[3 * i + 2]);
            var found = Nearest(
                i,
                rotation[0] * px + rotation[1] * py + rotation[2] * pz + t[0],
                rotation[3] * px + rotation[4] * py + rotation[5] * pz + t[1],
                rotation[6] * px + rotation[7] * py + rotation[8] * pz + t[2],
                toleranceAngstrom
            );
            if (found < 0)
                return false;
            _taken[found] = true;
            images[i] = found;
        }

        return true;
    }

    /// <summary>Whether two points of one type are closer than the tolerance (Å).</summary>
    public bool HasCloseNeighbours(double toleranceAngstrom)
    {
        Array.Clear(_taken);
        for (var i = 0; i < _taken.Length; i++)
        {
            _taken[i] = true;
            if (Nearest(i, _x[3 * i], _x[3 * i + 1], _x[3 * i + 2], toleranceAngstrom) >= 0)
                return true;
        }

        return false;
    }

    /// <summary>The first point of the type of <paramref name="like"/> within the tolerance (Å) of a place, or −1.</summary>
    public int FindAny(int like, double px, double py, double pz, double toleranceAngstrom)
    {
        Array.Clear(_taken);
        return Nearest(like, px, py, pz, toleranceAngstrom);
    }

    /// <summary>A free point of the type of <paramref name="like"/> within the tolerance of a place, or −1.</summary>
    private int Nearest(int like, double px, double py, double pz, double tolerance)
    {
        var (start, end) = (_start[like], _end[like]);
        var window = tolerance * _keyPerAngstrom;
        if (end - start <= 4 || window >= 0.5)
            return Scan(start, end, px, py, pz, tolerance);
        var key = Key(px, py, pz);
        var (low, high) = (key - window, key + window);
        var found = ScanKeys(start, end, low, high, px, py, pz, tolerance);
        if (found < 0 && low < 0)
            found = ScanKeys(start, end, low + 1, 1, px, py, pz, tolerance);
        if (found < 0 && high >= 1)
            found = ScanKeys(start, end, 0, high - 1, px, py, pz, tolerance);
        return found;
    }

    private int ScanKeys(int start, int end, double low, double high, double px, double py, double pz, double tolerance)
    {
        var (from, to) = (start, end);
        while (from < to)
        {
            var middle = (from + to) >> 1;
            if (_keys[middle] < low)
                from = middle + 1;
            else
                to = middle;
        }

        for (to = from; to < end && _keys[to] <= high; to++) { }
        return Scan(from, to, px, py, pz, tolerance);
    }

    private int Scan(int from, int to, double px, double py, double pz, double tolerance)
    {
        var (x, m) = (_x, _rows);
        for (var k = from; k < to; k++)
        {
            var j = _order[k];
            if (_taken[j])
                continue;
            var (dx, dy, dz) = (px - x[3 * j], py - x[3 * j + 1], pz - x[3 * j + 2]);
            dx -= Math.Round(dx);
            dy -= Math.Round(dy);
            dz -= Math.Round(dz);
            var cx = dx * m[0] + dy * m[3] + dz * m[6];
            var cy = dx * m[1] + dy * m[4] + dz * m[7];
            var cz = dx * m[2] + dy * m[5] + dz * m[8];
            if (cx * cx + cy * cy + cz * cz < tolerance * tolerance)
                return j;
        }

        return -1;
    }

    private static double Key(double x, double y, double z)
    {
        var key = KeyX * x + KeyY * y + KeyZ * z;
        return key - Math.Floor(key);
    }
}
