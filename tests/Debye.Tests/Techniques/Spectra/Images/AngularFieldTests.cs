using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Debye.Techniques.Spectra.Images;
using Debye.TestSupport;
using FsCheck;
using FsCheck.Fluent;

namespace Debye.Tests.Techniques.Spectra.Images;

public sealed class AngularFieldTests
{
    private const double Tolerance = 1e-12;

    [Theory]
    [InlineData("sine")]
    [InlineData("random")]
    [InlineData("peaks")]
    public void Fill_ReferenceSeries_SameFields(string name)
    {
        var data = Json("gaf.json").GetProperty(name);
        var series = Numbers(data.GetProperty("series"));
        foreach (var field in data.EnumerateObject().Where(item => item.Name != "series"))
        {
            var parts = field.Name.Split('_');
            var size = parts[1] == "0.25" ? (int)Math.Ceiling(0.25 * series.Length) : int.Parse(parts[1], CultureInfo.InvariantCulture);
            var own = Field(
                series,
                new AngularFieldOptions
                {
                    Size = size,
                    Kind = parts[0] == "summation" ? AngularFieldKind.Summation : AngularFieldKind.Difference,
                    Overlapping = field.Name.EndsWith("overlapping", StringComparison.Ordinal),
                    Low = field.Name.EndsWith("range01", StringComparison.Ordinal) ? 0 : -1,
                }
            );
            own.ShouldBe(Numbers(field.Value), Tolerance, field.Name);
        }
    }

    [Theory]
    [InlineData(2631)]
    [InlineData(512)]
    public void Fill_MeasuredSpectrum_SamePixels(int size)
    {
        var expected = Json("gaf_pgaa.json").GetProperty($"pgaa_index0_gadf_{size}");
        var own = Field(LogSpectrum(), new AngularFieldOptions { Size = size });
        // The spectrum is stored with nine digits; the reference had them all.
        foreach (var pixel in expected.GetProperty("samples_row_col_value").EnumerateArray())
            own[pixel[0].GetInt32() * size + pixel[1].GetInt32()].ShouldBe(pixel[2].GetDouble(), 5e-9);
        own.Average(Math.Abs).ShouldBe(expected.GetProperty("abs_mean").GetDouble(), 1e-9);
        Math.Sqrt(own.Average(value => value * value)).ShouldBe(expected.GetProperty("std").GetDouble(), 1e-9);
    }

    [Fact]
    public void Fill_ConstantSeries_AllOneOrAllZero()
    {
        var series = Enumerable.Repeat(3.0, 10).ToArray();
        Field(series, new AngularFieldOptions { Size = 5, Kind = AngularFieldKind.Summation }).ShouldAllBe(value => value == 1);
        Field(series, new AngularFieldOptions { Size = 5 }).ShouldAllBe(value => value == 0);
    }

    [Fact]
    public void Fill_ARamp_IsTheSineOfTheAngles()
    {
        double[] ramp = [-1, -0.5, 0, 0.25, 1];
        var (difference, summation) = (
            Field(ramp, new AngularFieldOptions { Size = 5 }),
            Field(
                ramp,
                new AngularFieldOptions
                {
                    Size = 5,
                    Kind = AngularFieldKind.Summation,
                    Rescale = false,
                }
            )
        );
        for (var i = 0; i < 5; i++)
        for (var j = 0; j < 5; j++)
        {
            difference[i * 5 + j].ShouldBe(Math.Sin(Math.Acos(ramp[i]) - Math.Acos(ramp[j])), 1e-12);
            summation[i * 5 + j].ShouldBe(Math.Cos(Math.Acos(ramp[i]) + Math.Acos(ramp[j])), 1e-12);
        }
    }

    [Fact]
    public void Fill_AnySeries_KeepsSymmetryScaleAndRange() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<int[]>(),
                ArbMap.Default.ArbFor<byte>(),
                (values, cut) =>
                {
                    if (values.Length < 2)
                        return;
                    var series = values.Select(value => (double)(value % 1000)).ToArray();
                    var options = new AngularFieldOptions { Size = 2 + cut % (series.Length - 1), Overlapping = cut % 2 == 0 };
                    var (size, difference, summation) = (
                        options.Size,
                        Field(series, options),
                        Field(series, options with { Kind = AngularFieldKind.Summation })
                    );
                    var moved = Field([.. series.Select(value => 4 * value + 1000)], options);
                    for (var i = 0; i < size; i++)
                    for (var j = 0; j < size; j++)
                    {
                        difference[i * size + j].ShouldBe(-difference[j * size + i]);
                        summation[i * size + j].ShouldBe(summation[j * size + i]);
                        Math.Abs(difference[i * size + j]).ShouldBeLessThan(1 + 1e-12);
                        // At the ends of the range the sine shows the root of a rounding.
                        moved[i * size + j].ShouldBe(difference[i * size + j], 1e-6);
                    }
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Fill_SinglePrecision_AgreesWithDouble()
    {
        var (field, random) = (new AngularField(300, new AngularFieldOptions { Size = 131 }), new Debye.Numerics.RandomSource(3, 3));
        var series = Enumerable.Range(0, 300).Select(_ => random.NextNormal()).ToArray();
        var (wide, narrow) = (new double[131 * 131], Enumerable.Repeat(float.NaN, 131 * 131).ToArray());
        field.Fill(series, wide);
        field.Fill(series, narrow);
        narrow.Select(value => (double)value).ShouldBe(wide, 2e-7);
    }

    [Fact]
    public void Fill_BadInput_Throws()
    {
        var field = new AngularField(10, new AngularFieldOptions { Size = 5 });
        Should.Throw<ArgumentException>(() => field.Fill(new double[9], new double[25]));
        Should.Throw<ArgumentException>(() => field.Fill(new double[10], new double[24]));
        Should.Throw<ArgumentException>(() => field.Fill(new double[10], new float[26]));
        Should
            .Throw<ArgumentException>(() => field.Fill([1, 2, double.NaN, 4, 5, 6, 7, 8, 9, 10], new double[25]))
            .Message.ShouldContain("points 2…3");
        Should
            .Throw<ArgumentException>(() => Field([0, 2, 1], new AngularFieldOptions { Size = 3, Rescale = false }))
            .Message.ShouldContain("−1…1");
        Should.Throw<ArgumentOutOfRangeException>(() => new AngularField(4, new AngularFieldOptions { Size = 5 }));
        AngularFieldOptions[] bad =
        [
            new() { Size = 1 },
            new() { Low = 1, High = 1 },
            new() { Low = -2 },
            new() { High = 1.1 },
            new() { Low = double.NaN },
        ];
        foreach (var options in bad)
            Should.Throw<ArgumentOutOfRangeException>(() => new AngularField(300, options));
    }

    private static double[] Field(double[] series, AngularFieldOptions options)
    {
        var image = new double[options.Size * options.Size];
        new AngularField(series.Length, options).Fill(series, image);
        return image;
    }

    /// <summary>The first spectrum up to some 7650 keV, its sum 1, logarithms of values of at least 1e-7.</summary>
    private static double[] LogSpectrum()
    {
        using var reader = new StreamReader(
            new GZipStream(File.OpenRead(SharedData.Require("data/spectra/pgaa/X.csv.gz")), CompressionMode.Decompress)
        );
        reader.ReadLine();
        var values = reader.ReadLine()!.Split(',').Take(2631).Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray();
        var sum = values.Sum();
        return [.. values.Select(value => Math.Log(Math.Max(value / sum, 1e-7)))];
    }

    private static JsonElement Json(string name) =>
        JsonDocument.Parse(File.ReadAllText(SharedData.Require("reference/spectra/" + name))).RootElement;

    private static double[] Numbers(JsonElement element) =>
        [.. element.EnumerateArray().SelectMany(item => item.ValueKind == JsonValueKind.Array ? Numbers(item) : [item.GetDouble()])];
}
