using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Debye.Techniques.Pdf;

/// <summary>
/// The whole way from a pair histogram to G(r) on a grid as one matrix: peak widths, band limit, envelopes and resampling of
/// one set of settings. Made once (a second or less), then shared by all threads.
/// </summary>
/// <remarks>
/// After the pairs everything is linear: G = M·h + ρ₀·b. Columns of M are G(r) of single bins, drawn as <see cref="PdfRenderer"/>
/// draws them, so that it keeps libdiffpy's rules. Peaks of σ = 4.2 bins and numbers of 32 bits leave an error below 10⁻⁵ of the
/// maximum; 10⁻⁴ is promised and tested. One displacement for all atoms, no correlated motion.
/// </remarks>
public sealed class PdfOperator
{
    private const int Width = 16;

    /// <summary>Pairs are gathered in bins this much narrower: neighbouring pairs then seldom wait for each other's bins.</summary>
    private const int Refinement = 4;

    /// <summary>Smaller displacements (Å²) would need bins narrower than a histogram may have.</summary>
    private const double NarrowestUiso = 2e-4;

    private readonly float[] _matrix;
    private readonly float[] _baseline;
    private readonly int _stride;

    /// <summary>Makes the matrix.</summary>
    /// <param name="options">The settings, with one displacement for all atoms and without correlated motion.</param>
    /// <param name="grid">Where G(r) is wanted, within the range of the settings.</param>
    /// <exception cref="ArgumentException">The settings leave the displacement to the structure, or have correlated motion.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of range.</exception>
    public PdfOperator(PdfOptions options, PdfGrid grid)
        : this(options, grid, binAngstrom: null) { }

    /// <summary>Makes the matrix with bins of a width; null for the one that fits the displacement.</summary>
    internal PdfOperator(PdfOptions options, PdfGrid grid, double? binAngstrom)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (options.UniformUisoAngstrom2 is not { } uiso)
            throw new ArgumentException("An operator needs one displacement for all atoms.", nameof(options));
        if (PairHistogram.NearFor(options) > 0)
            throw new ArgumentException("An operator allows no correlated motion.", nameof(options));
        (Options, Grid, ReachAngstrom) = (options, grid, PairHistogram.ReachFor(options, uiso));
        if (uiso < NarrowestUiso)
            throw new ArgumentException(
                Invariant($"An operator needs a displacement of {NarrowestUiso} Å² or more, got {uiso:g3}."),
                nameof(options)
            );
        BinAngstrom = binAngstrom ?? BinFor(uiso);
        var bins = PairHistogram.LengthFor(ReachAngstrom, BinAngstrom);
        _stride = (bins + Width - 1) / Width * Width;
        (_matrix, _baseline) = (new float[grid.Count * _stride], new float[grid.Count]);
        Fill(bins, 2 * uiso);
    }

    /// <summary>The settings.</summary>
    public PdfOptions Options { get; }

    /// <summary>Where G(r) comes out.</summary>
    public PdfGrid Grid { get; }

    /// <summary>How far a histogram must reach, Å.</summary>
    public double ReachAngstrom { get; }

    /// <summary>Width of the bins that the matrix multiplies, Å; those of the histogram are narrower.</summary>
    public double BinAngstrom { get; }

    /// <summary>Number of wider bins; bin b stands at r = (b − <see cref="PairBins.Offset"/>)·<see cref="BinAngstrom"/>.</summary>
    internal int Bins => _stride;

    /// <summary>What each wider bin adds to one point of the grid.</summary>
    internal ReadOnlySpan<float> Row(int point) => _matrix.AsSpan(point * _stride, _stride);

    /// <summary>What a number density of 1/Å³ adds to one point of the grid.</summary>
    internal float Baseline(int point) => _baseline[point];

    /// <summary>A histogram that fits: one for each thread.</summary>
    public PairHistogram CreateHistogram() => new(ReachAngstrom, BinAngstrom / Refinement);

    /// <summary>G(r) of loaded pairs.</summary>
    /// <param name="pairs">A histogram of <see cref="CreateHistogram"/>, loaded with <see cref="Options"/>.</param>
    /// <param name="destination">Receives G(r), 1/Å².</param>
    /// <exception cref="ArgumentException">The histogram is another one, two atoms are nearer than four bins, or the length is
    /// wrong.</exception>
    public void Apply(PairHistogram pairs, Span<float> destination)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        if (destination.Length != Grid.Count)
            throw new ArgumentException($"Expected room for {Grid.Count} points, got {destination.Length}.", nameof(destination));
        if (pairs.ReachAngstrom != ReachAngstrom || pairs.BinAngstrom != BinAngstrom / Refinement || pairs.Kinds != 1)
            throw new ArgumentException(
                "The histogram was not made for this operator, or was not loaded with its settings.",
                nameof(pairs)
            );
        if (pairs[0].Near.Count > 0)
            throw new ArgumentException(Invariant($"Two atoms are only {pairs[0].Near[0].Distance:g3} Å apart."), nameof(pairs));
        var singles = pairs[0].Coarsened(Refinement, _stride);
        for (var i = 0; i < destination.Length; i++)
            destination[i] = Dot(_matrix.AsSpan(i * _stride, _stride), singles) + (float)pairs.NumberDensity * _baseline[i];
    }

    /// <summary>Width of the wider bins for a displacement.</summary>
    internal static double BinFor(double uiso) => Math.Min(Math.Sqrt(2 * uiso) / 4.2, 0.1);

    private static float Dot(ReadOnlySpan<float> row, ReadOnlySpan<float> bins)
    {
        ref var a = ref MemoryMarshal.GetReference(row);
        ref var b = ref MemoryMarshal.GetReference(bins);
        var (even, odd) = (Vector512<float>.Zero, Vector512<float>.Zero);
        var i = 0;
        for (; i + 2 * Width <= row.Length; i += 2 * Width)
        {
            even = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref a, (nuint)i), Vector512.LoadUnsafe(ref b, (nuint)i), even);
            odd = Vector512.FusedMultiplyAdd(
                Vector512.LoadUnsafe(ref a, (nuint)(i + Width)),
                Vector512.LoadUnsafe(ref b, (nuint)(i + Width)),
                odd
            );
        }

        if (i < row.Length)
            even = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref a, (nuint)i), Vector512.LoadUnsafe(ref b, (nuint)i), even);
        return Vector512.Sum(even + odd);
    }

    private void Fill(int bins, double variance)
    {
        var renderer = new PdfRenderer();
        var range = PdfRange.Of(Options, variance);
        var shape = PeakShape.Of(Options, range);
        var column = new double[Grid.Count];
        for (var b = PairBins.Offset + 1; b < bins; b++)
        {
            var sum = renderer.Clear(range);
            shape.Add(sum, 1, (b - PairBins.Offset) * BinAngstrom, variance);
            renderer.Finish(sum, 0, Options, range);
            PdfKernels.Resample(sum, range, Grid, Options, column);
            for (var i = 0; i < column.Length; i++)
                _matrix[i * _stride + b] = (float)column[i];
        }

        var baseline = renderer.Clear(range);
        renderer.Finish(baseline, 1, Options, range);
        PdfKernels.Resample(baseline, range, Grid, Options, column);
        for (var i = 0; i < column.Length; i++)
            _baseline[i] = (float)column[i];
    }
}
