using System.Globalization;
using System.Net;
using System.Text;
using System.Xml;

namespace Debye.Plots;

/// <summary>Numbers and text as SVG writes them.</summary>
internal static class SvgText
{
    public const string FontFamily = "system-ui,-apple-system,Segoe UI,DejaVu Sans,sans-serif";

    public static string Number(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);

    public static string Escape(string text) => WebUtility.HtmlEncode(string.Concat(text.EnumerateRunes().Select(Allowed)));

    /// <summary>The replacement character for what XML has no way to write, such as most control characters.</summary>
    private static string Allowed(Rune rune) => !rune.IsBmp || XmlConvert.IsXmlChar((char)rune.Value) ? rune.ToString() : "\uFFFD";

    public static string Label(
        double x,
        double y,
        string text,
        string anchor = "middle",
        int size = 13,
        string color = "#333",
        string more = ""
    ) =>
        Invariant($"<text x=\"{Number(x)}\" y=\"{Number(y)}\" text-anchor=\"{anchor}\" font-size=\"{size}\" ")
        + Invariant($"fill=\"{color}\"{more}>{Escape(text)}</text>\n");

    public static string Open(int width, int height, string title) =>
        Invariant($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" ")
        + Invariant($"height=\"{height}\" role=\"img\" aria-label=\"{Escape(title)}\" font-family=\"{FontFamily}\">\n")
        + Invariant($"<rect width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>\n");
}
