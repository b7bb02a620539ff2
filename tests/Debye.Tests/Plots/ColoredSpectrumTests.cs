using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using Debye.Plots;

namespace Debye.Tests.Plots;

public sealed class ColoredSpectrumTests
{
    [Fact]
    public void Render_Svg_ColoursTheImportantAndNamesTheBands()
    {
        var svg = new SvgColoredSpectrum { Spectrum = Made(4000) }.Render();
        var root = XDocument.Parse(svg).Root!;
        root.Value.ShouldContain("Fe & <Ni>");
        root.Value.ShouldContain("Energy (keV)");
        root.Value.ShouldContain("against");
        var lines = root.Descendants().Where(e => e.Name.LocalName == "polyline").ToArray();
        lines[0].Attribute("stroke")!.Value.ShouldBe("#8f98a5");
        lines.Select(e => e.Attribute("stroke")!.Value).ShouldContain(ImportanceColors.At(1));
        lines[^1].Attribute("stroke")!.Value.ShouldBe(ImportanceColors.At(1));
        lines.Select(e => e.Attribute("stroke")!.Value).ShouldContain(ImportanceColors.At(-0.5));
        svg.Length.ShouldBeLessThan(150_000);
        svg.ShouldNotContain("NaN");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Render_SvgLogarithmic_PlacesEveryPointInside(bool isLogarithmic)
    {
        var spectrum = Made(300) with { IsLogarithmic = isLogarithmic, Importance = new double[300] };
        var root = XDocument.Parse(new SvgColoredSpectrum { Spectrum = spectrum }.Render()).Root!;
        var line = root.Descendants().Single(e => e.Name.LocalName == "polyline");
        foreach (
            var point in line.Attribute("points")!.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => text.Split(','))
        )
        {
            double.Parse(point[0], CultureInfo.InvariantCulture).ShouldBeInRange(78, 940);
            double.Parse(point[1], CultureInfo.InvariantCulture).ShouldBeInRange(43, 368.01);
        }
    }

    [Fact]
    public void Render_OverlappingLabels_StandInRows()
    {
        var spectrum = Made(300) with
        {
            Bands =
            [
                new SpectrumBand(1000, 1010, "a long name of a band"),
                new SpectrumBand(1015, 1020, "another long name"),
                new SpectrumBand(10_000, 10_010, "far"),
            ],
        };
        var heights = XDocument
            .Parse(new SvgColoredSpectrum { Spectrum = spectrum }.Render())
            .Root!.Descendants()
            .Where(e => e.Attribute("fill")?.Value == "#7a3b06")
            .ToDictionary(e => e.Value, e => e.Attribute("y")!.Value);
        heights["far"].ShouldBe(heights["a long name of a band"]);
        heights["another long name"].ShouldNotBe(heights["a long name of a band"]);
    }

    [Fact]
    public void Render_Interactive_CarriesShortNumbersAndNoNetwork()
    {
        var spectrum = Made(1000);
        var markup = InteractiveSpectrum.Render(spectrum);
        var start = markup.IndexOf('{', StringComparison.Ordinal);
        using var data = JsonDocument.Parse(markup[start..markup.IndexOf("</script>", StringComparison.Ordinal)]);
        data.RootElement.GetProperty("axis").GetArrayLength().ShouldBe(1000);
        data.RootElement.GetProperty("axis")[7].GetDouble().ShouldBe(spectrum.Axis[7], 1e-3);
        data.RootElement.GetProperty("intensity")[7].GetDouble().ShouldBe(spectrum.Intensity[7], 1e-3 * spectrum.Intensity[7]);
        (data.RootElement.GetProperty("importance")[300].GetDouble() * data.RootElement.GetProperty("largest").GetDouble()).ShouldBe(
            spectrum.Importance[300],
            2e-3
        );
        data.RootElement.GetProperty("bands")[0].GetProperty("label").GetString().ShouldBe("Fe & <Ni>");
        data.RootElement.GetProperty("colors").GetArrayLength().ShouldBe(25);
        markup.IndexOf("</script>", StringComparison.Ordinal).ShouldBeLessThan(25_000);
        var page = InteractiveSpectrum.Head() + markup;
        foreach (var reach in new[] { "src=", "fetch(", "XMLHttpRequest", "import ", "@import", "url(", "<link" })
            page.ShouldNotContain(reach);
        page.Replace("http://www.w3.org/2000/svg", "").ShouldNotContain("http");
    }

    [Fact]
    public void Render_Interactive_TextCannotLeaveItsElement()
    {
        var markup = InteractiveSpectrum.Render(
            Made(10) with
            {
                Title = "</script><img onerror=alert(1)>",
                Bands = [new SpectrumBand(1, 2, "</script><b>")],
            }
        );
        markup.ShouldNotContain("<img");
        markup.ShouldNotContain("</script><b>");
    }

    [Fact]
    public void At_Importance_GetsDarkerAwayFromZero()
    {
        static double Lightness(string color) =>
            0.2126 * Convert.ToInt32(color[1..3], 16)
            + 0.7152 * Convert.ToInt32(color[3..5], 16)
            + 0.0722 * Convert.ToInt32(color[5..7], 16);
        for (var i = 0; i < 12; i++)
        {
            Lightness(ImportanceColors.At((i + 1) / 12.0)).ShouldBeLessThan(Lightness(ImportanceColors.At(i / 12.0)));
            Lightness(ImportanceColors.At(-(i + 1) / 12.0)).ShouldBeLessThan(Lightness(ImportanceColors.At(-i / 12.0)));
        }

        ImportanceColors.At(7).ShouldBe(ImportanceColors.At(1));
        Should.Throw<ArgumentException>(() => ImportanceColors.At(double.NaN));
    }

    [Fact]
    public void Render_LengthsThatDoNotFit_Throw()
    {
        Should.Throw<ArgumentException>(() => InteractiveSpectrum.Render(Made(10) with { Importance = new double[9] }));
        Should.Throw<ArgumentException>(() => new SvgColoredSpectrum { Spectrum = Made(10) with { Axis = new double[10] } }.Render());
        Should.Throw<ArgumentException>(() => new SvgColoredSpectrum { Spectrum = Made(1) }.Render());
    }

    private static ColoredSpectrum Made(int points)
    {
        var axis = Enumerable.Range(0, points).Select(i => 112.4053731 + 11_000.0 * i / points).ToArray();
        return new ColoredSpectrum
        {
            Title = "Steel",
            AxisName = "Energy",
            AxisUnit = "keV",
            IntensityName = "Counts",
            Axis = axis,
            Intensity =
            [
                .. axis.Select((x, i) => i % 97 == 0 ? 0 : 1e5 * Math.Exp(-x / 2000) + 3e4 * Math.Exp(-0.5 * Math.Pow((x - 7631) / 40, 2))),
            ],
            Importance =
            [
                .. axis.Select(x =>
                    3 * Math.Exp(-0.5 * Math.Pow((x - 7631) / 60, 2)) - 1.5 * Math.Exp(-0.5 * Math.Pow((x - 2223) / 60, 2))
                ),
            ],
            Bands = [new SpectrumBand(7580, 7690, "Fe & <Ni>")],
        };
    }
}
