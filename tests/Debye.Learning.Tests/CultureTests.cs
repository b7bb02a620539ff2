using System.Globalization;
using System.Text;
using Debye.Crystals;
using Debye.Crystals.Cif;
using Debye.Learning.OpenSet;
using Debye.Learning.Techniques.Crystal;
using Debye.Learning.Tests.OpenSet;
using Debye.Plots;
using Debye.Techniques.Eis.Circuits;
using Debye.Techniques.Pdf;
using Debye.Techniques.Xrd;
using Debye.TestSupport;

namespace Debye.Learning.Tests;

/// <summary>
/// What is predicted, written, read and drawn under the culture of a host equals what it is under the invariant one. Tables are loaded
/// once in a process: that they do not depend on the culture shows when the whole suite runs under DEBYE_TEST_CULTURE.
/// </summary>
public sealed class CultureTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("debye-culture-").FullName;

    public static TheoryData<string> Cultures { get; } = ["de-DE", "fr-FR", "tr-TR"];

    [Theory]
    [MemberData(nameof(Cultures))]
    public void Predict_BandGapOfAShippedModel_IsTheSame(string culture) => ShouldBeTheSame(culture, BandGap);

    [Fact]
    public void Tables_MolybdenumLineAndFormFactor_AreThoseOfTheSources()
    {
        XrdTables.WavelengthAngstrom("MoKa1").ShouldBe(0.70930, 1e-5);
        FormFactor.Of(new Species(14)).At(0).ShouldBe(14, 0.02);
        ElementScattering.CovalentRadiusAngstrom(new Species(14))!.Value.ShouldBe(1.11, 0.05);
    }

    [Theory]
    [MemberData(nameof(Cultures))]
    public void Files_WrittenAndRead_AreTheSame(string culture) =>
        ShouldBeTheSame(culture, () => string.Join('\n', Cif(), JsonLines(), Curve(), Detector(), Network()));

    [Theory]
    [MemberData(nameof(Cultures))]
    public void Render_Figures_AreTheSame(string culture) => ShouldBeTheSame(culture, Figures);

    [Fact]
    public void Render_FigureUnderADecimalComma_HasDecimalPoints()
    {
        var svg = Under("de-DE", Figures);
        svg.ShouldContain(".");
        foreach (var attribute in new[] { "x", "y", "x1", "y1", "x2", "y2", "width", "height", "cx", "cy", "font-size", "stroke-width" })
            svg.ShouldNotMatch($" {attribute}=\"-?[0-9]+,");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void ShouldBeTheSame(string culture, Func<string> answer)
    {
        var expected = Under("", answer);
        expected.ShouldContain(".");
        Under(culture, answer).ShouldBe(expected);
    }

    private static string Under(string culture, Func<string> answer)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = TestCulture.Named(culture);
            return answer();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static string BandGap()
    {
        var folder = Path.Combine(SharedData.RepositoryRoot, "models", "crystal-bandgap-experimental");
        var model = CrystalModelPackage.Load(folder);
        using var predictor = new CrystalPredictor(model);
        var answer = CrystalAnswer.Of(predictor, model.NewInputBuilder(), Salt(), coverage: 0.9);
        answer.IsUnknown.ShouldBeFalse();
        answer.Value!.Value.ShouldBeInRange(4, 10);
        return Invariant($"{answer.Value:R} {answer.Interval?.Low:R} {answer.Interval?.High:R} {answer.ExpectedError:R}");
    }

    private string Cif()
    {
        var path = Path.Combine(_folder, "salt.cif");
        CifWriter.Write(path, [Salt()]);
        return File.ReadAllText(path) + Describe(CifReader.Read(path)[0]);
    }

    private string JsonLines()
    {
        var path = Path.Combine(_folder, "salt.jsonl");
        StructureJsonLines.Write(path, [Salt()]);
        return File.ReadAllText(path) + Describe(StructureJsonLines.Read(path).Single());
    }

    private static string Curve()
    {
        var x = Enumerable.Range(0, 20).Select(i => 0.05 * i).ToArray();
        var curve = new PdfData(PdfQuantity.PairDistribution, x, [.. x.Select(Math.Sin)]);
        var text = PdfWriter.Write(curve);
        var read = PdfReader.Read(Encoding.UTF8.GetBytes(text), "curve.gr");
        read.Y.ToArray().ShouldBe(curve.Y.ToArray(), 1e-8);
        return text;
    }

    private string Detector()
    {
        var path = Path.Combine(_folder, "detector.json");
        DetectorFile.Write(path, new ConformalOptions().Fit(OpenSetSamples.Features(4, 1)));
        var text = File.ReadAllText(path);
        DetectorFile.Write(path, DetectorFile.Read(path));
        File.ReadAllText(path).ShouldBe(text);
        return text;
    }

    private static string Network()
    {
        var circuit = Circuit.Parse("R0{10.5}-p(R1{100.25},CPE1{1.5e-05,0.9})");
        return circuit.ToString();
    }

    private static string Figures()
    {
        var x = Enumerable.Range(0, 50).Select(i => 10 + 0.37 * i).ToArray();
        var line = new LineSeries("line", PlotColors.Measured, x, [.. x.Select(value => 1234.5 * Math.Sin(value))]);
        var plot = new SvgPlot
        {
            Title = "line",
            XLabel = "x",
            YLabel = "y",
            Series = [line],
        };
        var scatter = new SvgScatter { X = [0, 1.5, 3.25], Y = [0.125, 2, 1] };
        return plot.Render() + scatter.Render() + CircuitDiagram.Render(Circuit.Parse("R0-p(R1,CPE1)"));
    }

    private static string Describe(Structure structure) => $"{structure.Formula} {structure.Lattice} {structure.Sites.Length}";

    private static Structure Salt()
    {
        (double X, double Y, double Z)[] centring = [(0, 0, 0), (0, 0.5, 0.5), (0.5, 0, 0.5), (0.5, 0.5, 0)];
        var sodium = centring.Select(p => new Site(new Species(11), new FractionalPosition(p.X, p.Y, p.Z)));
        var chlorine = centring.Select(p => new Site(new Species(17), new FractionalPosition(p.X + 0.5, p.Y, p.Z)));
        return new Structure
        {
            Id = "salt",
            Lattice = Lattice.Cubic(5.64),
            Sites = [.. sodium, .. chlorine],
        };
    }
}
