using System.Collections.Immutable;
using Debye.Crystals;

namespace Debye.Techniques.Pdf;

/// <summary>Crystal in, G(r) out. Keeps buffers: one simulator for each thread.</summary>
/// <example><code>
/// var simulator = new PdfSimulator(new PdfOptions { DefaultUisoAngstrom2 = 0.008 });
/// var pdf = simulator.Simulate(structure);
/// for (var i = 0; i &lt; pdf.Grid.Count; i++) Console.WriteLine($"{pdf.Grid.At(i):f2} {pdf.G.Span[i]:g6}");
/// </code></example>
public sealed class PdfSimulator
{
    private const double WidestBin = 0.01;
    private const double NarrowestBin = 0.0025;
    private const double ExactInBins = 8;

    private readonly PdfCell _cell = new();
    private readonly LatticeTranslations _translations = new();
    private readonly PdfRenderer _renderer = new();
    private PairHistogram? _pairs;

    /// <summary>Creates a simulator.</summary>
    /// <param name="options">Settings; null for the defaults, which refuse structures without displacement parameters.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of range.</exception>
    public PdfSimulator(PdfOptions? options = null)
    {
        Options = options ?? new PdfOptions();
        Options.Validate();
    }

    /// <summary>The settings.</summary>
    public PdfOptions Options { get; }

    /// <summary>Calculates G(r).</summary>
    /// <param name="structure">The crystal. Operations it knows are used where they hold exactly.</param>
    /// <param name="grid">Where G(r) is wanted; null for the grid of the settings.</param>
    /// <param name="withPartials">Whether the shares of pairs of elements are wanted too.</param>
    /// <exception cref="ArgumentException">A displacement is missing, nothing is tabulated for a species, or there are too many
    /// pairs.</exception>
    public SimulatedPdf Simulate(Structure structure, PdfGrid? grid = null, bool withPartials = false)
    {
        ArgumentNullException.ThrowIfNull(structure);
        _cell.Load(structure, Options);
        var wanted = grid ?? PdfGrid.Of(Options);
        var range = PdfRange.Of(Options, 2 * _cell.LargestUiso);
        var dropped = 0;
        var curves = Curves(structure, range, withPartials, wanted, ref dropped);
        return new SimulatedPdf
        {
            Id = structure.Id,
            Formula = structure.Formula,
            Grid = wanted,
            G = curves.Total,
            Partials = curves.Partials,
            Options = Options,
            NumberDensityPerAngstrom3 = _cell.NumberDensity,
            AssumedSites = _cell.AssumedCount,
            Notes = Notes(dropped),
        };
    }

    private (double[] Total, ImmutableArray<PartialPdf> Partials) Curves(
        Structure structure,
        PdfRange range,
        bool withPartials,
        PdfGrid grid,
        ref int dropped
    )
    {
        if (Histogram(range, withPartials) is { } pairs)
            return FromHistogram(pairs, range, withPartials, grid, ref dropped);
        PairHistogram.RefuseTooMany(_cell, range.PairReach, isBinned: false);
        _translations.Build(structure.Lattice, range.PairReach);
        if (!withPartials)
            return (Direct(range, null, grid, ref dropped), []);
        var parts = ImmutableArray.CreateBuilder<PartialPdf>();
        foreach (var pair in ElementPairs())
            parts.Add(new PartialPdf(_cell.Elements[pair.First], _cell.Elements[pair.Second], Direct(range, pair, grid, ref dropped)));
        return (Total(parts, grid), parts.ToImmutable());
    }

    /// <summary>The pairs in bins, or null where widths are too different or too narrow for that.</summary>
    private PairHistogram? Histogram(PdfRange range, bool withPartials)
    {
        // Without a band limit the cut tails of single peaks stay visible: only the sum over pairs has them where they belong.
        if (_cell.IsAnisotropic || Options.QmaxPerAngstrom == 0)
            return null;
        var sigma = Math.Sqrt(2 * _cell.SmallestUiso * PairHistogram.NarrowestFactor(Options));
        var bin = Math.Min(WidestBin, sigma / ExactInBins);
        if (bin < NarrowestBin)
            return null;
        if (_pairs is null || _pairs.ReachAngstrom != range.PairReach || _pairs.BinAngstrom != bin || _pairs.ByElements != withPartials)
            _pairs = new PairHistogram(_cell, range.PairReach, bin, withPartials);
        return _pairs.TryFill(Options) ? _pairs : null;
    }

    private (double[] Total, ImmutableArray<PartialPdf> Partials) FromHistogram(
        PairHistogram pairs,
        PdfRange range,
        bool withPartials,
        PdfGrid grid,
        ref int dropped
    )
    {
        if (!withPartials)
        {
            var total = new double[grid.Count];
            _renderer.Render(pairs, Options, grid, total);
            dropped += _renderer.DroppedPairs;
            return (total, []);
        }

        var parts = ImmutableArray.CreateBuilder<PartialPdf>();
        foreach (var pair in ElementPairs())
        {
            var sum = _renderer.Clear(range);
            for (var kind = 0; kind < pairs.Kinds; kind++)
                if (pairs[kind].Elements == pair || pairs[kind].Elements == (pair.Second, pair.First))
                    _renderer.AddPeaks(pairs, kind, Options, range, sum);
            dropped += _renderer.DroppedPairs;
            parts.Add(new PartialPdf(_cell.Elements[pair.First], _cell.Elements[pair.Second], Finished(sum, range, pair, grid)));
        }

        return (Total(parts, grid), parts.ToImmutable());
    }

    private double[] Direct(PdfRange range, (int First, int Second)? pair, PdfGrid grid, ref int dropped)
    {
        var sum = _renderer.Clear(range);
        var shape = PeakShape.Of(Options, range);
        Span<double> tensor = stackalloc double[6];
        for (var i = 0; i < _cell.Count; i++)
        for (var j = i; j < _cell.Count; j++)
        {
            if (pair is { } wanted && (_cell.Element[i], _cell.Element[j]) != wanted && (_cell.Element[j], _cell.Element[i]) != wanted)
                continue;
            for (var e = 0; e < 6; e++)
                tensor[e] = _cell.Tensor[6 * i + e] + _cell.Tensor[6 * j + e];
            var p = _cell.Between(i, j);
            var weight = _cell.Normalisation * _cell.Weight[i] * _cell.Weight[j] * (i == j ? 1 : 2);
            dropped += PdfKernels.AddPairs(_translations, p.X, p.Y, p.Z, tensor, weight, shape, sum);
        }

        return Finished(sum, range, pair, grid);
    }

    private double[] Finished(Span<double> sum, PdfRange range, (int First, int Second)? pair, PdfGrid grid)
    {
        _renderer.Finish(sum, _cell.NumberDensity * (pair is { } p ? Share(p.First, p.Second) : 1), Options, range);
        var result = new double[grid.Count];
        PdfKernels.Resample(sum, range, grid, Options, result);
        return result;
    }

    /// <summary>Weight of the pairs of two elements relative to that of all pairs.</summary>
    private double Share(int first, int second) =>
        (first == second ? 1 : 2) * _cell.WeightOf(first) * _cell.WeightOf(second) / (_cell.TotalWeight * _cell.TotalWeight);

    private IEnumerable<(int First, int Second)> ElementPairs()
    {
        for (var i = 0; i < _cell.Elements.Count; i++)
        for (var j = i; j < _cell.Elements.Count; j++)
            yield return (i, j);
    }

    private static double[] Total(IEnumerable<PartialPdf> parts, PdfGrid grid)
    {
        var total = new double[grid.Count];
        foreach (var part in parts)
            for (var i = 0; i < total.Length; i++)
                total[i] += part.G.Span[i];
        return total;
    }

    private ImmutableArray<string> Notes(int dropped)
    {
        var notes = ImmutableArray.CreateBuilder<string>();
        if (_cell.AssumedCount > 0)
            notes.Add(
                Invariant($"{_cell.AssumedCount} of {_cell.Count} sites give no displacement; assumed Uiso = ")
                    + Invariant($"{Options.DefaultUisoAngstrom2:0.######} Å²")
            );
        if (dropped > 0)
            notes.Add(Invariant($"correlated motion leaves {dropped} pairs without width; they are left out"));
        return notes.ToImmutable();
    }
}
