using System.Globalization;
using System.Xml.Linq;
using Debye.Plots;
using FsCheck;
using FsCheck.Fluent;

namespace Debye.Tests.Plots;

public sealed class SvgScatterTests
{
    private static readonly SvgScatter Three = new() { X = [0, 1, 3], Y = [0, 2, 1] };

    [Fact]
    public void Render_Points_HaveTheSameScaleOnBothAxes()
    {
        var places = Places(Draw(Three with { Titles = ["a", "b", "c"] }));
        var unit = places[1].X - places[0].X;
        (places[2].X - places[0].X).ShouldBe(3 * unit, 0.2);
        (places[0].Y - places[1].Y).ShouldBe(2 * unit, 0.2);
        places.ShouldAllBe(place => place.X > 20 && place.X < 740 && place.Y > 44 && place.Y < 580);
    }

    [Fact]
    public void Render_Values_AreOnTheScaleWithTheirRange()
    {
        var root = Draw(
            Three with
            {
                Colors = new ValueColors("gap (eV)", [0, 4, double.NaN]),
                Titles = ["low", "high", "none"],
                Caption = "trustworthiness 0.99",
            }
        );
        ColorOf(root, "low").ShouldBe(ColorScale.At(0.5 / 48));
        ColorOf(root, "high").ShouldBe(ColorScale.At(47.5 / 48));
        ColorOf(root, "none").ShouldBe(PlotColors.Other);
        Labels(root).ShouldBe(["trustworthiness 0.99", "gap (eV)", "0", "1", "2", "3", "4", "no value (1)"]);
        ColorOf(Draw(Three with { Colors = new ValueColors("", [0, 9, 1], (1, 3)), Titles = ["a", "b", "c"] }), "b")
            .ShouldBe(ColorScale.At(47.5 / 48));
    }

    [Fact]
    public void Render_EqualValues_IsFine() => Labels(Draw(Three with { Colors = new ValueColors("x", [7, 7, 7]) })).ShouldContain("7");

    [Fact]
    public void Render_ManyClasses_NamesTheNineMostFrequent()
    {
        // Class k has k members: 12 … 4 are named, 3, 2 and 1 are others.
        var names = Enumerable.Range(1, 12).SelectMany(k => Enumerable.Repeat(Invariant($"Z{k}"), k)).ToArray();
        var root = Draw(
            new SvgScatter
            {
                X = [.. names.Select((_, i) => (double)i)],
                Y = new double[names.Length],
                Titles = names,
                Colors = new CategoryColors("element", names),
            }
        );
        Labels(root).ShouldBe(["element", .. Enumerable.Range(4, 9).Reverse().Select(k => Invariant($"Z{k} ({k})")), "others (6)"]);
        Enumerable.Range(4, 9).Select(k => ColorOf(root, Invariant($"Z{k}"))).Distinct().Count().ShouldBe(9);
        ColorOf(root, "Z2").ShouldBe(PlotColors.Other);
        Groups(root)[0].Attribute("stroke")!.Value.ShouldBe(PlotColors.Other);
    }

    [Fact]
    public void Render_TwentyThousandPoints_StaysSmall()
    {
        var x = Enumerable.Range(0, 20_000).Select(i => Math.Sin(i * 0.7) * Math.Sqrt(i)).ToArray();
        var plot = new SvgScatter
        {
            X = x,
            Y = [.. x.Select((_, i) => Math.Cos(i * 0.7) * Math.Sqrt(i))],
            Colors = new ValueColors("i", [.. x.Select((_, i) => (double)i)]),
        };
        plot.Render().Length.ShouldBeLessThan(350_000);
        (plot with { Titles = [.. x.Select((_, i) => Invariant($"mp-{i}"))] }).Render().Length.ShouldBeLessThan(1_500_000);
    }

    [Fact]
    public void Render_AxesAndOnePlace_AreFine()
    {
        var labels = Labels(Draw(Three with { XLabel = "PC 1", YLabel = "PC 2" }));
        labels.ShouldContain("PC 1");
        labels.ShouldContain("PC 2");
        labels.ShouldContain("0.5");
        foreach (var place in new[] { 0, 5, -1e20 })
            Labels(
                    Draw(
                        new SvgScatter
                        {
                            X = [place, place],
                            Y = [place, place],
                            XLabel = "x",
                        }
                    )
                )
                .ShouldContain("x");
    }

    [Fact]
    public void Render_AnyText_IsWellFormed() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<string>(),
                given =>
                {
                    var text = (given ?? "") + "<&\"\u0001\ud800\uffff";
                    Draw(
                        Three with
                        {
                            Title = text,
                            Caption = text,
                            XLabel = text,
                            Titles = [text, text, text],
                            Colors = new CategoryColors(text, [text, "b", text]),
                        }
                    );
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(50).WithQuietOnSuccess(true));

    [Fact]
    public void Render_BadInput_SaysWhatWasExpected()
    {
        foreach (
            var (plot, message) in new[]
            {
                (Three with { X = [], Y = [] }, "at least one point"),
                (Three with { Y = [1, 2] }, "each of 3 points, got 2"),
                (Three with { Titles = ["a"] }, "each of 3 points, got 1"),
                (Three with { X = [0, double.NaN, 1] }, "for point 2"),
                (Three with { Colors = new ValueColors("", [1]) }, "got 1"),
                (Three with { Colors = new CategoryColors("", []) }, "got 0"),
                (Three with { Colors = new ValueColors("", [1, 2, 3], (2, 2)) }, "increasing finite range"),
            }
        )
            Should.Throw<ArgumentException>(plot.Render).Message.ShouldContain(message);
    }

    [Fact]
    public void Render_Parity_HasTheFiguresAndTheDiagonal()
    {
        // Errors 1, 1, 0, 0; truth 1 … 4 has Σ(truth − mean)² = 5: MAE 0.5, R² = 1 − 2/5.
        var root = XDocument
            .Parse(
                new SvgParity
                {
                    Title = "test",
                    Quantity = "band gap",
                    Unit = "eV",
                    Truth = [1, 2, 3, 4],
                    Predicted = [2, 1, 3, 4],
                    Titles = ["a", "b", "c", "d"],
                }.Render()
            )
            .Root!;
        Labels(root).ShouldContain("MAE 0.5 eV, R² 0.600, n = 4");
        Labels(root).ShouldContain("true band gap (eV)");
        Labels(root).ShouldContain("predicted band gap (eV)");
        var diagonal = root.Elements().Single(e => e.Name.LocalName == "line" && e.Attribute("stroke")!.Value == "#9aa1ab");
        double At(string name) => double.Parse(diagonal.Attribute(name)!.Value, CultureInfo.InvariantCulture);
        foreach (var place in Places(root)[2..])
            ((place.X - At("x1")) / (At("x2") - At("x1"))).ShouldBe((At("y1") - place.Y) / (At("y1") - At("y2")), 1e-3);
        (At("x2") - At("x1")).ShouldBe(440);
        Should.Throw<ArgumentException>(() =>
            new SvgParity
            {
                Quantity = "gap",
                Truth = [],
                Predicted = [],
            }.Render()
        );
        new SvgParity
        {
            Quantity = "gap",
            Truth = [1, 1],
            Predicted = [1, 2],
        }
            .Render()
            .ShouldContain("not defined");
    }

    [Fact]
    public void At_Scale_GrowsEvenlyInLightness()
    {
        // CIE L* of the sRGB colours; Oklab's lightness is not the same, so that steps differ a little.
        var lightness = Enumerable.Range(0, 21).Select(i => Lightness(ColorScale.At(i / 20.0))).ToArray();
        for (var i = 1; i < lightness.Length; i++)
            (lightness[i] - lightness[i - 1]).ShouldBeInRange(2.5, 4.6);
        (ColorScale.At(-3), ColorScale.At(7)).ShouldBe((ColorScale.At(0), ColorScale.At(1)));
        Should.Throw<ArgumentException>(() => ColorScale.At(double.NaN));
    }

    private static double Lightness(string color)
    {
        double Linear(int at)
        {
            var value = Convert.ToInt32(color.Substring(at, 2), 16) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }

        return 116 * Math.Cbrt(0.2126 * Linear(1) + 0.7152 * Linear(3) + 0.0722 * Linear(5)) - 16;
    }

    private static XElement Draw(SvgScatter plot) => XDocument.Parse(plot.Render()).Root!;

    private static XElement[] Groups(XElement root) => [.. root.Elements().Where(e => e.Name.LocalName == "g")];

    private static string[] Labels(XElement root) =>
        [.. root.Elements().Where(e => e.Name.LocalName == "text" && e.Value.Length > 0).Select(e => e.Value)];

    private static string ColorOf(XElement root, string title) =>
        Groups(root).First(group => group.Elements().Any(path => path.Value == title)).Attribute("stroke")!.Value;

    private static (double X, double Y)[] Places(XElement root) =>
        [
            .. Groups(root)
                .SelectMany(group => group.Elements())
                .Select(path =>
                {
                    var numbers = path.Attribute("d")!
                        .Value[1..^4]
                        .Split(' ')
                        .Select(number => double.Parse(number, CultureInfo.InvariantCulture))
                        .ToArray();
                    return (numbers[0], numbers[1]);
                }),
        ];
}
