using System.Text.Json;
using Debye.Learning.Explanation;
using Debye.Plots;

namespace Debye.Learning.Tests.Explanation;

public sealed class SpectrumExplanationTests
{
    private static readonly SpectrumExplanation Made = new()
    {
        Label = "Steel",
        Method = "SHAP",
        Axis = new double[] { 1, 2.00000012, 3 },
        Intensity = new double[] { 10, 20, 30 },
        Importance = new double[] { -0.5, 1.0 / 3, 0 },
        Bands = [new ImportantBand(2.00000012, 2.00000012, 1, 2.00000012, "Fe 7631.1 keV"), new ImportantBand(3, 3, 0, 3)],
    };

    [Fact]
    public void ToDocument_Json_IsTheContract() =>
        JsonSerializer
            .Serialize(Made.ToDocument(), new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase })
            .ShouldBe(
                """{"label":"Steel","axis":[1,2,3],"importance":[-0.5,0.333333,0],"bands":[{"from":2,"to":2,"importance":1"""
                    + ""","assignment":"Fe 7631.1 keV"},{"from":3,"to":3,"importance":0,"assignment":null}]}"""
            );

    [Fact]
    public void ToFigure_NamesItsBands()
    {
        var figure = Made.ToFigure("Steel.spe", "Energy", "keV", "Counts");
        figure.Bands.Select(band => band.Label).ShouldBe(["Fe 7631.1 keV", ""]);
        InteractiveSpectrum.Render(figure).ShouldContain("Fe 7631.1 keV");
        new SvgColoredSpectrum { Spectrum = figure }
            .Render()
            .ShouldContain("Energy (keV)");
    }
}
