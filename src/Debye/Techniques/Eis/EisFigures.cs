using System.Numerics;
using Debye.Plots;
using Debye.Spectra;

namespace Debye.Techniques.Eis;

/// <summary>Figures of impedance spectroscopy.</summary>
public static class EisFigures
{
    private const int PanelWidth = 520;
    private const int PanelHeight = 420;
    private const double NyquistAspect = (PanelWidth - 86.0) / (PanelHeight - 96.0);

    /// <summary>Nyquist, Bode and, with a fit, residual figures in one image.</summary>
    /// <param name="title">Heading.</param>
    /// <param name="measured">The spectrum.</param>
    /// <param name="fitted">Impedances of the fitted circuit at the same frequencies, Ω; empty for none.</param>
    /// <returns>The SVG image.</returns>
    /// <exception cref="ArgumentException">There are fitted impedances, but not as many as points.</exception>
    public static string Overview(string title, ImpedanceSpectrum measured, ReadOnlySpan<Complex> fitted = default)
    {
        ArgumentNullException.ThrowIfNull(measured);
        if (fitted.Length > 0 && fitted.Length != measured.Length)
            throw new ArgumentException($"Expected {measured.Length} impedances, got {fitted.Length}.", nameof(fitted));
        var (points, model) = (measured.ImpedanceOhm.ToArray(), fitted.ToArray());
        var frequency = measured.FrequencyHertz.ToArray();
        Complex[] Sorted(Complex[] values) =>
            values.Length == 0 ? [] : [.. frequency.Zip(values).OrderBy(pair => pair.First).Select(pair => pair.Second)];
        (points, model) = (Sorted(points), Sorted(model));
        double[] decades = [.. frequency.Order().Select(Math.Log10)];
        List<SvgPlot> panels =
        [
            Nyquist(title, points, model),
            Bode("Modulus", "|Z| (Ω)", decades, points, model, value => Math.Log10(Math.Max(1e-300, value.Magnitude))) with
            {
                IsYLogarithmic = true,
            },
            Bode("Phase", "-φ (degrees)", decades, points, model, value => -value.Phase * 180 / Math.PI),
        ];
        if (model.Length > 0)
            panels.Add(Residuals(decades, points, model));
        return SvgPanels.Render(title, panels);
    }

    private static SvgPlot Nyquist(string title, Complex[] points, Complex[] model)
    {
        Complex[] all = [.. points, .. model];
        var (left, right) = (Math.Min(0, all.Min(value => value.Real)), all.Max(value => value.Real));
        var (bottom, top) = (Math.Min(0, all.Min(value => -value.Imaginary)), all.Max(value => -value.Imaginary));
        // Equal axes: an ohm is as long in both directions.
        var height = 1.08 * Math.Max(top - bottom, Math.Max(right - left, 1e-12) / NyquistAspect);
        return Plot(
            title,
            "Z′ (Ω)",
            "-Z″ (Ω)",
            Curves(
                [.. points.Select(value => value.Real)],
                [.. points.Select(value => -value.Imaginary)],
                [.. model.Select(value => value.Real)],
                [.. model.Select(value => -value.Imaginary)]
            )
        ) with
        {
            XRange = (left, left + height * NyquistAspect),
            YRange = (bottom - 0.03 * height, bottom + 0.97 * height),
        };
    }

    private static SvgPlot Bode(
        string title,
        string label,
        double[] decades,
        Complex[] points,
        Complex[] model,
        Converter<Complex, double> quantity
    )
    {
        double[] measured = Array.ConvertAll(points, quantity),
            fitted = Array.ConvertAll(model, quantity);
        var (low, high) = (measured.Concat(fitted).Min(), measured.Concat(fitted).Max());
        var space = Math.Max(0.06 * (high - low), 1e-3);
        return Plot(title, "f (Hz)", label, Curves(decades, measured, model.Length > 0 ? decades : [], fitted)) with
        {
            IsXLogarithmic = true,
            XRange = Widened(decades),
            YRange = (low - space, high + space),
        };
    }

    private static SvgPlot Residuals(double[] decades, Complex[] points, Complex[] model)
    {
        double Share(Complex point, double part) => 100 * part / Math.Max(point.Magnitude, 1e-300);
        double[] real = [.. points.Zip(model, (point, fit) => Share(point, point.Real - fit.Real))];
        double[] imaginary = [.. points.Zip(model, (point, fit) => Share(point, point.Imaginary - fit.Imaginary))];
        var reach = 1.1 * Math.Max(1e-6, real.Concat(imaginary).Max(Math.Abs));
        return Plot(
            "Residuals",
            "f (Hz)",
            "deviation (% of |Z|)",
            [
                new PointSeries("real", PlotColors.Measured, decades, real),
                new PointSeries("imaginary", PlotColors.Calculated, decades, imaginary),
            ]
        ) with
        {
            IsXLogarithmic = true,
            XRange = Widened(decades),
            YRange = (-reach, reach),
        };
    }

    private static (double Low, double High) Widened(double[] decades) => (decades[0] - 0.1, decades[^1] + 0.1);

    private static List<PlotSeries> Curves(double[] x, double[] y, double[] fittedX, double[] fittedY)
    {
        List<PlotSeries> series = [new PointSeries("measured", PlotColors.Measured, x, y)];
        if (fittedX.Length > 0)
            series.Add(new LineSeries("fitted", PlotColors.Calculated, fittedX, fittedY));
        return series;
    }

    private static SvgPlot Plot(string title, string x, string y, List<PlotSeries> series) =>
        new()
        {
            Width = PanelWidth,
            Height = PanelHeight,
            Title = title,
            XLabel = x,
            YLabel = y,
            LabelsBelowZero = true,
            Series = series,
        };
}
