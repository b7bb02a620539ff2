using System.Collections.Immutable;

namespace Debye.Techniques.Pdf.Refinement;

/// <summary>
/// How crystals are fitted to curves of one measurement: stages from smooth to sharp. Made once (a second), shared by all threads.
/// </summary>
/// <remarks>
/// Sharp peaks at long distances tie a fit to its start: 1 % of strain moves them by more than their width. Smoothed curves have few
/// minima, so every fit starts on them: in trials with a crystal of the same type three of four fits then found the structure, of those
/// that began on sharp curves little more than half.
/// </remarks>
public sealed class PdfRefinementPlan
{
    private static readonly ImmutableArray<RefinementStage> Standard =
    [
        new(0.5, 15, 0.4, 8, 10),
        new(0.25, 30, 0.3, 10, 4),
        new(0, 30, 0.1, 12, 2),
        new(0, 30, 0.01, 12, 2, 0.15),
    ];

    private readonly ImmutableArray<(RefinementMeasurement Measurement, float[] Smoothing)> _measurements;

    /// <summary>Makes the plan of a measurement.</summary>
    /// <param name="measurement">Its settings, with one displacement for all atoms and without correlated motion.</param>
    /// <param name="grid">Where G(r) is given, evenly spaced.</param>
    /// <param name="prior">Expected changes; null for the usual ones.</param>
    /// <param name="refinesWidths">Whether the last stages also fit the displacement of all atoms and the damping: for measured curves,
    /// whose settings are known roughly.</param>
    /// <exception cref="ArgumentException">The settings do not allow an operator: see <see cref="PdfOperator"/>.</exception>
    public PdfRefinementPlan(PdfOptions measurement, PdfGrid grid, RefinementPrior? prior = null, bool refinesWidths = false)
    {
        ArgumentNullException.ThrowIfNull(measurement);
        (Grid, Prior) = (grid, prior ?? new RefinementPrior());
        var uiso =
            measurement.UniformUisoAngstrom2
            ?? throw new ArgumentException("A refinement needs one displacement for all atoms.", nameof(measurement));
        var made = Stages
            .Select(stage => stage.SmoothingAngstrom)
            .Distinct()
            .ToDictionary(
                sigma => sigma,
                sigma =>
                    (
                        new RefinementMeasurement(measurement, uiso + 0.5 * sigma * sigma, grid, refinesWidths && sigma == 0),
                        Smoothing(grid, sigma)
                    )
            );
        _measurements = [.. Stages.Select(stage => made[stage.SmoothingAngstrom])];
    }

    /// <summary>Where G(r) is given.</summary>
    public PdfGrid Grid { get; }

    /// <summary>Expected changes.</summary>
    public RefinementPrior Prior { get; }

    /// <summary>The stages, first to last.</summary>
    internal ImmutableArray<RefinementStage> Stages { get; } = Standard;

    /// <summary>A model for one stage.</summary>
    internal RefinementModel CreateModel(int stage) => new(_measurements[stage].Measurement);

    /// <summary>A curve as a stage compares it, to a longest distance.</summary>
    /// <param name="curve">G(r) on the grid.</param>
    /// <param name="stage">Number of the stage.</param>
    /// <param name="longestRAngstrom">Where the curve ends, Å.</param>
    internal float[] Target(ReadOnlySpan<float> curve, int stage, double longestRAngstrom)
    {
        var last = Math.Min(Stages[stage].LongestRAngstrom, longestRAngstrom);
        var points = 0;
        while (points < Grid.Count && Grid.At(points) <= last + 1e-9)
            points++;
        var end = points;
        while (end < Grid.Count && Grid.At(end) <= longestRAngstrom + 1e-9)
            end++;
        var weights = _measurements[stage].Smoothing;
        var result = new float[points];
        for (var i = 0; i < points; i++)
        {
            float sum = 0,
                norm = 0;
            for (var j = Math.Max(0, i - weights.Length + 1); j < Math.Min(end, i + weights.Length); j++)
            {
                var weight = weights[Math.Abs(i - j)];
                (sum, norm) = (sum + weight * curve[j], norm + weight);
            }

            result[i] = sum / norm;
        }

        return result;
    }

    /// <summary>Half a Gauss function on the grid, to four standard deviations.</summary>
    private static float[] Smoothing(PdfGrid grid, double sigma)
    {
        if (sigma == 0)
            return [1];
        var step = grid.At(1) - grid.At(0);
        return [.. Enumerable.Range(0, 1 + (int)(4 * sigma / step)).Select(i => (float)Math.Exp(-0.5 * Math.Pow(i * step / sigma, 2)))];
    }
}
