using System.Collections.Immutable;
using Debye.Crystals;

namespace Debye.Techniques.Pdf;

/// <summary>
/// Training data on the fly: load a crystal, draw its G(r) with as many settings as wanted. Buffers are reused and, once they
/// have grown, nothing is allocated but what a setting itself is. One engine for each thread.
/// </summary>
/// <example><code>
/// var engine = new PdfEngine(new PdfOptions { MaximumRAngstrom = 30, QmaxPerAngstrom = 10, UniformUisoAngstrom2 = 0.03 });
/// engine.Load(crystal);
/// var drawn = new PdfOptions { UniformUisoAngstrom2 = 0.011, QmaxPerAngstrom = 21.3, QdampPerAngstrom = 0.05 };
/// engine.Render(drawn, PdfGrid.SpaceGroupNetwork, values);
/// </code></example>
public sealed class PdfEngine
{
    private readonly PdfOptions _widest;
    private readonly PdfRenderer _renderer = new();
    private double[] _values = [];

    /// <summary>Creates an engine.</summary>
    /// <param name="widest">
    /// The settings that need most: longest range, lowest Qmax, largest displacement of all atoms, strongest correlated motion.
    /// Radiation and treatment of ions count for all.
    /// </param>
    /// <param name="binAngstrom">Width of the bins, Å: at most a quarter of the narrowest peak's σ = √(2·Uiso), for 10⁻⁷ an eighth.</param>
    /// <exception cref="ArgumentException">The settings leave the displacement to the structure.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of range.</exception>
    public PdfEngine(PdfOptions widest, double binAngstrom = 0.01)
    {
        ArgumentNullException.ThrowIfNull(widest);
        widest.Validate();
        if (widest.UniformUisoAngstrom2 is not { } uiso)
            throw new ArgumentException("An engine needs the largest displacement that will be drawn.", nameof(widest));
        _widest = widest;
        Pairs = new PairHistogram(PairHistogram.ReachFor(widest, uiso), binAngstrom);
    }

    /// <summary>Creates an engine for one set of settings, the fastest way: see <see cref="Render(Span{float})"/>.</summary>
    /// <param name="fixedSettings">The operator, which engines of several threads may share.</param>
    public PdfEngine(PdfOperator fixedSettings)
    {
        ArgumentNullException.ThrowIfNull(fixedSettings);
        (Operator, _widest, Pairs) = (fixedSettings, fixedSettings.Options, fixedSettings.CreateHistogram());
    }

    /// <summary>The pairs of the crystal loaded last.</summary>
    public PairHistogram Pairs { get; }

    /// <summary>The operator of an engine with fixed settings; null otherwise.</summary>
    public PdfOperator? Operator { get; }

    /// <summary>Gathers the pairs of a crystal by its independent sites: the fast way for generated crystals.</summary>
    /// <exception cref="ArgumentException">Nothing is tabulated for a species, or there are too many pairs.</exception>
    public void Load(AsymmetricStructure structure) => Pairs.Load(structure, _widest);

    /// <summary>Gathers the pairs of a crystal.</summary>
    /// <exception cref="ArgumentException">Nothing is tabulated for a species, or there are too many pairs.</exception>
    public void Load(Structure structure) => Pairs.Load(structure, _widest);

    /// <summary>Gathers the pairs of a crystal.</summary>
    /// <param name="lattice">The cell.</param>
    /// <param name="sites">All its atoms.</param>
    /// <exception cref="ArgumentException">Nothing is tabulated for a species, or there are too many pairs.</exception>
    public void Load(Lattice lattice, ImmutableArray<Site> sites) => Load(new Structure { Lattice = lattice, Sites = sites });

    /// <summary>Draws G(r) with the settings of the operator.</summary>
    /// <param name="destination">Receives G(r), 1/Å², on the operator's grid.</param>
    /// <exception cref="InvalidOperationException">The engine has no fixed settings.</exception>
    /// <exception cref="ArgumentException">The length is wrong, or two atoms are on top of each other.</exception>
    public void Render(Span<float> destination)
    {
        if (Operator is null)
            throw new InvalidOperationException("This engine has no fixed settings: give some to draw with.");
        Operator.Apply(Pairs, destination);
    }

    /// <summary>Draws G(r) with any settings within those of the constructor.</summary>
    /// <param name="options">The settings; one displacement for all atoms.</param>
    /// <param name="grid">Where G(r) is wanted; beyond the largest r of the settings it is 0.</param>
    /// <param name="destination">Receives G(r), 1/Å².</param>
    /// <exception cref="ArgumentException">The settings need pairs farther apart or narrower bins, or the length is wrong.</exception>
    public void Render(PdfOptions options, PdfGrid grid, Span<double> destination) => _renderer.Render(Pairs, options, grid, destination);

    /// <inheritdoc cref="Render(PdfOptions, PdfGrid, Span{double})"/>
    public void Render(PdfOptions options, PdfGrid grid, Span<float> destination)
    {
        if (_values.Length < grid.Count)
            _values = new double[grid.Count];
        _renderer.Render(Pairs, options, grid, _values.AsSpan(0, grid.Count));
        for (var i = 0; i < grid.Count; i++)
            destination[i] = (float)_values[i];
    }
}
