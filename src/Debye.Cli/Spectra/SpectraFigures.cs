using System.Globalization;
using Debye.Cli.Shell;
using Debye.Learning.Explanation;
using Debye.Plots;
using Debye.Techniques.Spectra;

namespace Debye.Cli.Spectra;

/// <summary>Explained spectra as figures and tables.</summary>
internal static class SpectraFigures
{
    /// <summary>Intensities that span more than this are drawn on a logarithmic axis, as counts are looked at.</summary>
    private const double WideRange = 100;

    /// <summary>A spectrum coloured by importance.</summary>
    public static ColoredSpectrum Colored(SpectrumExplanation explanation, string title, SpectrumAxisUnit unit)
    {
        var (name, symbol) = AxisOf(unit);
        return explanation.ToFigure(
            title,
            name,
            symbol,
            unit == SpectrumAxisUnit.KiloElectronVolt ? "Counts" : "Intensity",
            IsWide(explanation.Intensity.Span)
        );
    }

    /// <summary>Important bands as a table of a report.</summary>
    public static string BandTable(SpectrumExplanation explanation)
    {
        if (explanation.Bands.IsEmpty)
            return "<p>No part of the spectrum speaks for it.</p>\n";
        var rows = explanation.Bands.Select(band =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"<tr><td>{band.From:g6}</td><td>{band.To:g6}</td><td>{band.Importance:0.0 %}</td><td>"
                    + $"{ReportPage.Text(band.Assignment ?? "")}</td></tr>"
            )
        );
        return "<table><thead><tr><th>from</th><th>to</th><th>share of "
            + $"importance</th><th>lines</th></tr></thead><tbody>{string.Concat(rows)}</tbody></table>\n";
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
