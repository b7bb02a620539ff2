using Debye.Learning.Networks;
using Debye.Learning.Techniques.Spectra.Images;
using Debye.Learning.Techniques.Spectra.Images.Pretraining;
using Debye.Tensors;
using Debye.Tensors.Cpu;

namespace Debye.Learning.Tests.Techniques.Spectra.Images.Pretraining;

public class MaterialProjectionTests
{
    private static readonly SpectrumImageOptions Image = new() { Size = 24 };

    [Fact]
    public void Append_ScatterWithinMaterials_IsThatOfAUnitCube()
    {
        var (materials, network) = (
            new PretrainingMaterials
            {
                LineInstruments = 3,
                MaterialsPerInstrument = 4,
                DiffractionCrystals = 0,
                PairDistributionCrystals = 0,
                Circuits = 0,
            }.Make(3),
            Network()
        );
        var source = new PretrainingSource(materials, Image, 0, 5);
        var options = new ProjectionOptions
        {
            Features = 6,
            Examples = 400,
            Shrinkage = 1e-9,
        };
        var projected = MaterialProjection.Append(network, materials, source, options, Image, 2);
        projected.FeatureCount.ShouldBe(6);
        var (features, labels) = Features(projected, source, 400);
        var means = Enumerable.Range(0, 12).Select(m => Mean(features.Where((_, i) => labels[i] == m))).ToArray();
        for (var a = 0; a < 6; a++)
        for (var b = 0; b < 6; b++)
        {
            var covariance = Enumerable
                .Range(0, 400)
                .Average(i => (features[i][a] - means[labels[i]][a]) * (features[i][b] - means[labels[i]][b]));
            covariance.ShouldBe(a == b ? 1 : 0, 0.05);
        }

        var spread = Enumerable
            .Range(0, 6)
            .Select(a =>
                Enumerable
                    .Range(0, 3)
                    .Average(instrument => Variance(means[(4 * instrument)..(4 * instrument + 4)].Select(mean => mean[a])))
            )
            .ToArray();
        spread[0].ShouldBeGreaterThan(spread[5]);
    }

    [Fact]
    public void Append_Threads_DoNotMatter()
    {
        var (materials, network) = (
            new PretrainingMaterials
            {
                LineInstruments = 2,
                MaterialsPerInstrument = 3,
                DiffractionCrystals = 0,
                PairDistributionCrystals = 0,
                Circuits = 0,
            }.Make(3),
            Network()
        );
        FrozenImageNetwork Run(int threads) =>
            MaterialProjection.Append(
                network,
                materials,
                new PretrainingSource(materials, Image, 0, 5),
                new ProjectionOptions { Features = 4, Examples = 120 },
                Image,
                threads
            );
        using var backend = new CpuBackend(1);
        var tape = new Tape(backend) { Recording = false };
        var pixels = tape.Input([.. Enumerable.Range(0, 576).Select(i => MathF.Sin(i))], 1, 24, 24, 1);
        Run(2).Maps(tape, pixels).Span.ToArray().ShouldBe(Run(1).Maps(tape, pixels).Span.ToArray());
    }

    [Fact]
    public void PairSource_Neighbours_AreOfOneMaterialAndGroupsOfNewOnes()
    {
        var source = new PairSource(
            new PretrainingMaterials
            {
                DiffractionCrystals = 0,
                PairDistributionCrystals = 0,
                Circuits = 18,
            },
            Image,
            0,
            4
        );
        var (maker, other) = (source.CreateMaker(), source.CreateMaker());
        var (first, second, third) = (new float[source.FeatureLength], new float[source.FeatureLength], new float[source.FeatureLength]);
        var closer = 0;
        for (var pair = 0; pair < 64; pair++)
        {
            maker.Make(2 * pair, first);
            maker.Make(2 * pair + 1, second);
            maker.Make(2 * pair + (pair % 16 < 15 ? 2 : -2), third);
            if (Distance(first, second) < Distance(first, third))
                closer++;
        }

        closer.ShouldBeGreaterThan(58);
        maker.Make(37, first);
        other.Make(37, second);
        second.ShouldBe(first);
    }

    [Theory]
    [InlineData(0, 1000, 0.1)]
    [InlineData(10, 99, 0.1)]
    [InlineData(10, 1000, 0)]
    [InlineData(10, 1000, 1.1)]
    public void Validate_ValuesOutOfRange_Throw(int features, int examples, double shrinkage) =>
        Should.Throw<ArgumentOutOfRangeException>(
            new ProjectionOptions
            {
                Features = features,
                Examples = examples,
                Shrinkage = shrinkage,
            }.Validate
        );

    private static FrozenImageNetwork Network() =>
        new ImageNetwork(
            new MobileNetDescription { StemChannels = 8, Blocks = [new(12, 2)] }.ToArchitecture(),
            new RandomStream(4)
        ).Freeze();

    private static (double[][] Features, int[] Labels) Features(FrozenImageNetwork network, PretrainingSource source, int count)
    {
        using var backend = new CpuBackend(1);
        var (tape, maker, example) = (new Tape(backend) { Recording = false }, source.CreateMaker(), new float[source.FeatureLength]);
        var (features, labels) = (new double[count][], new int[count]);
        for (var i = 0; i < count; i++)
        {
            labels[i] = maker.Make(i, example);
            var maps = network.Maps(tape, tape.Input(example.AsSpan(0, source.ImageLength), 1, 24, 24, 1));
            features[i] = [.. Debye.Tensors.Images.GlobalMean(tape, maps).Span.ToArray().Select(value => (double)value)];
            tape.Reset();
        }

        return (features, labels);
    }

    private static double[] Mean(IEnumerable<double[]> rows)
    {
        var all = rows.ToArray();
        return [.. Enumerable.Range(0, all[0].Length).Select(c => all.Average(row => row[c]))];
    }

    private static double Variance(IEnumerable<double> values)
    {
        var all = values.ToArray();
        return all.Average(value => (value - all.Average()) * (value - all.Average()));
    }

    private static double Distance(float[] a, float[] b) => a.Zip(b, (x, y) => (x - y) * (x - y)).Sum();
}
