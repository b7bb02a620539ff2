using System.Collections.Immutable;
using Debye.Crystals;

namespace Debye.Techniques.Pdf.Reduction;

/// <summary>Reduces raw intensities to S(Q), F(Q) and G(r) without corrections for absolute intensities, as PDFgetX3 does.</summary>
/// <remarks>
/// Sm = s (I − bgscale·Ibg)/⟨f⟩², s from the least squares of Sm − 1; Fc = Q [Sm − P(Q)] with the polynomial of
/// <see cref="ReductionOptions.RpolyAngstrom"/>; G(r) = (2/π) ∫ Fc sin(Qr) dQ from Qmin to Qmax. Everything that varies slowly with Q
/// (Compton scattering, fluorescence, absorption, detector) goes into P. Peak positions and shapes are right, the scale is arbitrary. That
/// s is found so was seen by comparing with curves of PDFgetX3, whose scale it gives within 0.1 % (docs/results/pdf-reduction.md).
/// Uncertainties of the intensities are carried on as independent; what the polynomial adds to them is left out.
/// Source: P. Juhás, T. Davis, C. L. Farrow, S. J. L. Billinge, J. Appl. Cryst. 46, 560 (2013), doi 10.1107/S0021889813005190.
/// </remarks>
public static class PdfReduction
{
    /// <summary>Reduces one measurement.</summary>
    /// <param name="sample">Intensity over Q or 2θ.</param>
    /// <param name="background">The same without the sample; null for none.</param>
    /// <param name="options">Settings.</param>
    /// <exception cref="ArgumentException">
    /// A setting is out of range, the composition cannot be read, a curve is no intensity, a wavelength is missing, or the data do not
    /// reach the Q asked for.
    /// </exception>
    public static ReductionResult Run(PdfData sample, PdfData? background, ReductionOptions options)
    {
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var scattering = new AverageScattering(Composition.Parse(options.Composition), options.Radiation);
        var notes = ImmutableArray.CreateBuilder<string>();
        var raw = RawIntensity.Of(sample, background, options, notes);
        var limits = Limits.Of(options, raw.Q[0], raw.LastAboveZero, raw.End);
        var corrected = CorrectedStructure.Of(raw, scattering, limits, options.RpolyAngstrom, notes).UpTo(limits.Qmax);
        var g = Transform(corrected, limits, options, notes);
        var (slope, ripple, range) = BaselineCheck.Judge(g.X, g.Y, options.RpolyAngstrom);
        if (slope > 0)
            notes.Add("G(r) rises below its first peak where it should fall as −4πρ₀r: look at background scale, Qmaxinst and rpoly.");
        var header = new PdfHeader(ReductionHeader.Entries(sample, background, options, limits));
        PdfData Curve(PdfQuantity quantity, ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> sigma) =>
            new(quantity, x, y, sigma)
            {
                Header = header,
                Source = sample.Source,
                Notes = notes.ToImmutable(),
            };
        return new ReductionResult
        {
            Intensity = Curve(PdfQuantity.IntensityOverQ, raw.Q, raw.Intensity, raw.Sigma),
            StructureFactor = Curve(
                PdfQuantity.StructureFactor,
                corrected.Q,
                OverQ(corrected.Q, corrected.F, 1),
                OverQ(corrected.Q, corrected.Sigma, 0)
            ),
            ReducedStructure = Curve(PdfQuantity.ReducedStructure, corrected.Q, corrected.F, corrected.Sigma),
            PairDistribution = Curve(PdfQuantity.PairDistribution, g.X, g.Y, g.Sigma),
            PolynomialDegree = corrected.Degree,
            Scale = corrected.Scale,
            BaselineSlopePerAngstrom3 = slope,
            RippleShare = ripple,
            BaselineRangeAngstrom = range,
            Notes = notes.ToImmutable(),
        };
    }

    private static PdfData Transform(
        CorrectedStructure corrected,
        Limits limits,
        ReductionOptions options,
        ImmutableArray<string>.Builder notes
    )
    {
        var q = corrected.Q;
        var reach = Math.PI * (q.Length - 1) / (q[^1] - q[0]);
        if (reach < options.RmaxAngstrom)
            notes.Add(Invariant($"The step in Q carries no distances above {reach:0.#} Å: beyond it G(r) repeats itself."));
        var f = new PdfData(PdfQuantity.ReducedStructure, q, corrected.F, corrected.Sigma);
        return PdfTransform.ToPairDistribution(
            f,
            options.RminAngstrom,
            options.RmaxAngstrom,
            options.RstepAngstrom,
            limits.Qmin,
            limits.Qmax,
            options.Lorch
        );
    }

    /// <summary>y/Q + offset at every point.</summary>
    private static double[] OverQ(double[] q, double[] y, double offset)
    {
        var result = new double[y.Length];
        for (var i = 0; i < result.Length; i++)
            result[i] = y[i] / q[i] + offset;
        return result;
    }
}
