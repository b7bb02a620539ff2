using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Debye.Numerics;
using Debye.Techniques.Pdf;
using Debye.TestSupport;

namespace Debye.Tests.Techniques.Pdf;

public sealed class PdfFeaturesTests
{
    /// <summary>A curve that is band-limited to Q = 20 1/Å: peaks at 3 and 7.5 Å.</summary>
    private static double Limited(double r) =>
        Peak(r - 3) + 0.6 * Peak(r - 7.5) - 0.4 * Peak(r - 12.2) - Peak(r + 3) - 0.6 * Peak(r + 7.5) + 0.4 * Peak(r + 12.2);

    private static double Peak(double x) => Math.Abs(x) < 1e-9 ? 1 : Math.Pow(Math.Sin(5 * x) / (5 * x), 4);

    private static PdfData Curve(double first, double last, double step, Func<double, double> g)
    {
        double[] r = [.. Enumerable.Range(0, 1 + (int)Math.Round((last - first) / step)).Select(i => first + i * step)];
        return new PdfData(PdfQuantity.PairDistribution, r, Array.ConvertAll(r, value => g(value)));
    }

    [Fact]
    public void QuadraticSpline_EqualsScipy()
    {
        // scipy.interpolate.interp1d(x, y, kind="quadratic"), SciPy 1.10.1.
        double[] positions = [0, 0.1, 0.4, 0.45, 0.8, 1.3, 1.9, 2.5, 3.0, 3.3, 3.4, -0.1];
        double[] expected =
        [
            1.0,
            -1.03212723186,
            -0.935745536284,
            -0.181729632302,
            3.07236608853,
            1.45889006672,
            -0.405151522224,
            1.5678568497,
            1.96238842034,
            1.5,
            0,
            0,
        ];
        new QuadraticSpline([0, 0.3, 0.5, 1.1, 1.6, 2.0, 2.9, 3.3], [1, -2, 0.5, 3, -1, 0, 2, 1.5]).Evaluate(positions);
        for (var i = 0; i < positions.Length; i++)
            positions[i].ShouldBe(expected[i], 1e-10);
    }

    [Fact]
    public void QuadraticSpline_Parabola_IsExact()
    {
        double[] x = [.. Enumerable.Range(0, 30).Select(i => 0.1 * i + 0.02 * Math.Sin(i))];
        double[] positions = [0.05, 0.51, 1.234, 2.7];
        var wanted = positions.Select(value => 2 - 3 * value + 0.7 * value * value).ToArray();
        new QuadraticSpline(x, Array.ConvertAll(x, value => 2 - 3 * value + 0.7 * value * value)).Evaluate(positions);
        for (var i = 0; i < wanted.Length; i++)
            positions[i].ShouldBe(wanted[i], 1e-12);
    }

    [Theory]
    [InlineData(PdfResampling.Linear, 5e-4)]
    [InlineData(PdfResampling.Quadratic, 5e-6)]
    [InlineData(PdfResampling.BandLimited, 1e-4)]
    public void Resample_SmoothFineCurve_IsReproduced(PdfResampling resampling, double tolerance)
    {
        var data = Curve(0, 40, 0.01, Limited);
        var grid = PdfGrid.SpaceGroupNetwork;
        var values = PdfFeatures.Resample(data.X, data.Y, grid, resampling);
        for (var i = 0; i < grid.Count; i++)
            values[i].ShouldBe(Limited(grid.At(i)), tolerance);
    }

    [Fact]
    public void Resample_BandLimited_CoarseCurve_BeatsSpline()
    {
        // Step 0.14 Å at a band limit of 20 1/Å: just above Nyquist, where only Whittaker–Shannon is right.
        var data = Curve(0, 40, 0.14, Limited);
        var grid = PdfGrid.SpaceGroupNetwork;
        Worst(PdfResampling.BandLimited).ShouldBeLessThan(0.3 * Worst(PdfResampling.Quadratic));
        Worst(PdfResampling.BandLimited).ShouldBeLessThan(0.01);

        double Worst(PdfResampling resampling) =>
            PdfFeatures.Resample(data.X, data.Y, grid, resampling).Select((value, i) => Math.Abs(value - Limited(grid.At(i)))).Max();
    }

    [Fact]
    public void Resample_BandLimited_NoisyFineCurve_NoiseShrinks()
    {
        var random = new RandomSource(5);
        var data = Curve(0, 40, 0.01, r => 0.1 * random.NextNormal());
        Spread(PdfResampling.Quadratic).ShouldBeGreaterThan(0.08);
        // The band keeps 22.9 of the 314 1/Å that the step carries: the noise falls by the root of that.
        Spread(PdfResampling.BandLimited).ShouldBe(0.1 * Math.Sqrt(22.9 / 314), 0.005);

        double Spread(PdfResampling resampling) =>
            Math.Sqrt(PdfFeatures.Resample(data.X, data.Y, PdfGrid.SpaceGroupNetwork, resampling).Average(value => value * value));
    }

    [Fact]
    public void FromData_FullRange_IsScaledWithoutNotes()
    {
        var features = PdfFeatures.FromData(Curve(0, 40, 0.01, Limited));
        features.Values.Length.ShouldBe(209);
        features.Values.ToArray().Min().ShouldBe(0);
        features.Values.ToArray().Max().ShouldBe(1);
        (features.FirstMeasured, features.LastMeasured).ShouldBe((0, 208));
        features.Notes.ShouldBeEmpty();
    }

    [Fact]
    public void FromData_ScaleAndOffsetOfG_ChangeNothing()
    {
        var plain = PdfFeatures.FromData(Curve(0, 40, 0.01, Limited)).Values.ToArray();
        var scaled = PdfFeatures.FromData(Curve(0, 40, 0.01, r => 7 * Limited(r))).Values.ToArray();
        for (var i = 0; i < plain.Length; i++)
            scaled[i].ShouldBe(plain[i], 1e-6);
    }

    [Fact]
    public void FromData_ShortCurve_IsZeroBeyondAndSaysSo()
    {
        var features = PdfFeatures.FromData(Curve(0.01, 20, 0.01, Limited));
        features.Notes.ShouldHaveSingleItem().ShouldContain("20 Å");
        features.LastMeasured.ShouldBe(135);
        features.GPerAngstrom2[136].ShouldBe(0);
        features.GPerAngstrom2[208].ShouldBe(0);
    }

    [Theory]
    [InlineData(40, 60, 0.01, "nothing of it")]
    [InlineData(0, 1.2, 0.01, "nothing of it")]
    [InlineData(0, 4, 0.01, "at least 5 Å")]
    [InlineData(0, 30, 0.75, "steps of at most")]
    public void FromData_NoUse_IsRefused(double first, double last, double step, string part) =>
        Should.Throw<ArgumentException>(() => PdfFeatures.FromData(Curve(first, last, step, Limited))).Message.ShouldContain(part);

    [Fact]
    public void FromData_FlatOrIntensity_IsRefused()
    {
        Should.Throw<ArgumentException>(() => PdfFeatures.FromData(Curve(0, 30, 0.01, _ => 0))).Message.ShouldContain("flat");
        var intensity = new PdfData(PdfQuantity.IntensityOverQ, [1, 2, 3], [4, 5, 6]);
        Should.Throw<ArgumentException>(() => PdfFeatures.FromData(intensity)).Message.ShouldContain("reduce");
    }

    [Theory]
    [InlineData(PdfQuantity.ReducedStructure)]
    [InlineData(PdfQuantity.StructureFactor)]
    public void FromData_StructureFunction_IsTransformedAndSaysSo(PdfQuantity quantity)
    {
        // F of a Gaussian at 4 Å: F(Q) = w sin(4Q) exp(-(0.1 Q)²/2), G = w exp(-(r-4)²/0.02) / sqrt(2π)/0.1.
        double[] q = [.. Enumerable.Range(1, 2500).Select(i => 0.02 * i)];
        double F(double value) => 2 * Math.Sin(4 * value) * Math.Exp(-0.005 * value * value);
        var data = new PdfData(
            quantity,
            q,
            Array.ConvertAll(q, value => quantity == PdfQuantity.ReducedStructure ? F(value) : 1 + F(value) / value)
        );
        var features = PdfFeatures.FromData(data);
        features.Notes.ShouldHaveSingleItem().ShouldContain("Transformed");
        var grid = PdfGrid.SpaceGroupNetwork;
        for (var i = 0; i < grid.Count; i++)
            features.GPerAngstrom2[i].ShouldBe(2 * Math.Exp(-50 * Math.Pow(grid.At(i) - 4, 2)) / (Math.Sqrt(2 * Math.PI) * 0.1), 0.02);
    }

    /// <summary>
    /// Tolerance: the reference is printed with five digits; r of some files is in single precision (2e-6 Å at a slope of up to 50 Å⁻³).
    /// </summary>
    [Fact]
    public void Resample_MeasuredCurves_EqualReference()
    {
        var curves = SharedData.Require("data/pdf/experimental_gr.json.gz");
        var reference = SharedData.Require("data/pdf/experimental_209.csv.gz");
        using var json = JsonDocument.Parse(Unpacked(curves));
        var rows = new StreamReader(Unpacked(reference))
            .ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Skip(1)
            .Select(line => line.Split(','))
            .ToDictionary(cells => cells[0]);
        var count = 0;
        foreach (var curve in json.RootElement.EnumerateArray())
        {
            double[] Numbers(string name) => [.. curve.GetProperty(name).EnumerateArray().Select(value => value.GetDouble())];
            var cells = rows[curve.GetProperty("id").GetString()!];
            var data = new PdfData(PdfQuantity.PairDistribution, Numbers("r"), Numbers("G"));
            var values = PdfFeatures.Resample(data.X, data.Y, PdfGrid.SpaceGroupNetwork, PdfResampling.Linear);
            for (var i = 0; i < values.Length; i++)
            {
                var expected = double.Parse(cells[i + 2], CultureInfo.InvariantCulture);
                values[i].ShouldBe(expected, 5.1e-5 * Math.Abs(expected) + 1e-4, $"{cells[0]} {i}");
            }

            PdfFeatures.FromData(data).Values.Length.ShouldBe(209);
            var text = string.Join('\n', Enumerable.Range(0, data.Length).Select(i => $"{data.X[i]:r} {data.Y[i]:r}"));
            PdfReader.Read(System.Text.Encoding.UTF8.GetBytes(text), "plain.gr").Quantity.ShouldBe(PdfQuantity.PairDistribution);
            PdfReader.Read(System.Text.Encoding.UTF8.GetBytes(text), "plain.txt").Quantity.ShouldBe(PdfQuantity.PairDistribution, cells[0]);
            count++;
        }

        count.ShouldBe(42);
    }

    private static GZipStream Unpacked(string path) => new(File.OpenRead(path), CompressionMode.Decompress);
}
