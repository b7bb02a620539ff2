using Debye.Numerics;

namespace Debye.Crystals.Sampling;

/// <summary>Places orbits one by one into a cell and refuses those that come too close to anything.</summary>
internal sealed class OrbitPlacer
{
    private readonly double[] _metric = new double[6];
    private readonly bool[] _reaches = new bool[3];
    private double[] _x = new double[256];
    private double[] _y = new double[256];
    private double[] _z = new double[256];
    private double[] _radius = new double[256];
    private double _contactFactor;
    private double _shortestTranslation;

    /// <summary>Number of atoms placed.</summary>
    public int Count { get; private set; }

    /// <summary>Starts an empty cell.</summary>
    /// <param name="lattice">The cell.</param>
    /// <param name="contactFactor">Two atoms may not come closer than this times the sum of their covalent radii.</param>
    /// <param name="largestRadiusAngstrom">Largest covalent radius that will be placed.</param>
    public void Start(Lattice lattice, double contactFactor, double largestRadiusAngstrom)
    {
        Count = 0;
        _contactFactor = contactFactor;
        var g = lattice.MetricTensor();
        (_metric[0], _metric[1], _metric[2]) = (g[0], g[4], g[8]);
        (_metric[3], _metric[4], _metric[5]) = (2 * g[5], 2 * g[2], 2 * g[1]);
        var reciprocal = lattice.ReciprocalMetricTensor();
        var contact = 2 * contactFactor * largestRadiusAngstrom;
        for (var axis = 0; axis < 3; axis++)
            _reaches[axis] = 0.5 / Math.Sqrt(reciprocal[4 * axis]) < contact;
        _shortestTranslation = double.MaxValue;
        for (var i = -1; i <= 1; i++)
        for (var j = -1; j <= 1; j++)
        for (var k = -1; k <= 1; k++)
            if (i != 0 || j != 0 || k != 0)
                _shortestTranslation = Math.Min(_shortestTranslation, Math.Sqrt(SquaredLength(i, j, k)));
    }

    /// <summary>Tries to place an orbit at random free coordinates.</summary>
    /// <returns>The representative, or null when every try collided.</returns>
    public FractionalPosition? TryPlace(WyckoffPosition position, double radiusAngstrom, int tries, ref RandomSource random)
    {
        if (2 * _contactFactor * radiusAngstrom > _shortestTranslation)
            return null;
        if (position.DegreesOfFreedom == 0)
            tries = 1;
        var maps = position.Positions;
        Reserve(Count + maps.Length);
        for (var t = 0; t < tries; t++)
        {
            var start = maps[0].Apply(new FractionalPosition(random.NextDouble(), random.NextDouble(), random.NextDouble()));
            if (CollidesWithPlaced(start, radiusAngstrom))
                continue;
            var free = true;
            for (var i = 0; i < maps.Length && free; i++)
            {
                var image = maps[i].Apply(start).Wrapped();
                (_x[Count + i], _y[Count + i], _z[Count + i], _radius[Count + i]) = (image.X, image.Y, image.Z, radiusAngstrom);
                free = i == 0 || !Touches(start, Count + i, radiusAngstrom);
            }

            if (!free)
                continue;
            Count += maps.Length;
            return start;
        }

        return null;
    }

    private bool CollidesWithPlaced(FractionalPosition p, double radius)
    {
        for (var i = 0; i < Count; i++)
            if (Touches(p, i, radius))
                return true;
        return false;
    }

    private bool Touches(FractionalPosition p, int i, double radius)
    {
        var contact = _contactFactor * (radius + _radius[i]);
        var limit = contact * contact;
        double dx = p.X - _x[i],
            dy = p.Y - _y[i],
            dz = p.Z - _z[i];
        dx -= Math.Round(dx);
        dy -= Math.Round(dy);
        dz -= Math.Round(dz);
        if (SquaredLength(dx, dy, dz) < limit)
            return true;
        // In a small or skew cell the shortest vector may be one image further along the short axes.
        double sx = dx - Math.CopySign(1, dx),
            sy = dy - Math.CopySign(1, dy),
            sz = dz - Math.CopySign(1, dz);
        if (_reaches[0] && SquaredLength(sx, dy, dz) < limit)
            return true;
        if (_reaches[1])
        {
            if (SquaredLength(dx, sy, dz) < limit)
                return true;
            if (_reaches[0] && SquaredLength(sx, sy, dz) < limit)
                return true;
        }

        if (!_reaches[2])
            return false;
        if (SquaredLength(dx, dy, sz) < limit)
            return true;
        if (_reaches[0] && SquaredLength(sx, dy, sz) < limit)
            return true;
        if (!_reaches[1])
            return false;
        return SquaredLength(dx, sy, sz) < limit || (_reaches[0] && SquaredLength(sx, sy, sz) < limit);
    }

    private double SquaredLength(double x, double y, double z) =>
        x * x * _metric[0] + y * y * _metric[1] + z * z * _metric[2] + y * z * _metric[3] + x * z * _metric[4] + x * y * _metric[5];

    private void Reserve(int count)
    {
        if (count <= _x.Length)
            return;
        var size = Math.Max(count, 2 * _x.Length);
        Array.Resize(ref _x, size);
        Array.Resize(ref _y, size);
        Array.Resize(ref _z, size);
        Array.Resize(ref _radius, size);
    }
}
