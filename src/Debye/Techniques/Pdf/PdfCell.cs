using System.Collections.Immutable;
using Debye.Crystals;

namespace Debye.Techniques.Pdf;

/// <summary>
/// A crystal or cluster as the pair sums take it: positions, weights and displacements of all atoms. Reused from crystal to crystal.
/// </summary>
internal sealed class PdfCell
{
    private readonly List<string> _elements = [];
    private int _capacity;

    /// <summary>The lattice; null for a cluster.</summary>
    public Lattice? Lattice { get; private set; }

    public int Count { get; private set; }

    /// <summary>Fractional coordinates (of a cluster: Å), three for each atom.</summary>
    public double[] Position { get; private set; } = [];

    /// <summary>Scattering power times occupancy.</summary>
    public double[] Weight { get; private set; } = [];

    /// <summary>Index into <see cref="Elements"/>.</summary>
    public int[] Element { get; private set; } = [];

    /// <summary>Isotropic displacement U, Å²; the largest diagonal element of an anisotropic atom.</summary>
    public double[] Uiso { get; private set; } = [];

    /// <summary>Displacement tensors on Cartesian axes, Å²: xx, yy, zz, xy, xz, yz of each atom.</summary>
    public double[] Tensor { get; private set; } = [];

    /// <summary>How many equivalent atoms an atom stands for as the first of a pair; 0 where another stands for it.</summary>
    public int[] Multiplicity { get; private set; } = [];

    /// <summary>Whether <see cref="Multiplicity"/> counts orbits; otherwise every pair is visited once.</summary>
    public bool UsesOrbits { get; private set; }

    public bool IsAnisotropic { get; private set; }

    /// <summary>Atoms whose displacement was assumed.</summary>
    public int AssumedCount { get; private set; }

    /// <summary>Sum of occupancies.</summary>
    public double Occupancy { get; private set; }

    public double TotalWeight { get; private set; }

    public double SmallestUiso { get; private set; }

    public double LargestUiso { get; private set; }

    public IReadOnlyList<string> Elements => _elements;

    /// <summary>Atoms in 1 Å³; 0 for a cluster.</summary>
    public double NumberDensity => Lattice is null ? 0 : Occupancy / Lattice.VolumeAngstrom3;

    /// <summary>1/(N⟨f⟩²), the factor of every pair.</summary>
    public double Normalisation => Occupancy / (TotalWeight * TotalWeight);

    public void Load(Structure structure, PdfOptions options)
    {
        Begin(structure.Lattice, structure.Sites.Length);
        foreach (var site in structure.Sites)
            Add(site, options, site.Position.Wrapped());
        Finish();
        UsesOrbits = !IsAnisotropic && SiteOrbits.TryFind(structure, this);
    }

    public void Load(AsymmetricStructure structure, PdfOptions options)
    {
        Begin(structure.Lattice, structure.AtomCount);
        foreach (var independent in structure.Sites)
        {
            var site = new Site(independent.Species, independent.Position, independent.Occupancy);
            var first = Count;
            foreach (var map in independent.Wyckoff.Positions)
                Add(site, options, map.Apply(independent.Position).Wrapped());
            Multiplicity[first] = Count - first;
        }

        UsesOrbits = true;
        Finish();
    }

    public void LoadCluster(ReadOnlySpan<CartesianPosition> positions, ReadOnlySpan<Site> sites, PdfOptions options)
    {
        Begin(null, sites.Length);
        for (var i = 0; i < sites.Length; i++)
            Add(sites[i], options, new FractionalPosition(positions[i].X, positions[i].Y, positions[i].Z));
        Finish();
    }

    /// <summary>From atom <paramref name="first"/> to the nearest image of atom <paramref name="second"/> in fractions, Å.</summary>
    public CartesianPosition Between(int first, int second)
    {
        var (x, y, z) = (
            Position[3 * second] - Position[3 * first],
            Position[3 * second + 1] - Position[3 * first + 1],
            Position[3 * second + 2] - Position[3 * first + 2]
        );
        return Lattice is null
            ? new CartesianPosition(x, y, z)
            : Lattice.ToCartesian(new FractionalPosition(x - Math.Round(x), y - Math.Round(y), z - Math.Round(z)));
    }

    /// <summary>Summed weight of an element.</summary>
    public double WeightOf(int element)
    {
        var sum = 0.0;
        for (var i = 0; i < Count; i++)
            if (Element[i] == element)
                sum += Weight[i];
        return sum;
    }

    private void Begin(Lattice? lattice, int count)
    {
        if (count > _capacity)
        {
            _capacity = count;
            (Position, Weight, Element, Uiso, Tensor, Multiplicity) = (
                new double[3 * count],
                new double[count],
                new int[count],
                new double[count],
                new double[6 * count],
                new int[count]
            );
        }

        Array.Clear(Multiplicity);
        _elements.Clear();
        (Lattice, Count, UsesOrbits, IsAnisotropic, AssumedCount, Occupancy, TotalWeight) = (lattice, 0, false, false, 0, 0, 0);
        (SmallestUiso, LargestUiso) = (double.MaxValue, 0);
    }

    private void Add(Site site, PdfOptions options, FractionalPosition position)
    {
        var i = Count++;
        (Position[3 * i], Position[3 * i + 1], Position[3 * i + 2]) = (position.X, position.Y, position.Z);
        Weight[i] = site.Occupancy * PdfScattering.Power(site.Species, options);
        Element[i] = IndexOf(site.Species.Symbol);
        Occupancy += site.Occupancy;
        TotalWeight += Weight[i];
        var tensor = Tensor.AsSpan(6 * i, 6);
        var given = SiteDisplacement.Of(site, i, Lattice, options, tensor);
        if (given == DisplacementSource.Assumed)
            AssumedCount++;
        if (given == DisplacementSource.Anisotropic)
            IsAnisotropic = true;
        Uiso[i] = Math.Max(tensor[0], Math.Max(tensor[1], tensor[2]));
        SmallestUiso = Math.Min(SmallestUiso, given == DisplacementSource.Anisotropic ? SiteDisplacement.Smallest(tensor) : Uiso[i]);
        LargestUiso = Math.Max(LargestUiso, Uiso[i]);
    }

    private int IndexOf(string symbol)
    {
        var index = _elements.IndexOf(symbol);
        if (index >= 0)
            return index;
        _elements.Add(symbol);
        return _elements.Count - 1;
    }

    private void Finish()
    {
        if (Count == 0)
            throw new ArgumentException("The structure has no sites.");
        if (!(Occupancy > 0))
            throw new ArgumentException("The structure has no atoms: every occupancy is 0.");
        if (Math.Abs(TotalWeight) < 1e-6 * Occupancy)
            throw new ArgumentException("The scattering powers of the atoms add up to 0: G(r) is not defined for such a sample.");
    }
}
