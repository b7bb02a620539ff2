using System.Numerics;
using System.Runtime.InteropServices;

namespace Debye.Techniques.Pdf;

/// <summary>Draws G(r) from gathered pairs: peaks, baseline, band limit, envelopes. Keeps buffers: one for each thread.</summary>
public sealed class PdfRenderer
{
    /// <summary>A peak beyond the near pairs must be this much wider (σ) than a bin.</summary>
    internal const double NarrowestInBins = 3.9;

    private readonly Dictionary<int, SineTransform> _transforms = [];
    private double[] _sum = [];
    private double[] _transformed = [];

    /// <summary>Number of pairs that the last drawing left out because correlated motion leaves them no width.</summary>
    public int DroppedPairs { get; private set; }

    /// <summary>Draws G(r) of a histogram on a grid.</summary>
    /// <param name="pairs">The pairs. Its radiation, occupancies and, unless the settings give one for all, displacements count.</param>
    /// <param name="options">The settings.</param>
    /// <param name="grid">Where G(r) is wanted, within the range of the settings; elsewhere it is 0.</param>
    /// <param name="destination">Receives G(r), 1/Å², one value for each point of the grid.</param>
    /// <exception cref="ArgumentException">The histogram does not reach far enough, its bins are too wide for the peaks, or the length is
    /// wrong.</exception>
    public void Render(PairHistogram pairs, PdfOptions options, PdfGrid grid, Span<double> destination)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (destination.Length != grid.Count)
            throw new ArgumentException($"Expected room for {grid.Count} points, got {destination.Length}.", nameof(destination));
        var range = RangeOf(pairs, options);
        var sum = Clear(range);
        for (var kind = 0; kind < pairs.Kinds; kind++)
            AddPeaks(pairs, kind, options, range, sum);
        Finish(sum, pairs.NumberDensity, options, range);
        PdfKernels.Resample(sum, range, grid, options, destination);
    }

    /// <summary>The range of a calculation, checked against what the histogram holds.</summary>
    internal static PdfRange RangeOf(PairHistogram pairs, PdfOptions options)
    {
        var (smallest, largest) = options.UniformUisoAngstrom2 is { } u ? (u, u) : (pairs.Cell.SmallestUiso, pairs.Cell.LargestUiso);
        var range = PdfRange.Of(options, 2 * largest);
        if (range.PairReach > pairs.ReachAngstrom + 1e-9)
            throw new ArgumentException(
                Invariant(
                    $"The settings need pairs up to {range.PairReach:f3} Å, the histogram holds them up to {pairs.ReachAngstrom:f3} Å."
                ),
                nameof(pairs)
            );
        if (PairHistogram.NearFor(options) > pairs.NearAngstrom)
            throw new ArgumentException(
                "The settings have more correlated motion than those the histogram was loaded with.",
                nameof(options)
            );
        var sigma = Math.Sqrt(2 * smallest * PairHistogram.NarrowestFactor(options));
        return sigma >= NarrowestInBins * pairs.BinAngstrom
            ? range
            : throw new ArgumentException(
                Invariant($"Peaks of σ = {sigma:g3} Å need narrower bins than {pairs.BinAngstrom:g3} Å."),
                nameof(pairs)
            );
    }

    /// <summary>An empty grid, padded for whole vectors.</summary>
    internal Span<double> Clear(PdfRange range)
    {
        DroppedPairs = 0;
        var length = range.Count + PdfKernels.Padding;
        if (_sum.Length < length)
            _sum = new double[length];
        var sum = _sum.AsSpan(0, length);
        sum.Clear();
        return sum;
    }

    /// <summary>Adds the peaks of one kind of pairs.</summary>
    internal void AddPeaks(PairHistogram pairs, int kind, PdfOptions options, PdfRange range, Span<double> sum)
    {
        var shape = PeakShape.Of(options, range);
        var variance = options.UniformUisoAngstrom2 is { } u ? 2 * u : pairs[kind].Variance;
        foreach (var (distance, weight) in CollectionsMarshal.AsSpan(pairs[kind].Near))
            if (!shape.Add(sum, weight, distance, variance))
                DroppedPairs++;
        var bins = pairs[kind].Bins;
        for (var b = PairBins.Offset + 1; b < bins.Length; b++)
            if (bins[b] != 0)
                shape.Add(sum, bins[b], (b - PairBins.Offset) * pairs.BinAngstrom, variance);
    }

    /// <summary>From the sum of peaks to G(r), in place.</summary>
    /// <param name="sum">R(r)/r (or R(r), where the convention divides by the grid).</param>
    /// <param name="density">Number density of the baseline, 1/Å³; of a partial function its share.</param>
    /// <param name="options">The settings.</param>
    /// <param name="range">The grid.</param>
    internal void Finish(Span<double> sum, double density, PdfOptions options, PdfRange range)
    {
        var values = sum[..range.Count];
        values[..Math.Min(range.First, range.Count)].Clear();
        sum[range.Count..].Clear();
        if (options.Convention == PdfConvention.PdfFit2)
            PdfKernels.DivideByGrid(values, range);
        PdfKernels.AddBaseline(values, range, density);
        if (options.Convention == PdfConvention.PdfFit2)
            PdfKernels.Envelope(values, range, options);
        LimitBand(values, options, range);
        if (options.Convention == PdfConvention.DiffPy)
            PdfKernels.Envelope(values, range, options);
    }

    private void LimitBand(Span<double> values, PdfOptions options, PdfRange range)
    {
        var padded = Math.Max(4, (int)BitOperations.RoundUpToPowerOf2((uint)range.Count));
        var step = Math.PI / (padded * range.Step);
        var qmin = options.Convention == PdfConvention.PdfFit2 ? 0 : options.QminPerAngstrom;
        var isOpen = options.QmaxPerAngstrom == 0 || options.QmaxPerAngstrom >= Math.PI / range.Step;
        if (isOpen && qmin <= step)
            return;
        if (_transformed.Length < padded)
            _transformed = new double[padded];
        var spectrum = _transformed.AsSpan(0, padded);
        values.CopyTo(spectrum);
        spectrum[values.Length..].Clear();
        var transform = TransformOf(padded);
        transform.Apply(spectrum);
        spectrum[..Math.Min(padded, (int)Math.Ceiling(qmin / step))].Clear();
        if (!isOpen)
            spectrum[Math.Min(padded, (int)Math.Ceiling(options.QmaxPerAngstrom / step))..].Clear();
        transform.Apply(spectrum);
        for (var k = 0; k < values.Length; k++)
            values[k] = spectrum[k] * (2.0 / padded);
    }

    private SineTransform TransformOf(int length)
    {
        if (!_transforms.TryGetValue(length, out var transform))
            _transforms[length] = transform = new SineTransform(length);
        return transform;
    }
}
