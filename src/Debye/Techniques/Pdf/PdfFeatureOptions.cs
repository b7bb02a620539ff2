namespace Debye.Techniques.Pdf;

/// <summary>How a measured curve gets onto the grid of a model.</summary>
public enum PdfResampling
{
    /// <summary>Quadratic spline through all points: what the field's models were trained with.</summary>
    Quadratic,

    /// <summary>Straight lines between neighbouring points.</summary>
    Linear,

    /// <summary>
    /// Whittaker–Shannon: what lies below the grid's largest Q is kept, what lies above (noise, finer detail than the model
    /// has seen) is taken away. On a curve without such content the same as exact interpolation.
    /// </summary>
    BandLimited,
}

/// <summary>How features are made of a measured G(r).</summary>
public sealed record PdfFeatureOptions
{
    /// <summary>Grid of the model; default 209 points from 1.5 to 30 Å.</summary>
    public PdfGrid Grid { get; init; } = PdfGrid.SpaceGroupNetwork;

    /// <summary>How the curve gets onto the grid; default quadratic.</summary>
    public PdfResampling Resampling { get; init; } = PdfResampling.Quadratic;

    /// <summary>Shortest range within the grid that is accepted, Å, above 0; default 5.</summary>
    public double MinimumRangeAngstrom { get; init; } = 5;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside the range its property states.</exception>
    public void Validate()
    {
        if (!(Grid.FirstAngstrom > 0 && Grid.StepAngstrom > 0 && Grid.Count >= 2))
            throw new ArgumentOutOfRangeException(nameof(Grid), Grid, $"{nameof(Grid)} must start above 0 Å and have at least 2 points.");
        if (!(MinimumRangeAngstrom > 0))
            throw new ArgumentOutOfRangeException(
                nameof(MinimumRangeAngstrom),
                MinimumRangeAngstrom,
                $"{nameof(MinimumRangeAngstrom)} must be above 0 Å."
            );
    }
}
