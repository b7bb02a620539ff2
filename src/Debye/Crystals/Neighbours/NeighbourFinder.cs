namespace Debye.Crystals.Neighbours;

/// <summary>Neighbours of the sites of a crystal, periodic images included, by a cell list; exact for every shape of cell.</summary>
/// <remarks>
/// Load a structure, then ask for its sites. One finder is for one thread; its memory serves one structure after the other.
/// Cost: proportional to the number of sites in the sphere, with the next few around it. Distances are sums in double precision.
/// </remarks>
public sealed class NeighbourFinder
{
    /// <summary>A neighbour at the radius itself counts, up to this rounding, Å.</summary>
    private const double RadiusSlackAngstrom = 1e-8;

    private readonly CellBins _bins = new();
    private int _found;
    private double[] _keys = new double[256];
    private int[] _places = new int[256];
    private (int Site, int A, int B, int C)[] _raw = new (int, int, int, int)[256];
    private PeriodicNeighbour[] _sorted = new PeriodicNeighbour[256];

    /// <summary>Number of sites of the structure; 0 before the first.</summary>
    public int Sites => _bins.Sites;

    /// <summary>Takes a structure, cell and positions as given.</summary>
    /// <param name="structure">The crystal; occupancies are not looked at.</param>
    /// <param name="minimumDistanceAngstrom">Shortest lattice vector that is accepted, Å: bounds the work for nonsensical cells.</param>
    /// <exception cref="ArgumentException">There is no site, a lattice vector is too short, a coordinate is beyond ±30,000 cells, or the
    /// cell is too oblique.</exception>
    public void Load(Structure structure, double minimumDistanceAngstrom = 0.1)
    {
        ArgumentNullException.ThrowIfNull(structure);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(minimumDistanceAngstrom);
        _bins.Load(structure);
        if (_bins.ShortestEdgeAngstrom < minimumDistanceAngstrom)
            throw new ArgumentException(
                Invariant($"the cell repeats after {_bins.ShortestEdgeAngstrom:g4} Å; expected {minimumDistanceAngstrom} Å or more")
            );
    }

    /// <summary>All neighbours of a site within a radius, the nearest first.</summary>
    /// <param name="site">Number of the site, from 0.</param>
    /// <param name="radiusAngstrom">Radius, Å, above 0.</param>
    /// <returns>Neighbours by distance; equal ones in an order that the structure fixes. Valid until the next question.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such site, or the radius is not above 0.</exception>
    public ReadOnlySpan<PeriodicNeighbour> Within(int site, double radiusAngstrom)
    {
        Check(site, radiusAngstrom);
        Collect(site, radiusAngstrom);
        return Sorted(site, _found);
    }

    /// <summary>The nearest neighbours of a site.</summary>
    /// <param name="site">Number of the site, from 0.</param>
    /// <param name="count">How many, 1 or more.</param>
    /// <param name="radiusAngstrom">None is farther away than this, Å.</param>
    /// <param name="shellGapAngstrom">
    /// If given, no shell is cut: neighbours follow beyond the count as long as each is at most this much (Å) farther than the one before.
    /// </param>
    /// <returns>Neighbours by distance, fewer than the count where the sphere holds no more. Valid until the next question.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such site, or the count or the radius is not above 0.</exception>
    public ReadOnlySpan<PeriodicNeighbour> Nearest(int site, int count, double radiusAngstrom, double? shellGapAngstrom = null)
    {
        Check(site, radiusAngstrom);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var gap = shellGapAngstrom ?? 0;
        ArgumentOutOfRangeException.ThrowIfNegative(gap, nameof(shellGapAngstrom));
        for (var radius = FirstRadius(count); ; radius *= 1.3)
        {
            var isLast = radius >= radiusAngstrom;
            Collect(site, isLast ? radiusAngstrom : radius);
            if (_found < count && !isLast)
                continue;
            SortKeys();
            var taken = Math.Min(count, _found);
            if (shellGapAngstrom is not null)
            {
                while (taken > 0 && taken < _found && Math.Sqrt(_keys[taken]) - Math.Sqrt(_keys[taken - 1]) <= gap)
                    taken++;
                if (!isLast && taken == _found && radius - Math.Sqrt(_keys[taken - 1]) <= gap)
                    continue;
            }

            return Listed(site, taken);
        }
    }

    private void Check(int site, double radiusAngstrom)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(site);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(site, Sites);
        if (radiusAngstrom is not > 0 || !double.IsFinite(radiusAngstrom))
            throw new ArgumentOutOfRangeException(nameof(radiusAngstrom), radiusAngstrom, "expected a radius above 0 Å");
    }

    /// <summary>Radius (Å) of a sphere that holds twice the count on average.</summary>
    private double FirstRadius(int count) => Math.Cbrt(2 * (count + 1) * _bins.VolumeAngstrom3 / _bins.Sites / (4.0 / 3 * Math.PI));

    private ReadOnlySpan<PeriodicNeighbour> Sorted(int site, int count)
    {
        SortKeys();
        return Listed(site, count);
    }

    /// <summary>Squared distances, ascending; equal ones in the order in which they were found.</summary>
    private void SortKeys()
    {
        _keys.AsSpan(0, _found).Sort(_places.AsSpan(0, _found));
        for (var i = 1; i < _found; i++)
        for (var k = i; k > 0 && _keys[k] == _keys[k - 1] && _places[k] < _places[k - 1]; k--)
            (_places[k], _places[k - 1]) = (_places[k - 1], _places[k]);
    }

    private ReadOnlySpan<PeriodicNeighbour> Listed(int site, int count)
    {
        if (_sorted.Length < count)
            _sorted = new PeriodicNeighbour[_keys.Length];
        for (var i = 0; i < count; i++)
        {
            var (other, a, b, c) = _raw[_places[i]];
            _sorted[i] = new PeriodicNeighbour(other, Math.Sqrt(_keys[i]), _bins.ToGiven(site, other, a, b, c));
        }

        return _sorted.AsSpan(0, count);
    }

    /// <summary>Goes through the bins that the sphere may touch.</summary>
    private void Collect(int site, double radius)
    {
        _found = 0;
        var counts = _bins.Counts;
        var f = _bins.Fractions(site);
        var heights = _bins.Heights;
        var rows = _bins.Rows;
        Span<int> low = stackalloc int[3],
            high = stackalloc int[3];
        for (var v = 0; v < 3; v++)
        {
            var reach = (radius + RadiusSlackAngstrom) / heights[v];
            low[v] = (int)Math.Floor((f[v] - reach) * counts[v]);
            high[v] = (int)Math.Floor((f[v] + reach) * counts[v]);
        }

        var centre = (
            X: f[0] * rows[0] + f[1] * rows[3] + f[2] * rows[6],
            Y: f[0] * rows[1] + f[1] * rows[4] + f[2] * rows[7],
            Z: f[0] * rows[2] + f[1] * rows[5] + f[2] * rows[8]
        );
        var limit = (radius + RadiusSlackAngstrom) * (radius + RadiusSlackAngstrom);
        for (var a = low[0]; a <= high[0]; a++)
        {
            var (binA, imageA) = Split(a, counts[0]);
            for (var b = low[1]; b <= high[1]; b++)
            {
                var (binB, imageB) = Split(b, counts[1]);
                for (var c = low[2]; c <= high[2]; c++)
                {
                    var (binC, imageC) = Split(c, counts[2]);
                    var bin = (binA * counts[1] + binB) * counts[2] + binC;
                    if (_bins.Starts[bin] == _bins.Starts[bin + 1])
                        continue;
                    var x = imageA * rows[0] + imageB * rows[3] + imageC * rows[6] - centre.X;
                    var y = imageA * rows[1] + imageB * rows[4] + imageC * rows[7] - centre.Y;
                    var z = imageA * rows[2] + imageB * rows[5] + imageC * rows[8] - centre.Z;
                    Scan(site, _bins.Starts[bin], _bins.Starts[bin + 1], (x, y, z), (imageA, imageB, imageC), limit);
                }
            }
        }
    }

    private void Scan(int site, int start, int end, (double X, double Y, double Z) shift, (int A, int B, int C) image, double limit)
    {
        var points = _bins.Points;
        var order = _bins.Order;
        for (var at = start; at < end; at++)
        {
            var (x, y, z) = (points[3 * at] + shift.X, points[3 * at + 1] + shift.Y, points[3 * at + 2] + shift.Z);
            var square = x * x + y * y + z * z;
            if (square > limit || (order[at] == site && image == (0, 0, 0)))
                continue;
            if (_found == _keys.Length)
                Grow();
            _keys[_found] = square;
            _places[_found] = _found;
            _raw[_found++] = (order[at], image.A, image.B, image.C);
        }
    }

    private void Grow()
    {
        Array.Resize(ref _keys, 2 * _keys.Length);
        Array.Resize(ref _places, 2 * _places.Length);
        Array.Resize(ref _raw, 2 * _raw.Length);
    }

    private static (int Bin, int Image) Split(int index, int count)
    {
        var image = index >= 0 ? index / count : -((count - 1 - index) / count);
        return (index - image * count, image);
    }
}
