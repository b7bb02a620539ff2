using Debye.Crystals;

namespace Debye.Techniques.Xrd;

/// <summary>The scattering centres of a cell, images written out modulo centring and inversion, grouped by kind of scatterer.</summary>
internal sealed class XrdCell
{
    /// <summary>Coordinates and weight of each image, groups one after another.</summary>
    public double[] X = new double[64];
    public double[] Y = new double[64];
    public double[] Z = new double[64];
    public double[] Weight = new double[64];

    /// <summary>β of each image in anisotropic groups, six numbers each: T = exp(−h·β·h).</summary>
    public double[] Beta = new double[64 * 6];

    private readonly List<Group> _groups = [];
    private int _count;

    /// <summary>Whether all images come in pairs ±x about the origin, so that only cosines count.</summary>
    public bool IsCentred { get; private set; }

    /// <summary>Whether any scatterer has an imaginary part.</summary>
    public bool HasImaginary { get; private set; }

    /// <summary>Kinds of scatterers with their ranges of images.</summary>
    public List<Group> Groups => _groups;

    /// <summary>Writes out the images of the sites of an asymmetric unit.</summary>
    /// <param name="lattice">The cell.</param>
    /// <param name="symmetry">Its symmetry.</param>
    /// <param name="scatterers">What the sites' indices mean.</param>
    /// <param name="sites">One site for each orbit.</param>
    /// <param name="toleranceAngstrom">Images closer than this along every axis are one.</param>
    public void Load(
        Lattice lattice,
        ReflectionSymmetry symmetry,
        XrdScatterers scatterers,
        ReadOnlySpan<XrdSite> sites,
        double toleranceAngstrom
    )
    {
        _groups.Clear();
        _count = 0;
        IsCentred = symmetry.IsCentrosymmetric;
        HasImaginary = false;
        var tolerance = new FractionalPosition(toleranceAngstrom / lattice.A, toleranceAngstrom / lattice.B, toleranceAngstrom / lattice.C);
        for (var i = 0; i < sites.Length; i++)
        {
            if (IsLoaded(sites[i]))
                continue;
            var (first, site) = (_count, sites[i]);
            for (var j = i; j < sites.Length; j++)
                if (SameGroup(site, sites[j]))
                    AddImages(lattice, symmetry, sites[j], tolerance);
            var entry = scatterers[site.Scatterer];
            HasImaginary |= entry.Imaginary != 0;
            _groups.Add(new Group(site.Scatterer, entry, site.UisoAngstrom2, site.Uij is not null, first, _count));
        }
    }

    private bool IsLoaded(in XrdSite site)
    {
        foreach (var group in _groups)
            if (
                group.Scatterer == site.Scatterer
                && group.IsAnisotropic == site.Uij is not null
                && (group.IsAnisotropic || group.Uiso == site.UisoAngstrom2)
            )
                return true;
        return false;
    }

    private static bool SameGroup(in XrdSite a, in XrdSite b) =>
        a.Scatterer == b.Scatterer && a.Uij is null == b.Uij is null && (a.Uij is not null || a.UisoAngstrom2 == b.UisoAngstrom2);

    private void AddImages(Lattice lattice, ReflectionSymmetry symmetry, in XrdSite site, FractionalPosition tolerance)
    {
        var first = _count;
        var centrings = symmetry.Centrings;
        foreach (ref readonly var operation in symmetry.Images.AsSpan())
        {
            var p = operation.Apply(site.Position) - symmetry.OriginShift;
            if (IsKnown(p, first, centrings, tolerance))
                continue;
            Reserve();
            (X[_count], Y[_count], Z[_count]) = (p.X, p.Y, p.Z);
            var pair = IsCentred && !Equivalent(p.X + p.X, p.Y + p.Y, p.Z + p.Z, centrings, tolerance);
            Weight[_count] = site.Occupancy * (centrings.Length / 3 + 1) * (pair ? 2 : 1);
            if (site.Uij is { } u)
                WriteBeta(lattice, operation, u, Beta.AsSpan(6 * _count, 6));
            _count++;
        }
    }

    private bool IsKnown(FractionalPosition p, int first, double[] centrings, FractionalPosition tolerance)
    {
        for (var i = first; i < _count; i++)
        {
            if (Equivalent(p.X - X[i], p.Y - Y[i], p.Z - Z[i], centrings, tolerance))
                return true;
            if (IsCentred && Equivalent(p.X + X[i], p.Y + Y[i], p.Z + Z[i], centrings, tolerance))
                return true;
        }

        return false;
    }

    private static bool Equivalent(double x, double y, double z, double[] centrings, FractionalPosition tolerance)
    {
        if (IsWhole(x, y, z, tolerance))
            return true;
        for (var n = 0; n < centrings.Length; n += 3)
            if (IsWhole(x - centrings[n], y - centrings[n + 1], z - centrings[n + 2], tolerance))
                return true;
        return false;
    }

    private static bool IsWhole(double x, double y, double z, FractionalPosition tolerance) =>
        Math.Abs(x - Math.Round(x)) < tolerance.X && Math.Abs(y - Math.Round(y)) < tolerance.Y && Math.Abs(z - Math.Round(z)) < tolerance.Z;

    /// <summary>β = 2π² a*ᵢ a*ⱼ Uᵢⱼ of the site, turned by the operation (W β Wᵀ); order 11, 22, 33, 12, 13, 23.</summary>
    private static void WriteBeta(Lattice lattice, in SymmetryOperation o, AnisotropicDisplacement u, Span<double> destination)
    {
        Span<double> g = stackalloc double[6];
        XrdKernels.ReciprocalMetric(lattice.Inverse, g);
        var (a, b, c) = (Math.Sqrt(g[0]), Math.Sqrt(g[1]), Math.Sqrt(g[2]));
        const double Factor = 2 * Math.PI * Math.PI;
        ReadOnlySpan<double> beta =
        [
            Factor * a * a * u.U11,
            Factor * a * b * u.U12,
            Factor * a * c * u.U13,
            Factor * a * b * u.U12,
            Factor * b * b * u.U22,
            Factor * b * c * u.U23,
            Factor * a * c * u.U13,
            Factor * b * c * u.U23,
            Factor * c * c * u.U33,
        ];
        ReadOnlySpan<double> w = [o.W11, o.W12, o.W13, o.W21, o.W22, o.W23, o.W31, o.W32, o.W33];
        ReadOnlySpan<int> rows = [0, 1, 2, 0, 0, 1];
        ReadOnlySpan<int> columns = [0, 1, 2, 1, 2, 2];
        for (var n = 0; n < 6; n++)
        {
            var sum = 0.0;
            for (var i = 0; i < 3; i++)
            for (var j = 0; j < 3; j++)
                sum += w[3 * rows[n] + i] * beta[3 * i + j] * w[3 * columns[n] + j];
            destination[n] = sum;
        }
    }

    private void Reserve()
    {
        if (_count < X.Length)
            return;
        Array.Resize(ref X, 2 * _count);
        Array.Resize(ref Y, 2 * _count);
        Array.Resize(ref Z, 2 * _count);
        Array.Resize(ref Weight, 2 * _count);
        Array.Resize(ref Beta, 12 * _count);
    }

    /// <summary>Images First…End−1 share one scattering power and, unless anisotropic, one displacement (Å²).</summary>
    internal readonly record struct Group(int Scatterer, XrdScatterers.Entry Entry, double Uiso, bool IsAnisotropic, int First, int End);
}
