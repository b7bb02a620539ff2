using Debye.Crystals;

namespace Debye.Techniques.Pdf;

/// <summary>
/// All pair distances of a crystal in fine bins, from which G(r) is drawn with many settings without visiting the pairs again.
/// Reused from crystal to crystal: one for each thread.
/// </summary>
/// <remarks>
/// A pair is divided among eight bins (Lagrange weights of degree seven) and pairs nearer than <see cref="NearAngstrom"/>, where
/// correlated motion bends the law of widths, are kept one by one: G(r) from the bins equals the sum over pairs to 10⁻⁷ of its
/// maximum while every peak beyond is wider (σ) than eight bins. Radiation, ions and occupancies are fixed on loading;
/// displacement too, except where a setting gives one value for all atoms.
/// </remarks>
public sealed class PairHistogram
{
    /// <summary>Most kinds of pairs that are told apart.</summary>
    internal const int MaximumKinds = 66;

    /// <summary>Most pairs that are put into bins; beyond, a calculation would take minutes.</summary>
    private const double MaximumBinned = 4e9;

    /// <summary>Most pairs that are drawn one by one.</summary>
    private const double MaximumDrawn = 3e8;

    /// <summary>Most pairs of atoms of the cell, whatever their distance.</summary>
    private const double MaximumCellPairs = 5e8;

    private const double BarelyNarrowed = 0.3;

    private readonly PdfCell _cell;
    private readonly LatticeTranslations _translations = new();
    private readonly List<PairBins> _pool = [];
    private readonly List<(int Element, double Uiso)> _kinds = [];
    private int[] _kindOfSite = [];

    /// <summary>Creates a histogram.</summary>
    /// <param name="reachAngstrom">Longest distance that is gathered, Å: see <see cref="ReachFor"/>.</param>
    /// <param name="binAngstrom">Width of a bin, Å, 0.001…0.1.</param>
    /// <param name="byElements">Whether pairs of different elements are kept apart, for partial functions.</param>
    /// <exception cref="ArgumentOutOfRangeException">A length is out of range.</exception>
    public PairHistogram(double reachAngstrom, double binAngstrom = 0.01, bool byElements = false)
        : this(new PdfCell(), reachAngstrom, binAngstrom, byElements) { }

    /// <summary>Creates a histogram of a cell that is loaded elsewhere.</summary>
    internal PairHistogram(PdfCell cell, double reachAngstrom, double binAngstrom, bool byElements)
    {
        _cell = cell;
        if (!(reachAngstrom is > 0 and <= 1000))
            throw new ArgumentOutOfRangeException(nameof(reachAngstrom), reachAngstrom, "The reach must be above 0 and up to 1000 Å.");
        if (!(binAngstrom is >= 0.001 and <= 0.1))
            throw new ArgumentOutOfRangeException(nameof(binAngstrom), binAngstrom, "Bins must be 0.001…0.1 Å wide.");
        (ReachAngstrom, BinAngstrom, ByElements) = (reachAngstrom, binAngstrom, byElements);
    }

    /// <summary>Longest distance that is gathered, Å.</summary>
    public double ReachAngstrom { get; }

    /// <summary>Width of a bin, Å.</summary>
    public double BinAngstrom { get; }

    /// <summary>Whether pairs of different elements are kept apart.</summary>
    public bool ByElements { get; }

    /// <summary>Pairs below this distance are kept one by one, Å.</summary>
    public double NearAngstrom { get; private set; }

    /// <summary>Atoms in 1 Å³.</summary>
    public double NumberDensity => _cell.NumberDensity;

    /// <summary>Atoms whose displacement was assumed because the structure gives none.</summary>
    public int AssumedSites => _cell.AssumedCount;

    internal PdfCell Cell => _cell;

    internal int Kinds { get; private set; }

    internal PairBins this[int kind] => _pool[kind];

    /// <summary>How far pairs must be gathered for settings, Å.</summary>
    /// <param name="options">The settings with the longest range, the lowest Qmax and the widest peaks.</param>
    /// <param name="largestUisoAngstrom2">Largest displacement of an atom, Å².</param>
    public static double ReachFor(PdfOptions options, double largestUisoAngstrom2)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return PdfRange.Of(options, 2 * Math.Max(largestUisoAngstrom2, options.UniformUisoAngstrom2 ?? 0)).PairReach;
    }

    /// <summary>Gathers the pairs of a structure.</summary>
    /// <param name="structure">The crystal.</param>
    /// <param name="options">Radiation, displacements, and the strongest correlated motion that will be drawn.</param>
    /// <exception cref="ArgumentException">Anisotropic or too many different displacements (use <see cref="PdfSimulator"/>), a missing one,
    /// an unknown species, too many pairs.</exception>
    public void Load(Structure structure, PdfOptions options)
    {
        ArgumentNullException.ThrowIfNull(structure);
        ArgumentNullException.ThrowIfNull(options);
        _cell.Load(structure, options);
        if (!TryFill(options))
            throw new ArgumentException(
                "The displacements of this structure are anisotropic or too many different ones for a histogram.",
                nameof(structure)
            );
    }

    /// <summary>Gathers the pairs of a crystal by its independent sites.</summary>
    /// <inheritdoc cref="Load(Structure, PdfOptions)"/>
    public void Load(AsymmetricStructure structure, PdfOptions options)
    {
        ArgumentNullException.ThrowIfNull(structure);
        ArgumentNullException.ThrowIfNull(options);
        _cell.Load(structure, options);
        if (!TryFill(options))
            throw new ArgumentException("There are too many different displacements for a histogram.", nameof(structure));
    }

    /// <summary>
    /// Below which distance correlated motion bends the law of widths, Å: at least 4, and where it takes more than 70 % of the squared
    /// width; 0 without it.
    /// </summary>
    internal static double NearFor(PdfOptions options)
    {
        var (one, two, share) = (options.Delta1Angstrom, options.Delta2Angstrom2, 1 - BarelyNarrowed);
        return one == 0 && two == 0 ? 0 : Math.Max(4, (one + Math.Sqrt(one * one + 4 * share * two)) / (2 * share));
    }

    /// <summary>Smallest squared width of a peak beyond <see cref="NearFor"/> relative to its displacement.</summary>
    internal static double NarrowestFactor(PdfOptions options)
    {
        var r = NearFor(options);
        return r == 0 ? 1 : 1 - options.Delta1Angstrom / r - options.Delta2Angstrom2 / (r * r);
    }

    /// <summary>Number of bins that hold every pair with all its shares.</summary>
    internal static int LengthFor(double reach, double bin) => (int)Math.Ceiling(reach / bin) + PairBins.Offset + DepositTable.Nodes + 1;

    /// <summary>Refuses a calculation that would not end within a few minutes.</summary>
    /// <exception cref="ArgumentException">There are too many pairs.</exception>
    internal static void RefuseTooMany(PdfCell cell, double reach, bool isBinned)
    {
        var each = cell.Lattice is null ? cell.Count : cell.NumberDensity * 4 / 3 * Math.PI * reach * reach * reach;
        var (pairs, limit) = (0.5 * cell.Count * each, isBinned ? MaximumBinned : MaximumDrawn);
        if (pairs > limit)
            throw new ArgumentException(
                Invariant($"{cell.Count} atoms have about {pairs:0.0e+0} pairs within {reach:f0} Å, above the limit of ")
                    + Invariant($"{limit:0e+0}: take a smaller cell or range.")
            );
        if (0.5 * cell.Count * cell.Count > MaximumCellPairs)
            throw new ArgumentException(
                Invariant($"The cell has {cell.Count} atoms, above the limit of {Math.Sqrt(2 * MaximumCellPairs):f0}: take a smaller cell.")
            );
    }

    /// <summary>Sorts the pairs of the loaded cell into bins; false when its displacements do not allow that.</summary>
    internal bool TryFill(PdfOptions options)
    {
        if (_cell.IsAnisotropic || !FindKinds())
            return false;
        RefuseTooMany(_cell, ReachAngstrom, isBinned: true);
        NearAngstrom = Math.Max(NearFor(options), PairBins.Offset * BinAngstrom);
        PreparePool();
        if (_cell.Lattice is null)
            _translations.BuildCluster();
        else
            _translations.Build(_cell.Lattice, ReachAngstrom);
        for (var i = 0; i < _cell.Count; i++)
        {
            if (_cell.UsesOrbits && _cell.Multiplicity[i] == 0)
                continue;
            for (var j = _cell.UsesOrbits ? 0 : i; j < _cell.Count; j++)
            {
                var times =
                    _cell.UsesOrbits ? _cell.Multiplicity[i]
                    : i == j ? 1
                    : 2;
                var p = _cell.Between(i, j);
                var target = _pool[KindOf(_kindOfSite[i], _kindOfSite[j])];
                PdfKernels.DepositPairs(
                    _translations,
                    p.X,
                    p.Y,
                    p.Z,
                    ReachAngstrom,
                    NearAngstrom,
                    _cell.Normalisation * times * _cell.Weight[i] * _cell.Weight[j],
                    1 / BinAngstrom,
                    target
                );
            }
        }

        return true;
    }

    private bool FindKinds()
    {
        _kinds.Clear();
        if (_kindOfSite.Length < _cell.Count)
            _kindOfSite = new int[_cell.Count];
        for (var i = 0; i < _cell.Count; i++)
        {
            var kind = (ByElements ? _cell.Element[i] : -1, _cell.Uiso[i]);
            var index = _kinds.IndexOf(kind);
            if (index < 0)
            {
                index = _kinds.Count;
                _kinds.Add(kind);
                if (_kinds.Count * (_kinds.Count + 1) / 2 > MaximumKinds)
                    return false;
            }

            _kindOfSite[i] = index;
        }

        return true;
    }

    private void PreparePool()
    {
        var length = LengthFor(ReachAngstrom, BinAngstrom);
        Kinds = _kinds.Count * (_kinds.Count + 1) / 2;
        while (_pool.Count < Kinds)
            _pool.Add(new PairBins());
        for (var i = 0; i < _kinds.Count; i++)
        for (var j = i; j < _kinds.Count; j++)
            _pool[KindOf(i, j)].Reset((_kinds[i].Element, _kinds[j].Element), _kinds[i].Uiso + _kinds[j].Uiso, length);
    }

    /// <summary>Number of the unordered pair of two kinds.</summary>
    private static int KindOf(int first, int second)
    {
        var (low, high) = first < second ? (first, second) : (second, first);
        return high * (high + 1) / 2 + low;
    }
}
