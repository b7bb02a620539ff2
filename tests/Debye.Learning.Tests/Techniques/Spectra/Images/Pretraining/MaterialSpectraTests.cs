using Debye.Learning.Techniques.Spectra.Images;
using Debye.Learning.Techniques.Spectra.Images.Pretraining;
using Debye.Numerics;

namespace Debye.Learning.Tests.Techniques.Spectra.Images.Pretraining;

public class MaterialSpectraTests
{
    private static readonly PretrainingMaterials Few = new()
    {
        LineInstruments = 3,
        MaterialsPerInstrument = 4,
        DiffractionCrystals = 2,
        PairDistributionCrystals = 2,
        Circuits = 6,
    };

    [Fact]
    public void Make_SameSeed_GivesTheSameSpectra()
    {
        Draw(1, 7).ShouldBe(Draw(1, 7));
        Draw(1, 7).ShouldNotBe(Draw(2, 7));
        Draw(1, 7).ShouldNotBe(Draw(1, 8));
    }

    [Fact]
    public void Draw_EveryMaterial_IsFiniteAndNotConstant()
    {
        foreach (var kind in Few.Make(3))
        {
            var measurement = kind.CreateMeasurement();
            var random = new RandomSource(9);
            for (var m = 0; m < kind.Materials; m++)
            {
                var spectrum = measurement.Draw(m, ref random).ToArray();
                spectrum.Length.ShouldBeInRange(200, 3000);
                spectrum.ShouldAllBe(value => double.IsFinite(value));
                spectrum.Max().ShouldBeGreaterThan(spectrum.Min());
            }
        }

        Few.Make(3).Sum(kind => kind.Materials).ShouldBe(Few.Count());
    }

    [Fact]
    public void CreateMaker_SameIndex_GivesTheSameExampleOnEveryThread()
    {
        var source = new PretrainingSource(Few.Make(3), new SpectrumImageOptions { Size = 20, HasCoordinates = true }, 0.3, 5);
        source.FeatureLength.ShouldBe(1220);
        var (first, second, features, again) = (source.CreateMaker(), source.CreateMaker(), new float[1220], new float[1220]);
        second.Make(3, again);
        for (var i = 0; i < 30; i++)
        {
            var label = first.Make(i, features);
            second.Make(i, again).ShouldBe(label);
            again.ShouldBe(features);
            label.ShouldBeInRange(0, Few.Count() - 1);
            (features[1], features[2], features[3 * 399 + 1], features[3 * 19 + 2]).ShouldBe((-1f, -1f, 1f, 1f), "coordinates");
            (features[1200..].Min(), features[1200..].Max()).ShouldBe((-1f, 1f), "means of segments");
            features.ShouldAllBe(value => value >= -1.0001f && value <= 1.0001f);
        }
    }

    [Fact]
    public void Background_Shares_SumToOneAndLinesKeepTheirStepsBelow()
    {
        var random = new RandomSource(4);
        var instrument = LineInstrument.Draw(ref random) with { StepShare = 1, EdgeOffset = 0.05, BackgroundShare = 0.001, HumpShare = 0 };
        var (lines, shares) = (new double[1000], new double[1000]);
        lines[600] = 3;
        Background.Add(instrument, lines, shares, ref random);
        shares.Sum().ShouldBe(1, 1e-9);
        shares[600].ShouldBeGreaterThan(0.3);
        shares[300].ShouldBeGreaterThan(10 * shares[700]);
        shares[570].ShouldBeLessThan(0.1 * shares[540]);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(8)]
    [InlineData(400)]
    public void CountingNoise_MeanAndVariance_AreTheExpectedCounts(double expected)
    {
        var random = new RandomSource(6);
        var counts = new double[20_000];
        Array.Fill(counts, expected / 1e6);
        CountingNoise.Apply(counts, 1e6, ref random);
        var mean = counts.Average();
        mean.ShouldBe(expected, 5 * Math.Sqrt(expected / counts.Length));
        counts.Average(value => (value - mean) * (value - mean)).ShouldBe(expected, 0.06 * expected);
    }

    private static double[] Draw(ulong materials, ulong measurement)
    {
        var random = new RandomSource(measurement);
        return [.. Few.Make(materials).SelectMany(kind => kind.CreateMeasurement().Draw(1, ref random).ToArray())];
    }
}
