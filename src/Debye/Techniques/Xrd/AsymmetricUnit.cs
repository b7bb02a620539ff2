using System.Collections.Immutable;
using Debye.Crystals;

namespace Debye.Techniques.Xrd;

/// <summary>Picks one site of every orbit and puts it where the operations want it; buffers are reused.</summary>
/// <remarks>
/// The position is the mean over all operations, pulled back to the first site. Powder intensities of the
/// symmetrised crystal then differ from those of the sites as written only in second order of their deviation.
/// </remarks>
internal sealed class AsymmetricUnit
{
    private readonly List<Site> _kinds = [];
    private int[] _kind = [];
    private bool[] _done = [];
    private double[] _x = [];
    private double[] _y = [];
    private double[] _z = [];
    private XrdSite[] _sites = new XrdSite[16];

    /// <summary>Largest distance of a site from where the operations put it, Å, in the last call.</summary>
    public double LargestDeviationAngstrom { get; private set; }

    /// <summary>Finds the orbits.</summary>
    /// <param name="structure">The crystal, all sites written out.</param>
    /// <param name="operations">Its operations; empty for none.</param>
    /// <param name="scatterers">Gives the sites their indices.</param>
    /// <param name="defaultUiso">Displacement of sites without one, Å².</param>
    /// <param name="toleranceAngstrom">How far a site may be from the image of another, Å.</param>
    /// <exception cref="ArgumentException">An operation moves a site to where no equal site is.</exception>
    public ReadOnlySpan<XrdSite> Find(
        Structure structure,
        ImmutableArray<SymmetryOperation> operations,
        XrdScatterers scatterers,
        double defaultUiso,
        double toleranceAngstrom
    )
    {
        Load(structure);
        LargestDeviationAngstrom = 0;
        var lattice = structure.Lattice;
        var axes = new FractionalPosition(lattice.A, lattice.B, lattice.C);
        var count = 0;
        for (var i = 0; i < structure.Sites.Length; i++)
        {
            if (_done[i])
                continue;
            var site = structure.Sites[i];
            var position = operations.IsDefaultOrEmpty ? site.Position : Symmetrise(i, site.Position, operations, axes, toleranceAngstrom);
            if (count == _sites.Length)
                Array.Resize(ref _sites, 2 * count);
            _sites[count++] = new XrdSite(
                scatterers.IndexOf(site.Species),
                position,
                site.Occupancy,
                site.UisoAngstrom2 ?? defaultUiso,
                site.Uij
            );
        }

        return _sites.AsSpan(0, count);
    }

    private FractionalPosition Symmetrise(
        int index,
        FractionalPosition start,
        ImmutableArray<SymmetryOperation> operations,
        FractionalPosition axes,
        double tolerance
    )
    {
        double sumX = 0,
            sumY = 0,
            sumZ = 0;
        foreach (ref readonly var operation in operations.AsSpan())
        {
            var image = operation.Apply(start);
            var j = Nearest(_kind[index], image, axes, tolerance * tolerance, out var delta);
            if (j < 0)
                throw new ArgumentException(
                    Invariant($"The operation {operation} moves site {index + 1} to where no equal site is."),
                    nameof(operations)
                );
            _done[j] = true;
            if (Math.Abs(delta.X) + Math.Abs(delta.Y) + Math.Abs(delta.Z) < 1e-14)
                continue;
            LargestDeviationAngstrom = Math.Max(
                LargestDeviationAngstrom,
                Math.Abs(delta.X * axes.X) + Math.Abs(delta.Y * axes.Y) + Math.Abs(delta.Z * axes.Z)
            );
            var back = PullBack(operation, delta);
            (sumX, sumY, sumZ) = (sumX + back.X, sumY + back.Y, sumZ + back.Z);
        }

        var n = operations.Length;
        return new FractionalPosition(start.X + sumX / n, start.Y + sumY / n, start.Z + sumZ / n);
    }

    private int Nearest(int kind, FractionalPosition image, FractionalPosition axes, double limit, out FractionalPosition delta)
    {
        var best = -1;
        delta = default;
        for (var j = 0; j < _kind.Length && limit > 1e-12; j++)
        {
            if (_kind[j] != kind)
                continue;
            var (dx, dy, dz) = (_x[j] - image.X, _y[j] - image.Y, _z[j] - image.Z);
            (dx, dy, dz) = (dx - Math.Round(dx), dy - Math.Round(dy), dz - Math.Round(dz));
            var (ax, ay, az) = (dx * axes.X, dy * axes.Y, dz * axes.Z);
            var distance = ax * ax + ay * ay + az * az;
            if (distance >= limit)
                continue;
            (best, limit, delta) = (j, distance, new FractionalPosition(dx, dy, dz));
        }

        return best;
    }

    /// <summary>W⁻¹·δ, by the adjugate; the determinant is ±1.</summary>
    private static FractionalPosition PullBack(in SymmetryOperation o, FractionalPosition d)
    {
        var sign = o.Determinant;
        return new FractionalPosition(
            sign * ((o.W22 * o.W33 - o.W23 * o.W32) * d.X + (o.W13 * o.W32 - o.W12 * o.W33) * d.Y + (o.W12 * o.W23 - o.W13 * o.W22) * d.Z),
            sign * ((o.W23 * o.W31 - o.W21 * o.W33) * d.X + (o.W11 * o.W33 - o.W13 * o.W31) * d.Y + (o.W13 * o.W21 - o.W11 * o.W23) * d.Z),
            sign * ((o.W21 * o.W32 - o.W22 * o.W31) * d.X + (o.W12 * o.W31 - o.W11 * o.W32) * d.Y + (o.W11 * o.W22 - o.W12 * o.W21) * d.Z)
        );
    }

    private void Load(Structure structure)
    {
        var n = structure.Sites.Length;
        if (_kind.Length != n)
            (_kind, _done, _x, _y, _z) = (new int[n], new bool[n], new double[n], new double[n], new double[n]);
        Array.Clear(_done);
        _kinds.Clear();
        for (var i = 0; i < n; i++)
        {
            var site = structure.Sites[i];
            var kind = _kinds.FindIndex(k =>
                k.Species == site.Species
                && k.Occupancy == site.Occupancy
                && k.UisoAngstrom2 == site.UisoAngstrom2
                && k.Uij is null == site.Uij is null
            );
            if (kind < 0)
            {
                kind = _kinds.Count;
                _kinds.Add(site);
            }

            (_kind[i], _x[i], _y[i], _z[i]) = (kind, site.Position.X, site.Position.Y, site.Position.Z);
        }
    }
}
