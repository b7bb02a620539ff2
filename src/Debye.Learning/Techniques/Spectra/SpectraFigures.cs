using System.Collections.Immutable;
using Debye.Learning.Answers;
using Debye.Learning.Explanation;
using Debye.Plots;
using Debye.Techniques.Spectra;

namespace Debye.Learning.Techniques.Spectra;

/// <summary>Explained spectra as figures and tables.</summary>
public static class SpectraFigures
{
    /// <summary>Intensities that span more than this are drawn on a logarithmic axis, as counts are looked at.</summary>
    private const double WideRange = 100;

    /// <summary>A spectrum coloured by importance.</summary>
    /// <param name="explanation">The explanation.</param>
    /// <param name="title">Heading.</param>
    /// <param name="unit">Unit of the axis.</param>
    public static ColoredSpectrum Colored(SpectrumExplanation explanation, string title, SpectrumAxisUnit unit)
    {
        ArgumentNullException.ThrowIfNull(explanation);
        var (name, symbol) = AxisOf(unit);
        return explanation.ToFigure(
            title,
            name,
            symbol,
            unit == SpectrumAxisUnit.KiloElectronVolt ? "Counts" : "Intensity",
            IsWide(explanation.Intensity.Span)
        );
    }

    /// <summary>A spectrum as it was measured.</summary>
    /// <param name="title">Heading.</param>
    /// <param name="spectrum">The spectrum.</param>
    public static SvgPlot Plain(string title, MaterialSpectrum spectrum)
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        var (name, symbol) = AxisOf(spectrum.Unit);
        return new SvgPlot
        {
            Title = title,
            XLabel = symbol.Length > 0 ? $"{name} ({symbol})" : name,
            YLabel = spectrum.Unit == SpectrumAxisUnit.KiloElectronVolt ? "Counts" : "Intensity",
            XRange = (spectrum.Axis[0], spectrum.Axis[^1]),
            Series = [new LineSeries("spectrum", PlotColors.Measured, spectrum.Axis.ToArray(), spectrum.Intensity.ToArray())],
        };
    }

    /// <summary>Important bands as a table.</summary>
    /// <param name="explanation">The explanation.</param>
    public static AnswerTable BandTable(SpectrumExplanation explanation)
    {
        ArgumentNullException.ThrowIfNull(explanation);
        var rows = explanation.Bands.Select(band =>
            ImmutableArray.Create(
                Invariant($"{band.From:g6}"),
                Invariant($"{band.To:g6}"),
                Invariant($"{band.Importance:0.0 %}"),
                band.Assignment ?? ""
            )
        );
        return new AnswerTable("Bands that decide", ["from", "to", "share of importance", "lines"], [.. rows], 4);
    }

    private static bool IsWide(ReadOnlySpan<double> intensity)
    {
        var sorted = intensity.ToArray();
        Array.Sort(sorted);
        return sorted[0] >= 0 && sorted[^1] > WideRange * sorted[sorted.Length / 2];
    }

    private static (string Name, string Symbol) AxisOf(SpectrumAxisUnit unit) =>
        unit switch
        {
            SpectrumAxisUnit.KiloElectronVolt => ("Energy", "keV"),
            SpectrumAxisUnit.PerCentimetre => ("Wavenumber", "1/cm"),
            SpectrumAxisUnit.Nanometre => ("Wavelength", "nm"),
            SpectrumAxisUnit.Micrometre => ("Wavelength", "µm"),
            SpectrumAxisUnit.Channel => ("Channel", ""),
            SpectrumAxisUnit.Index => ("Point", ""),
            _ => ("Axis", ""),
        };
}
