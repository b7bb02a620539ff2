using System.Collections.Immutable;
using System.Numerics;
using System.Numerics.Tensors;

namespace Debye.Techniques.Pdf;

/// <summary>
/// Turns a measured G(r) into what a model compares: values on the model's grid, 0 where nothing was measured, then scaled so
/// that the smallest is 0 and the largest 1.
/// </summary>
/// <remarks>
/// F(Q) and S(Q) are transformed to G(r) first, which a note says. Intensities have to be reduced by the caller.
/// Source of the convention: C.-H. Liu et al., Acta Cryst. A 75, 633 (2019), doi 10.1107/S2053273319005606.
/// </remarks>
public sealed class PdfFeatures
{
    /// <summary>Coarsest step of a curve that is accepted, Å: π/0.5 = 6.3 1/Å is the largest Q it can carry.</summary>
    public const double CoarsestStepAngstrom = 0.5;

    private readonly double[] _g;
    private readonly float[] _values;

    private PdfFeatures(double[] g, float[] values, int first, int last, ImmutableArray<string> notes) =>
        (_g, _values, FirstMeasured, LastMeasured, Notes) = (g, values, first, last, notes);

    /// <summary>Values on the grid scaled to 0…1: the input of a model.</summary>
    public ReadOnlySpan<float> Values => _values;

    /// <summary>G on the grid, Å⁻², 0 where nothing was measured.</summary>
    public ReadOnlySpan<double> GPerAngstrom2 => _g;

    /// <summary>Index of the first grid point inside the measured range.</summary>
    public int FirstMeasured { get; }

    /// <summary>Index of the last grid point inside the measured range.</summary>
    public int LastMeasured { get; }

    /// <summary>What was converted or is missing, one sentence each, those of the file included; empty where nothing was.</summary>
    public ImmutableArray<string> Notes { get; }

    /// <summary>Features of a curve.</summary>
    /// <param name="data">G(r), F(Q) or S(Q).</param>
    /// <param name="options">Grid and interpolation; null for the standard ones.</param>
    /// <exception cref="ArgumentException">The curve is an intensity, is flat, is sampled too coarsely, or covers too little of the
    /// grid.</exception>
    public static PdfFeatures FromData(PdfData data, PdfFeatureOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        options ??= new PdfFeatureOptions();
        options.Validate();
        var grid = options.Grid;
        var pair =
            data.Quantity == PdfQuantity.PairDistribution
                ? data
                : PdfTransform.ToPairDistribution(data, rminAngstrom: 0, rmaxAngstrom: grid.LastAngstrom + 1, rstepAngstrom: 0.02);
        var (first, last) = Covered(pair, grid, options.MinimumRangeAngstrom);
        RequireFine(pair);
        var g = Resample(pair.X, pair.Y, grid, options.Resampling);
        var values = new float[grid.Count];
        if (!TryScale(g, values))
            throw new ArgumentException("The curve is flat within the model's range: there is nothing to compare.", nameof(data));
        var notes = pair.Notes;
        if (first > 0 || last < grid.Count - 1)
            notes = notes.Add(
                Invariant($"Measured from {pair.X[0]:0.###} to {pair.X[^1]:0.###} Å; the model's grid goes from ")
                    + Invariant($"{grid.FirstAngstrom:0.###} to {grid.LastAngstrom:0.###} Å and is 0 where nothing was measured.")
            );
        return new PdfFeatures(g, values, first, last, notes);
    }

    /// <summary>Scales values so that the smallest becomes 0 and the largest 1.</summary>
    /// <typeparam name="T">Type of the values.</typeparam>
    /// <param name="g">Finite values.</param>
    /// <param name="destination">As many scaled ones; may be the values themselves.</param>
    /// <returns>False, and zeros, when all values are equal.</returns>
    public static bool TryScale<T>(ReadOnlySpan<T> g, Span<float> destination)
        where T : IBinaryFloatingPointIeee754<T>
    {
        if (destination.Length != g.Length)
            throw new ArgumentException($"Expected {g.Length} places, got {destination.Length}.", nameof(destination));
        if (g.IsEmpty)
            return false;
        var (low, high) = (TensorPrimitives.Min(g), TensorPrimitives.Max(g));
        if (!(high > low))
        {
            destination.Clear();
            return false;
        }

        var scale = T.One / (high - low);
        for (var i = 0; i < g.Length; i++)
            destination[i] = float.CreateTruncating((g[i] - low) * scale);
        return true;
    }

    /// <summary>A curve on a grid; 0 outside its range.</summary>
    /// <param name="rAngstrom">Strictly increasing, at least 3, Å.</param>
    /// <param name="g">As many values.</param>
    /// <param name="grid">Where the values are wanted.</param>
    /// <param name="resampling">How.</param>
    public static double[] Resample(ReadOnlySpan<double> rAngstrom, ReadOnlySpan<double> g, PdfGrid grid, PdfResampling resampling)
    {
        if (rAngstrom.Length != g.Length || g.Length < 3)
            throw new ArgumentException(
                $"Expected one value for each of at least 3 points, got {g.Length} for {rAngstrom.Length}.",
                nameof(g)
            );
        var result = grid.ToArray();
        switch (resampling)
        {
            case PdfResampling.Linear:
                PdfKernels.Linear(rAngstrom, g, result);
                break;
            case PdfResampling.Quadratic:
                new QuadraticSpline(rAngstrom, g).Evaluate(result);
                break;
            default:
                PdfKernels.BandLimited(rAngstrom, g, Math.PI / grid.StepAngstrom, result);
                break;
        }

        return result;
    }

    private static (int First, int Last) Covered(PdfData pair, PdfGrid grid, double minimum)
    {
        // A curve that starts at the very point of the grid counts as covering it.
        var slack = 1e-9 * grid.LastAngstrom;
        var (low, high) = (Math.Max(pair.X[0], grid.FirstAngstrom), Math.Min(pair.X[^1], grid.LastAngstrom));
        if (high <= low)
            throw new ArgumentException(
                Invariant($"The curve goes from {pair.X[0]:0.###} to {pair.X[^1]:0.###} Å; nothing of it lies within the ")
                    + Invariant($"model's {grid.FirstAngstrom:0.###}…{grid.LastAngstrom:0.###} Å."),
                nameof(pair)
            );
        if (high - low < minimum)
            throw new ArgumentException(
                Invariant($"The curve goes from {pair.X[0]:0.###} to {pair.X[^1]:0.###} Å; that is {high - low:0.##} Å of ")
                    + Invariant($"the model's {grid.FirstAngstrom:0.###}…{grid.LastAngstrom:0.###} Å, at least {minimum:0.##} Å ")
                    + "are needed.",
                nameof(pair)
            );
        return (
            (int)Math.Ceiling((low - grid.FirstAngstrom - slack) / grid.StepAngstrom),
            (int)Math.Floor((high - grid.FirstAngstrom + slack) / grid.StepAngstrom)
        );
    }

    private static void RequireFine(PdfData pair)
    {
        for (var i = 1; i < pair.Length; i++)
            if (pair.X[i] - pair.X[i - 1] > CoarsestStepAngstrom)
                throw new ArgumentException(
                    Invariant($"The curve has no point between {pair.X[i - 1]:0.###} and {pair.X[i]:0.###} Å; steps of at ")
                        + Invariant($"most {CoarsestStepAngstrom} Å are needed."),
                    nameof(pair)
                );
    }
}
