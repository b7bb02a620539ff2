using Debye.Plots;
using Debye.Spectra;

namespace Debye.Techniques.Eis.Validation;

/// <summary>Figures of the tests of a spectrum.</summary>
public static class ValidationFigures
{
    /// <summary>Residuals with flagged points; beside them, where there is one, the modulus of Z-HIT and the measured one.</summary>
    /// <param name="title">Heading.</param>
    /// <param name="measured">The spectrum.</param>
    /// <param name="result">What was found of it.</param>
    /// <returns>The SVG image.</returns>
    /// <exception cref="ArgumentException">The result belongs to a spectrum of another length.</exception>
    public static string Overview(string title, ImpedanceSpectrum measured, SpectrumCheckResult result)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(result);
        if (result.ResidualReal.Length != measured.Length)
            throw new ArgumentException($"Expected {measured.Length} residuals, got {result.ResidualReal.Length}.", nameof(result));
        var decades = Array.ConvertAll(measured.FrequencyHertz.ToArray(), Math.Log10);
        List<SvgPlot> panels = [Residuals(title, decades, result)];
        if (result.ZHit is { } zhit)
            panels.Add(Modulus(decades, measured, zhit));
        return SvgPanels.Render(title, panels);
    }

    private static SvgPlot Residuals(string title, double[] decades, SpectrumCheckResult result)
    {
        double[] real = [.. result.ResidualReal.ToArray().Select(value => 100 * value)],
            imaginary = [.. result.ResidualImaginary.ToArray().Select(value => 100 * value)];
        List<PlotSeries> series =
        [
            new PointSeries("real", PlotColors.Measured, decades, real),
            new PointSeries("imaginary", PlotColors.Calculated, decades, imaginary),
        ];
        Stick[] flagged =
        [
            .. result
                .Flags.Where(flag => flag.Kind == SpectrumFlagKind.Outlier)
                .Select(flag => new Stick(Math.Log10(flag.FrequencyHertz), 100 * flag.Value, flag.Sentence)),
        ];
        if (flagged.Length > 0)
            series.Add(new StickSeries("flagged", "#111", flagged));
        var reach = 1.1 * real.Concat(imaginary).Select(Math.Abs).Append(1e-6).Max();
        return Plot(title, "deviation (% of |Z|)", decades, series) with { YRange = (-reach, reach) };
    }

    private static SvgPlot Modulus(double[] decades, ImpedanceSpectrum measured, ZHitResult zhit)
    {
        double[] modulus = [.. measured.ImpedanceOhm.ToArray().Select(value => Math.Log10(value.Magnitude))];
        var expected = Array.ConvertAll(zhit.ModulusOhm.ToArray(), Math.Log10);
        var (low, high) = (modulus.Concat(expected).Min(), modulus.Concat(expected).Max());
        var space = Math.Max(0.06 * (high - low), 1e-3);
        List<PlotSeries> series =
        [
            new PointSeries("measured", PlotColors.Measured, decades, modulus),
            new LineSeries("Z-HIT", PlotColors.Calculated, Array.ConvertAll(zhit.FrequencyHertz.ToArray(), Math.Log10), expected),
        ];
        return Plot("Modulus", "|Z| (Ω)", decades, series) with { IsYLogarithmic = true, YRange = (low - space, high + space) };
    }

    private static SvgPlot Plot(string title, string label, double[] decades, List<PlotSeries> series) =>
        new()
        {
            Width = 520,
            Height = 420,
            Title = title,
            XLabel = "f (Hz)",
            YLabel = label,
            LabelsBelowZero = true,
            IsXLogarithmic = true,
            XRange = (decades.Min() - 0.1, decades.Max() + 0.1),
            Series = series,
        };
}
