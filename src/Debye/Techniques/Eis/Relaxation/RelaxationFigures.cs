using Debye.Plots;
using Debye.Spectra;

namespace Debye.Techniques.Eis.Relaxation;

/// <summary>Figures of distributions of relaxation times.</summary>
public static class RelaxationFigures
{
    /// <summary>γ with its credible band over τ; beside it the spectrum and what the distribution makes of it.</summary>
    /// <param name="title">Heading.</param>
    /// <param name="measured">The spectrum the distribution was found from.</param>
    /// <param name="result">The distribution.</param>
    /// <returns>Two figures in one SVG image.</returns>
    /// <exception cref="ArgumentException">The distribution belongs to another spectrum.</exception>
    public static string Overview(string title, ImpedanceSpectrum measured, RelaxationResult result)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(result);
        if (measured.Length != result.ModelOhm.Length)
            throw new ArgumentException(
                $"Expected a distribution of {measured.Length} points, got one of {result.ModelOhm.Length}.",
                nameof(result)
            );
        return SvgPanels.Render(title, [Distribution(title, result), Nyquist(measured, result)]);
    }

    private static SvgPlot Distribution(string title, RelaxationResult result)
    {
        var decades = Array.ConvertAll(result.TauSeconds.ToArray(), Math.Log10);
        List<PlotSeries> series = [];
        if (result.GammaLowOhm.Length > 0)
        {
            series.Add(new LineSeries("credible band", PlotColors.Faint, decades, result.GammaLowOhm.ToArray()));
            series.Add(new LineSeries("", PlotColors.Faint, decades, result.GammaHighOhm.ToArray()));
        }

        series.Add(new LineSeries("γ", PlotColors.Measured, decades, result.GammaOhm.ToArray()));
        Stick[] peaks =
        [
            .. result.Peaks.Select(peak => new Stick(
                Math.Log10(peak.TauSeconds),
                peak.GammaOhm,
                Invariant($"τ {peak.TauSeconds:g4} s, R {peak.ResistanceOhm:g4} Ω")
            )),
        ];
        series.Add(new StickSeries("", PlotColors.Calculated, peaks));
        return Plot(title, "τ (s)", "γ (Ω)", series) with { IsXLogarithmic = true, XRange = (decades[0], decades[^1]) };
    }

    private static SvgPlot Nyquist(ImpedanceSpectrum measured, RelaxationResult result)
    {
        var order = Enumerable.Range(0, measured.Length).OrderBy(i => measured.FrequencyHertz[i]).ToArray();
        double[] Real(ReadOnlySpan<System.Numerics.Complex> values) => Array.ConvertAll(values.ToArray(), value => value.Real);
        double[] Minus(ReadOnlySpan<System.Numerics.Complex> values) => Array.ConvertAll(values.ToArray(), value => -value.Imaginary);
        double[] Sorted(double[] values) => Array.ConvertAll(order, i => values[i]);
        return Plot(
            "Spectrum",
            "Z′ (Ω)",
            "-Z″ (Ω)",
            [
                new PointSeries("measured", PlotColors.Measured, Real(measured.ImpedanceOhm), Minus(measured.ImpedanceOhm)),
                new LineSeries(
                    "distribution",
                    PlotColors.Calculated,
                    Sorted(Real(result.ModelOhm.Span)),
                    Sorted(Minus(result.ModelOhm.Span))
                ),
            ]
        );
    }

    private static SvgPlot Plot(string title, string x, string y, List<PlotSeries> series) =>
        new()
        {
            Width = 620,
            Height = 420,
            Title = title,
            XLabel = x,
            YLabel = y,
            LabelsBelowZero = true,
            Series = series,
        };
}
