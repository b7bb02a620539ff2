using System.Globalization;
using System.Xml.Linq;
using Debye.Plots;

namespace Debye.Tests.Plots;

public sealed class SvgPlotTests
{
    [Theory]
    [InlineData(0, 100, 5, new[] { 0.0, 20, 40, 60, 80, 100 })]
    [InlineData(5, 90, 9, new[] { 10.0, 20, 30, 40, 50, 60, 70, 80, 90 })]
    [InlineData(-0.3, 0.3, 3, new[] { -0.2, 0, 0.2 })]
    public void Between_Range_GivesRoundNumbersInside(double low, double high, int wanted, double[] expected) =>
        AxisTicks.Between(low, high, wanted).ShouldBe(expected);

    [Fact]
    public void Between_EmptyRange_Throws() => Should.Throw<ArgumentException>(() => AxisTicks.Between(1, 1, 5));

    [Fact]
    public void Render_LongLine_StaysSmallAndKeepsThePeak()
    {
        var x = Enumerable.Range(0, 100_000).Select(i => i * 1e-3).ToArray();
        var y = x.Select(value => value == 50 ? 1.0 : 0).ToArray();
        var svg = new SvgPlot
        {
            Title = "a < b",
            XLabel = "x (Å)",
            YLabel = "y",
            Series = [new LineSeries("line", PlotColors.Measured, x, y)],
        }.Render();
        svg.Length.ShouldBeLessThan(100_000);
        var root = XDocument.Parse(svg).Root!;
        root.Value.ShouldContain("a < b");
        var heights = root.Descendants()
            .Single(e => e.Name.LocalName == "polyline")
            .Attribute("points")!
            .Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(point => double.Parse(point.Split(',')[1], CultureInfo.InvariantCulture))
            .ToArray();
        heights.Min().ShouldBeLessThan(80);
    }

    [Fact]
    public void Render_Bars_HaveTheirShares()
    {
        var root = XDocument
            .Parse(new SvgBars { Title = "Shares", Bars = [new Bar("Fm-3m", 0.75), new Bar("P1", 0.25, false)] }.Render())
            .Root!;
        root.Value.ShouldContain("75.0 %");
        root.Value.ShouldContain("Fm-3m");
    }
}
