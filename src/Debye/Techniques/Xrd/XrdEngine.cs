using Debye.Crystals;

namespace Debye.Techniques.Xrd;

/// <summary>
/// The inner loop: lattice, symmetry and the atoms of an asymmetric unit in, reflections with |F|² out, in buffers
/// that are reused and, once they have grown, without allocation. One engine for each thread.
/// </summary>
/// <example><code>
/// var engine = new XrdEngine(new XrdScatterers());
/// var symmetry = ReflectionSymmetry.From(SpaceGroups.Default(225).Operations);
/// XrdSite sodium = new(engine.Scatterers.IndexOf(new Species(11)), new(0, 0, 0));
/// XrdSite chlorine = new(engine.Scatterers.IndexOf(new Species(17)), new(0.5, 0, 0));
/// var reflections = engine.Compute(Lattice.Cubic(5.64), symmetry, [sodium, chlorine], 0.1, 1.2);
/// </code></example>
public sealed class XrdEngine
{
    private readonly XrdCell _cell = new();
    private XrdSite[] _sites = new XrdSite[32];

    /// <summary>Creates an engine.</summary>
    /// <param name="scatterers">Scattering powers; the sites name them by index.</param>
    public XrdEngine(XrdScatterers scatterers)
    {
        ArgumentNullException.ThrowIfNull(scatterers);
        Scatterers = scatterers;
    }

    /// <summary>The scattering powers that the sites' indices name.</summary>
    public XrdScatterers Scatterers { get; }

    /// <summary>The result of the last call of <c>Compute</c>; overwritten by the next.</summary>
    public XrdReflections Reflections { get; } = new();

    /// <summary>As the other overload, for a crystal as the sampler makes it.</summary>
    /// <param name="crystal">Setting, cell and independent sites.</param>
    /// <param name="minimumInverseD">Smallest 1/d, 1/Å; above 0.</param>
    /// <param name="maximumInverseD">Largest 1/d, 1/Å.</param>
    /// <param name="uisoAngstrom2">Displacement of all atoms, Å²; default 0.</param>
    /// <returns><see cref="Reflections"/>, not sorted.</returns>
    /// <exception cref="ArgumentException">Nothing is tabulated for a species.</exception>
    public XrdReflections Compute(AsymmetricStructure crystal, double minimumInverseD, double maximumInverseD, double uisoAngstrom2 = 0)
    {
        ArgumentNullException.ThrowIfNull(crystal);
        var count = crystal.Sites.Length;
        if (_sites.Length < count)
            _sites = new XrdSite[2 * count];
        for (var i = 0; i < count; i++)
        {
            var site = crystal.Sites[i];
            _sites[i] = new XrdSite(Scatterers.IndexOf(site.Species), site.Position, site.Occupancy, uisoAngstrom2);
        }

        return Compute(crystal.Lattice, ReflectionSymmetry.Of(crystal.Setting), _sites.AsSpan(0, count), minimumInverseD, maximumInverseD);
    }

    /// <summary>Computes every family of reflections with 1/d in a range.</summary>
    /// <param name="lattice">The cell; must obey the symmetry.</param>
    /// <param name="symmetry">Equivalences and absences; make it once for each space-group setting.</param>
    /// <param name="sites">One site for each orbit; images are worked out here.</param>
    /// <param name="minimumInverseD">Smallest 1/d, 1/Å; above 0.</param>
    /// <param name="maximumInverseD">Largest 1/d, 1/Å.</param>
    /// <param name="toleranceAngstrom">Images of one site closer than this are one atom on a special position.</param>
    /// <returns><see cref="Reflections"/>, not sorted.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The range is empty or starts at 0 or below.</exception>
    public XrdReflections Compute(
        Lattice lattice,
        ReflectionSymmetry symmetry,
        ReadOnlySpan<XrdSite> sites,
        double minimumInverseD,
        double maximumInverseD,
        double toleranceAngstrom = 0.01
    )
    {
        ArgumentNullException.ThrowIfNull(lattice);
        ArgumentNullException.ThrowIfNull(symmetry);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(minimumInverseD);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumInverseD, minimumInverseD);
        _cell.Load(lattice, symmetry, Scatterers, sites, toleranceAngstrom);
        Span<double> metric = stackalloc double[6];
        XrdKernels.ReciprocalMetric(lattice.Inverse, metric);
        ReadOnlySpan<double> axes = [lattice.A, lattice.B, lattice.C];
        XrdKernels.ListReflections(
            metric,
            axes,
            symmetry,
            minimumInverseD * minimumInverseD,
            maximumInverseD * maximumInverseD,
            Reflections
        );
        XrdKernels.StructureFactors(_cell, Reflections);
        return Reflections;
    }
}
