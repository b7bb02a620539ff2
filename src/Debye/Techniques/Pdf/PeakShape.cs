namespace Debye.Techniques.Pdf;

/// <summary>How a pair becomes a peak on the grid.</summary>
/// <param name="Width">Law of widths.</param>
/// <param name="HalfWidth">Where a Gaussian is cut, in units of σ.</param>
/// <param name="Step">Step of the grid, Å.</param>
/// <param name="Count">Points of the grid.</param>
/// <param name="Reach">Longest distance that contributes, Å.</param>
/// <param name="DividesByGrid">Whether the sum is divided by r of the grid later on, and not by the distance of the pair.</param>
internal readonly record struct PeakShape(PeakWidth Width, double HalfWidth, double Step, int Count, double Reach, bool DividesByGrid)
{
    /// <summary>PDFfit2 cuts its Gaussians here, in units of σ.</summary>
    private const double HalfWidthOfPdfFit2 = 5;

    public static PeakShape Of(PdfOptions options, PdfRange range)
    {
        var isOther = options.Convention == PdfConvention.PdfFit2;
        return new(
            PeakWidth.Of(options),
            isOther ? HalfWidthOfPdfFit2 : PdfRange.HalfWidth,
            range.Step,
            range.Count,
            range.PairReach,
            isOther
        );
    }

    /// <summary>Adds one pair (or a bin of pairs).</summary>
    /// <param name="grid">Receives the peak.</param>
    /// <param name="weight">w_i·w_j/(N⟨f⟩²), summed where it is a bin.</param>
    /// <param name="r">Distance, Å.</param>
    /// <param name="variance">U_i + U_j along the bond, Å².</param>
    /// <returns>False when correlated motion leaves no width: nothing is added.</returns>
    public bool Add(Span<double> grid, double weight, double r, double variance)
    {
        var factor = Width.Factor(r);
        if (!(factor > 0))
            return false;
        PdfKernels.AddGaussian(grid, DividesByGrid ? weight : weight / r, r, Math.Sqrt(variance * factor), HalfWidth, Step, Count);
        return true;
    }
}
