using System.Collections.Immutable;
using Debye.Crystals;

namespace Debye.Techniques.Pdf.Reduction;

/// <summary>Reduces raw intensities to S(Q), F(Q) and G(r) without corrections for absolute intensities, as PDFgetX3 does.</summary>
/// <remarks>
/// Sm = s (I − bgscale·Ibg)/⟨f⟩², s from the least squares of Sm − 1; Fc = Q [Sm − P(Q)] with the polynomial of <see cref="ReductionOptions.RpolyAngstrom"/>;
/// G(r) = (2/π) ∫ Fc sin(Qr) dQ from Qmin to Qmax. Everything that varies slowly with Q (Compton scattering, fluorescence,
/// absorption, detector) goes into P. Peak positions and shapes are right, the scale is arbitrary. That s is found so was seen by
/// comparing with curves of PDFgetX3, whose scale it gives within 0.1 % (docs/results/pdf-reduction.md).
/// Source: P. Juhás, T. Davis, C. L. Farrow, S. J. L. Billinge, J. Appl. Cryst. 46, 560 (2013), doi 10.1107/S0021889813005190.
/// </remarks>
public static class PdfReduction
{
    /// <summary>Reduces one measurement.</summary>
    /// <param name="sample">Intensity over Q or 2θ.</param>
    /// <param name="background">The same without the sample; null for none.</param>
    /// <param name="options">Settings.</param>
    /// <exception cref="ArgumentException">
    /// A setting is out of range, the composition cannot be read, a curve is no intensity, a wavelength is missing, or the data do not reach the Q asked for.
    /// </exception>
    public static ReductionResult Run(PdfData sample, PdfData? background, ReductionOptions options)
    {
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var scattering = new AverageScattering(Composition.Parse(options.Composition), options.Radiation);
        var notes = ImmutableArray.CreateBuilder<string>();
        notes.AddRange(sample.Notes);
        var q = RawIntensity.ToQ(sample, options.WavelengthAngstrom, "sample");
        var intensity = sample.Y.ToArray();
        var (last, end) = (RawIntensity.LastMeasured(q, intensity), q[^1]);
        if (background is not null)
        {
            notes.AddRange(background.Notes);
            var backgroundQ = RawIntensity.ToQ(background, options.WavelengthAngstrom, "background");
            intensity = RawIntensity.Subtract(q, intensity, backgroundQ, background.Y, options.BackgroundScale);
            last = Math.Min(last, backgroundQ[^1]);
            end = Math.Min(end, backgroundQ[^1]);
            // A background that starts later says nothing about the sample below.
            RequireCovered("background starts", backgroundQ[0], Math.Max(options.QminPerAngstrom, q[0]), notes);
        }

        var limits = Limits.Of(options, q[0], last, end);
        return Reduce(sample, background, options, limits, scattering, q, intensity, notes);
    }

    private static ReductionResult Reduce(
        PdfData sample, PdfData? background, ReductionOptions options, Limits limits, AverageScattering scattering, double[] q, double[] intensity, ImmutableArray<string>.Builder notes)
    {
        var (fitQ, structure) = Structure(q, intensity, scattering, limits, notes);
        var degree = PolynomialCorrection.Degree(options.RpolyAngstrom, limits.Qmin, limits.Qmaxinst);
        RequireDegree(degree, fitQ.Length, options.RpolyAngstrom);
        var scale = Normalise(fitQ, structure);
        var f = PolynomialCorrection.Apply(fitQ, structure, degree);
        var kept = Array.FindLastIndex(fitQ, value => value <= limits.Qmax + 1e-9) + 1;
        (fitQ, f) = (fitQ[..kept], f[..kept]);
        var r = PdfTransform.Grid(options.RminAngstrom, options.RmaxAngstrom, options.RstepAngstrom);
        var g = new double[r.Length];
        var windowed = (double[])f.Clone();
        if (options.Lorch) PdfTransform.Lorch(fitQ, windowed, limits.Qmax);
        PdfKernels.SineTransform(fitQ, windowed, r, g);
        var (slope, ripple, range) = BaselineCheck.Judge(r, g, options.RpolyAngstrom);
        if (slope > 0) notes.Add("G(r) rises below its first peak where it should fall as −4πρ₀r: look at background scale, Qmaxinst and rpoly.");
        if (Math.PI / (fitQ[^1] - fitQ[0]) * (fitQ.Length - 1) < options.RmaxAngstrom) notes.Add($"The step in Q carries no distances above {Math.PI * (fitQ.Length - 1) / (fitQ[^1] - fitQ[0]):0.#} Å: beyond it G(r) repeats itself.");
        var header = new PdfHeader(ReductionHeader.Entries(sample, background, options, limits));
        PdfData Curve(PdfQuantity quantity, double[] x, double[] y) => new(quantity, x, y) { Header = header, Source = sample.Source, Notes = notes.ToImmutable() };
        return new ReductionResult
        {
            Intensity = Curve(PdfQuantity.IntensityOverQ, q, intensity),
            StructureFactor = Curve(PdfQuantity.StructureFactor, fitQ, [.. f.Select((value, i) => 1 + value / fitQ[i])]),
            ReducedStructure = Curve(PdfQuantity.ReducedStructure, fitQ, f),
            PairDistribution = Curve(PdfQuantity.PairDistribution, r, g),
            PolynomialDegree = degree,
            Scale = scale,
            BaselineSlopePerAngstrom3 = slope,
            RippleShare = ripple,
            BaselineRangeAngstrom = range,
            Notes = notes.ToImmutable(),
        };
    }

    /// <summary>Intensity per ⟨f⟩² between Qmin and Qmaxinst; Q = 0, where F is 0, is left out.</summary>
    private static (double[] Q, double[] Structure) Structure(double[] q, double[] intensity, AverageScattering scattering, Limits limits, ImmutableArray<string>.Builder notes)
    {
        var (fitQ, structure, negative) = (new List<double>(), new List<double>(), 0);
        for (var i = 0; i < q.Length; i++)
        {
            if (q[i] <= 0 || q[i] < limits.Qmin - 1e-9 || q[i] > limits.Qmaxinst + 1e-9) continue;
            fitQ.Add(q[i]);
            structure.Add(intensity[i] / scattering.MeanSquared(q[i]));
            if (intensity[i] < 0) negative++;
        }

        if (fitQ.Count < PdfReader.MinimumPoints) throw new ArgumentException($"{fitQ.Count} points lie between Qmin {limits.Qmin:g5} and Qmaxinst {limits.Qmaxinst:g5} 1/Å; at least {PdfReader.MinimumPoints} are needed.", nameof(q));
        if (negative > 0) notes.Add($"{negative} of {fitQ.Count} intensities are below 0; where a background was taken off, its scale may be too large.");
        return ([.. fitQ], [.. structure]);
    }

    /// <summary>Scales Sm so that it is closest to 1: the least squares of s·Sm − 1 over all points.</summary>
    private static double Normalise(double[] q, double[] structure)
    {
        var (sum, squares) = (0.0, 0.0);
        for (var i = 0; i < q.Length; i++)
        {
            var weighted = PolynomialCorrection.Cell(q, i) * structure[i];
            (sum, squares) = (sum + weighted, squares + weighted * structure[i]);
        }

        if (!(sum > 0)) throw new ArgumentException("The intensity less background is below 0 on average: the scale of the background is too large.", nameof(structure));
        var scale = sum / squares;
        for (var i = 0; i < q.Length; i++) structure[i] *= scale;
        return scale;
    }

    private static void RequireDegree(double degree, int points, double rpoly)
    {
        if (degree is >= 1 and <= ReductionOptions.LargestDegree && degree < points / 2.0) return;
        throw new ArgumentException($"rpoly {rpoly:g4} Å asks for a polynomial of degree {degree:0.##} through {points} points; expected 1…{ReductionOptions.LargestDegree} and less than half the points.", nameof(degree));
    }

    private static void RequireCovered(string what, double from, double needed, ImmutableArray<string>.Builder notes)
    {
        if (from > needed + 0.05) notes.Add($"The {what} at Q = {from:0.###} 1/Å; below it nothing is subtracted.");
    }
}
