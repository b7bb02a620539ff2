using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Debye.Plots;

/// <summary>Spectra coloured by importance that can be explored in a web page without any network access.</summary>
/// <remarks>
/// A page takes <see cref="Head"/> once and <see cref="Render"/> for every spectrum. Pointer or arrow keys show axis value, intensity and
/// importance of a point; wheel or + and − zoom, dragging moves, a double click or 0 shows all, L switches the logarithmic scale, B goes
/// from band to band. Without scripts the page shows the image of <see cref="SvgColoredSpectrum"/>.
/// </remarks>
public static class InteractiveSpectrum
{
    /// <summary>Style and script that a page needs once, for its head or body.</summary>
    public static string Head()
    {
        using var reader = new StreamReader(Resources.Open("interactive_spectrum.js"));
        return $"<style>{Style}</style>\n<script>\n{reader.ReadToEnd()}</script>\n";
    }

    private const string Style = """
        .spectrum{margin:10px 0}.spectrum canvas{width:100%;height:420px;display:block;touch-action:pan-y;cursor:crosshair}
        .spectrum canvas:focus-visible{outline:2px solid #1f5fa8}
        .spectrum figcaption{display:flex;flex-wrap:wrap;gap:8px;align-items:center;font-size:14px}
        .spectrum output{flex:1 1 320px;min-height:1.5em;font-variant-numeric:tabular-nums}
        .spectrum i{display:inline-block;width:120px;height:9px;margin:0 6px;border-radius:2px}
        .spectrum small{color:#5b6b7f;font-size:12px;white-space:nowrap}
        .spectrum button{font:inherit;padding:2px 10px;border:1px solid #c4cad3;border-radius:6px;background:#fff;cursor:pointer}
        .spectrum button[aria-pressed=true]{background:#1f5fa8;color:#fff}
        """;

    /// <summary>One figure as markup.</summary>
    /// <param name="spectrum">What is shown.</param>
    /// <exception cref="ArgumentException">Lengths or values of the spectrum do not fit.</exception>
    public static string Render(ColoredSpectrum spectrum)
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        spectrum.Validate();
        var markup = new StringBuilder("<figure class=\"spectrum\">\n<script type=\"application/json\">");
        markup.Append(Data(spectrum)).Append("</script>\n");
        markup.Append(
            CultureInfo.InvariantCulture,
            $"<canvas tabindex=\"0\" role=\"img\" aria-label=\"{SvgText.Escape(Description(spectrum))}\"></canvas>\n"
        );
        markup
            .Append("<figcaption><output aria-live=\"polite\"></output>")
            .Append(Legend(spectrum))
            .Append("<button type=\"button\" data-do=\"log\" aria-pressed=\"false\">Logarithmic</button>");
        if (spectrum.Bands.Count > 0)
            markup.Append("<button type=\"button\" data-do=\"band\">Next band</button>");
        markup.Append("<button type=\"button\" data-do=\"all\">Show all</button></figcaption>\n<noscript>");
        return markup.Append(new SvgColoredSpectrum { Spectrum = spectrum }.Render()).Append("</noscript>\n</figure>\n").ToString();
    }

    private static string Description(ColoredSpectrum spectrum) =>
        $"{spectrum.Title}: {spectrum.IntensityName} against {spectrum.AxisLabel}, coloured by importance. Arrow keys read "
        + "points, plus and minus zoom, B goes from band to band.";

    private static string Legend(ColoredSpectrum spectrum)
    {
        var isSigned = spectrum.Importance.Any(value => value < 0);
        var stops = Enumerable.Range(0, 9).Select(i => ImportanceColors.At(isSigned ? i / 4.0 - 1 : i / 8.0));
        return $"<small>{(isSigned ? "against" : "unimportant")}<i style=\"background:linear-gradient(to "
            + $"right,{string.Join(',', stops)})\"></i>{(isSigned ? "for" : "important")}</small>";
    }

    /// <summary>The numbers, as short as the eye needs them; the encoder leaves nothing that could end the element.</summary>
    private static string Data(ColoredSpectrum spectrum)
    {
        var json = new StringBuilder("{");
        json.Append(
            CultureInfo.InvariantCulture,
            $"\"title\":{Quoted(spectrum.Title)},\"x\":{Quoted(spectrum.AxisName)},\"unit\":{Quoted(spectrum.AxisUnit)},"
                + $"\"y\":{Quoted(spectrum.IntensityName)},\"log\":{(spectrum.IsLogarithmic ? "true" : "false")}"
        );
        json.Append(",\"axis\":[").AppendJoin(',', spectrum.Axis.Select(value => Short(value, 7)));
        json.Append("],\"intensity\":[").AppendJoin(',', spectrum.Intensity.Select(value => Short(value, 4)));
        json.Append("],\"importance\":[").AppendJoin(',', spectrum.RelativeImportance().Select(value => Short(Math.Round(value, 4), 3)));
        json.Append("],\"largest\":").Append(Short(spectrum.Importance.Max(Math.Abs), 4));
        json.Append(",\"bands\":[")
            .AppendJoin(
                ',',
                spectrum.Bands.Select(band =>
                    $"{{\"from\":{Short(band.From, 7)},\"to\":{Short(band.To, 7)},\"label\":{Quoted(band.Label)}}}"
                )
            );
        json.Append("],\"colors\":[").AppendJoin(',', Enumerable.Range(-12, 25).Select(level => Quoted(ImportanceColors.At(level / 12.0))));
        return json.Append("]}").ToString();
    }

    private static string Quoted(string text) => JsonSerializer.Serialize(text);

    private static string Short(double value, int digits) =>
        value == 0 ? "0" : value.ToString(Invariant($"g{digits}"), CultureInfo.InvariantCulture);
}
