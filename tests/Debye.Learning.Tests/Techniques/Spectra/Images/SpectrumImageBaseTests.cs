using Debye.Learning.Networks;
using Debye.Learning.OpenSet;
using Debye.Learning.Tables;
using Debye.Learning.Techniques.Spectra.Images;
using Debye.Learning.Trees;
using Debye.Numerics;
using Debye.Techniques.Spectra.Images;
using Debye.Tensors;
using Debye.Tensors.Cpu;
using Debye.TestSupport;

namespace Debye.Learning.Tests.Techniques.Spectra.Images;

public class SpectrumImageBaseTests
{
    private const int Points = 90;

    [Fact]
    public void Represent_Threads_DoNotMatter()
    {
        var (own, table) = (Base(), Spectra(21));
        var one = own.Represent(table, 1);
        one.Rows.ShouldBe(21);
        one.Columns.ShouldBe(own.OutputCount);
        own.Represent(table, 3).Values.ToArray().ShouldBe(one.Values.ToArray());
    }

    [Fact]
    public void Represent_EverySpectrum_IsWhatTheNetworkMakesOfItsField()
    {
        var (own, table) = (Base(), Spectra(3));
        var means = own.Represent(table);
        using var backend = new CpuBackend(1);
        var tape = new Tape(backend) { Recording = false };
        var image = new float[32 * 32];
        new AngularField(Points, new AngularFieldOptions { Size = 32 }).Fill(SampleTable.From(table).Row(2), image);
        var maps = Network().Maps(tape, tape.Input(image, 1, 32, 32, 1)).Span;
        for (var c = 0; c < own.OutputCount; c++)
        {
            var sum = 0.0;
            for (var p = 0; p < 64; p++)
                sum += maps[p * own.OutputCount + c];
            means.Row(2)[c].ShouldBe(sum / 64, 1e-5);
        }
    }

    [Fact]
    public void Maps_OfALinearHead_GiveItsLogitsExactly()
    {
        var (own, table) = (Base(), Spectra(2));
        var maps = own.Maps(SampleTable.From(table).Row(1));
        (maps.Rows, maps.Columns, maps.Channels).ShouldBe((8, 8, own.OutputCount));
        var means = own.Represent(table).Row(1);
        for (var c = 0; c < maps.Channels; c++)
            maps.Means()[c].ShouldBe((float)means[c], 1e-5f);
        var weights = new float[maps.Channels];
        new RandomStream(8).FillNormal(1, weights);
        var activation = maps.Activation(weights);
        activation.Length.ShouldBe(64);
        var logit = 0.0;
        for (var c = 0; c < weights.Length; c++)
            logit += weights[c] * means[c];
        activation.Average().ShouldBe((float)logit, 1e-4f);
        activation.Max().ShouldBeGreaterThan(activation.Min());
        Should.Throw<ArgumentException>(() => maps.Activation(weights.AsSpan(1)));
    }

    [Fact]
    public void Constructor_WrongSizes_Throw()
    {
        var network = Network();
        Should.Throw<ArgumentException>(() => new SpectrumImageBase(network, new SpectrumImageOptions { Size = 32 }, 31));
        Should.Throw<ArgumentOutOfRangeException>(() => new SpectrumImageBase(network, new SpectrumImageOptions { Size = 8 }, 31));
        Should.Throw<ArgumentException>(() =>
            new SpectrumImageBase(network, new SpectrumImageOptions { Size = 32, Padding = ImagePaddingRule.End }, 90)
        );
        Should.Throw<ArgumentException>(() =>
            new SpectrumImageBase(network, new SpectrumImageOptions { Size = 32, HasCoordinates = true }, 90)
        );
        var own = Base();
        Should.Throw<ArgumentException>(() => own.Represent(new FeatureTable(new float[Points + 1], Points + 1)));
        Should.Throw<ArgumentException>(() => own.Represent(new SampleTable(new double[Points - 1], Points - 1)));
        Should.Throw<ArgumentException>(() => own.Maps(new double[Points - 1]));
        Should.Throw<ArgumentException>(() => own.Maps([.. Enumerable.Repeat(double.NaN, Points)]));
    }

    [Fact]
    public void Load_ShippedBase_TellsMadeUpSpectraApart()
    {
        var own = SpectrumImageBase.Load(Path.Combine(SharedData.RepositoryRoot, "models", "spectra-base"), 400);
        IRepresentation representation = own;
        representation.FeatureCount.ShouldBe(400);
        own.OutputCount.ShouldBeGreaterThan(100);
        var (table, means) = (Lines(6), own.Represent(Lines(6), 2));
        table.Rows.ShouldBe(12);
        for (var i = 0; i < 12; i++)
        {
            var others = Enumerable
                .Range(0, 12)
                .Where(j => j != i)
                .OrderBy(j => System.Numerics.Tensors.TensorPrimitives.Distance(means.Row(i), means.Row(j)));
            (others.First() / 2).ShouldBe(i / 2);
        }
    }

    [Fact]
    public void Load_OtherFolders_SayWhatIsWrong()
    {
        var models = Path.Combine(SharedData.RepositoryRoot, "models");
        Should.Throw<DataFormatException>(() => SpectrumImageBase.Load(models, 400)).Message.ShouldContain("config.json");
        Should
            .Throw<DataFormatException>(() => SpectrumImageBase.Load(Path.Combine(models, "pdf-spacegroup"), 400))
            .Message.ShouldContain("expected 'spectra'");
        Should.Throw<ArgumentException>(() => SpectrumImageBase.Load(Path.Combine(models, "spectra-base"), 20));
    }

    [Fact]
    public void Load_UsersMobileNet_TakesTheSameImageOnAllChannels()
    {
        const string path = "data/spectra/imagenet_base/mobilenet_v1_0.25_128_u8";
        var own = SpectrumImageBase.Load(
            SharedData.Require(path + ".safetensors"),
            SharedData.Require(path + ".architecture.json"),
            Points,
            new SpectrumImageOptions { Size = 64, Padding = ImagePaddingRule.End }
        );
        own.OutputCount.ShouldBe(256);
        var maps = own.Maps(SampleTable.From(Spectra(1)).Row(0));
        (maps.Rows, maps.Columns, maps.Channels).ShouldBe((2, 2, 256));
        maps.Values.ToArray().Max().ShouldBeInRange(0.1f, 6);
    }

    private static SpectrumImageBase Base() => new(Network(), new SpectrumImageOptions { Size = 32 }, Points);

    private static FrozenImageNetwork Network() =>
        new ImageNetwork(
            new MobileNetDescription { StemChannels = 8, Blocks = [new(16, 1), new(20, 2)] }.ToArchitecture(),
            new RandomStream(4)
        ).Freeze();

    private static FeatureTable Spectra(int count)
    {
        var values = new float[count * Points];
        new RandomStream(11).FillUniform(1, values);
        return new FeatureTable(values, Points);
    }

    /// <summary>Two noisy spectra of each of some materials: twenty lines on a background, logarithms.</summary>
    private static FeatureTable Lines(int materials)
    {
        var random = new RandomSource(5, 3);
        var values = new float[materials * 2 * 400];
        for (var m = 0; m < materials; m++)
        {
            var spectrum = new double[400];
            for (var line = 0; line < 20; line++)
            {
                var (centre, height) = (random.NextDouble(0, 400), Math.Exp(2 * random.NextNormal()));
                for (var i = 0; i < 400; i++)
                    spectrum[i] += 0.003 + height * Math.Exp(-0.125 * (i - centre) * (i - centre));
            }

            for (var i = 0; i < 800; i++)
                values[m * 800 + i] = (float)(Math.Log(spectrum[i % 400]) + 0.02 * random.NextNormal());
        }

        return new FeatureTable(values, 400);
    }
}
