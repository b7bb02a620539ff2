using System.Text.Json;
using Debye.Io;
using Debye.Learning.Networks;
using Debye.Tensors;
using Debye.Tensors.Cpu;
using Debye.TestSupport;

namespace Debye.Learning.Tests.Networks;

public sealed class FrozenImageNetworkTests : IDisposable
{
    private const string Folder = "data/spectra/imagenet_base/";
    private readonly string _folder = Directory.CreateTempSubdirectory("frozen").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("cat_224.png")]
    [InlineData("dragonfly_224.png")]
    [InlineData("parrot_224.png")]
    [InlineData("hot_dog_224.png")]
    public void Load_MobileNetVersion1_AnswersAsPublished(string photograph)
    {
        var (network, expected) = (Network("mobilenet_v1_1.0_224_u8"), Expected(photograph));
        using var backend = new CpuBackend(1);
        var tape = new Tape(backend) { Recording = false };
        var maps = network.Maps(tape, Image(tape, photograph));
        maps.Shape.ToArray().ShouldBe([1, 7, 7, 1024]);
        for (var p = 0; p < 49; p++)
            maps.Span[p * 1024].ShouldBe(expected.GetProperty("feature_map_c0")[p / 7][p % 7].GetSingle(), 1e-4f);
        var means = Images.GlobalMean(tape, maps);
        means.Span.ToArray().Sum(value => (double)value).ShouldBe(expected.GetProperty("gap_sum").GetDouble(), 0.02);
        var first = expected.GetProperty("mobilenet_v1_1_0_gap_features_first16");
        for (var i = 0; i < 16; i++)
            means.Span[i].ShouldBe(first[i].GetSingle(), 1e-4f);
        TopFiveShouldBe(network, tape, means, expected.GetProperty("mobilenet_v1_1_0_top5"), 1e-4f);
    }

    [Theory]
    [InlineData("cat_224.png")]
    [InlineData("dragonfly_224.png")]
    [InlineData("parrot_224.png")]
    [InlineData("hot_dog_224.png")]
    public void Load_MobileNetVersion2_AnswersAsPublished(string photograph)
    {
        var network = Network("mobilenet_v2_1.0_224_u8");
        using var backend = new CpuBackend(1);
        var tape = new Tape(backend) { Recording = false };
        var means = Images.GlobalMean(tape, network.Maps(tape, Image(tape, photograph)));
        TopFiveShouldBe(network, tape, means, Expected(photograph).GetProperty("mobilenet_v2_top5"), 5e-4f);
    }

    [Fact]
    public void Load_SmallMobileNet_TakesAnySize()
    {
        var network = Network("mobilenet_v1_0.25_128_u8");
        using var backend = new CpuBackend(1);
        var tape = new Tape(backend) { Recording = false };
        network.Maps(tape, tape.Input(new float[128 * 128], 1, 128, 128, 1)).Shape.ToArray().ShouldBe([1, 4, 4, 256]);
        network.Maps(tape, tape.Input(new float[131 * 131 * 3], 1, 131, 131, 3)).Shape.ToArray().ShouldBe([1, 5, 5, 256]);
        FrozenImageNetwork
            .Load(
                SharedData.Require(Folder + "mobilenet_v1_0.25_128_u8.safetensors"),
                SharedData.Require(Folder + "mobilenet_v1_0.25_128_u8.architecture.json"),
                ImagePaddingRule.End
            )
            .Maps(tape, tape.Input(new float[2 * 131 * 131], 2, 131, 131, 1))
            .Shape.ToArray()
            .ShouldBe([2, 4, 4, 256]);
    }

    [Fact]
    public void Maps_OneChannel_IsThatChannelThreeTimes()
    {
        var network = new ImageNetwork(
            new MobileNetDescription
            {
                InChannels = 3,
                StemChannels = 8,
                Blocks = [new(16, 1), new(16, 1, 2), new(24, 2, 3)],
            }.ToArchitecture(),
            new RandomStream(4)
        ).Freeze();
        using var backend = new CpuBackend(1);
        var tape = new Tape(backend) { Recording = false };
        var image = new float[21 * 21];
        new RandomStream(3).FillUniform(1, image);
        var one = network.Maps(tape, tape.Input(image, 1, 21, 21, 1)).Span.ToArray();
        var three = network.Maps(tape, tape.Input([.. image.SelectMany(value => new[] { value, value, value })], 1, 21, 21, 3)).Span;
        for (var i = 0; i < one.Length; i++)
            one[i].ShouldBe(three[i], 1e-5f);
        Should.Throw<ArgumentException>(() => network.Maps(tape, tape.Input(new float[32], 1, 4, 4, 2)));
    }

    [Fact]
    public void Freeze_ThenSaveAndLoad_GivesTheMeansOfTheTrainedNetwork()
    {
        var trained = new ImageNetwork(MobileNetDescription.Version2(1).ToArchitecture(), new RandomStream(4));
        foreach (var (name, tensor) in trained.NamedTensors().Where(pair => pair.Name.Contains("_norm", StringComparison.Ordinal)))
        foreach (ref var value in tensor.Span)
            value = name.EndsWith("bias", StringComparison.Ordinal) ? 0.3f : 0.9f;
        using var backend = new CpuBackend(1);
        var tape = new Tape(backend) { Recording = false };
        trained.Eval();
        var images = new float[2 * 32 * 32];
        new RandomStream(3).FillUniform(1, images);
        var input = tape.Input(images, 2, 32, 32, 1);
        var expected = trained.Forward(tape, input).Span.ToArray();
        var frozen = trained.Freeze();
        var (weights, layers) = (Path.Combine(_folder, "model.safetensors"), Path.Combine(_folder, "architecture.json"));
        frozen.Save(weights, layers);
        var loaded = FrozenImageNetwork.Load(weights, layers);
        loaded.Architecture.ToJson().ShouldBe(frozen.Architecture.ToJson());
        var means = Images.GlobalMean(tape, frozen.Maps(tape, input)).Span.ToArray();
        var rounded = Images.GlobalMean(tape, loaded.Maps(tape, input)).Span.ToArray();
        var scale = expected.Max();
        scale.ShouldBeGreaterThan(0.01f);
        for (var i = 0; i < expected.Length; i++)
        {
            means[i].ShouldBe(expected[i], 1e-4f * scale);
            rounded[i].ShouldBe(expected[i], 1e-2f * scale);
        }
    }

    [Fact]
    public void Save_OfWhatWasLoaded_IsTheSameFile()
    {
        var network = new ImageNetwork(new MobileNetDescription().ToArchitecture(), new RandomStream(4)).Freeze();
        string Path1(string name) => Path.Combine(_folder, name);
        network.Save(Path1("a.safetensors"), Path1("a.json"));
        FrozenImageNetwork.Load(Path1("a.safetensors"), Path1("a.json")).Save(Path1("b.safetensors"), Path1("b.json"));
        File.ReadAllBytes(Path1("b.safetensors")).ShouldBe(File.ReadAllBytes(Path1("a.safetensors")));
    }

    [Fact]
    public void Load_FilesThatDoNotFit_SaysWhatIsWrong()
    {
        string InFolder(string name) => Path.Combine(_folder, name);
        new ImageNetwork(new MobileNetDescription().ToArchitecture(), new RandomStream(4))
            .Freeze()
            .Save(InFolder("a.safetensors"), InFolder("a.json"));
        new ImageNetwork(new MobileNetDescription { StemChannels = 16 }.ToArchitecture(), new RandomStream(4))
            .Freeze()
            .Save(InFolder("b.safetensors"), InFolder("b.json"));
        Should
            .Throw<DataFormatException>(() => FrozenImageNetwork.Load(InFolder("a.safetensors"), InFolder("b.json")))
            .Message.ShouldContain("layer00");
        Should.Throw<DataFormatException>(() => FrozenImageNetwork.Load(InFolder("no.safetensors"), InFolder("a.json")));
        Should.Throw<DataFormatException>(() => FrozenImageNetwork.Load(InFolder("a.safetensors"), InFolder("no.json")));
        File.WriteAllBytes(InFolder("a.safetensors"), File.ReadAllBytes(InFolder("a.safetensors"))[..1000]);
        Should.Throw<DataFormatException>(() => FrozenImageNetwork.Load(InFolder("a.safetensors"), InFolder("a.json")));
    }

    private static FrozenImageNetwork Network(string name) =>
        FrozenImageNetwork.Load(SharedData.Require($"{Folder}{name}.safetensors"), SharedData.Require($"{Folder}{name}.architecture.json"));

    private static JsonElement Expected(string photograph) =>
        JsonDocument.Parse(File.ReadAllText(SharedData.Require(Folder + "expected_outputs.json"))).RootElement.GetProperty(photograph);

    private static Tensor Image(Tape tape, string photograph)
    {
        var image = PngReader.Read(SharedData.Require(Folder + photograph));
        return tape.Input([.. image.Pixels.ToArray().Select(value => value / 127.5f - 1)], 1, image.Height, image.Width, image.Channels);
    }

    private static void TopFiveShouldBe(FrozenImageNetwork network, Tape tape, Tensor means, JsonElement expected, float tolerance)
    {
        var logits = network.Logits(tape, means);
        logits.Shape.ToArray().ShouldBe([1, 1001]);
        var largest = logits.Span.ToArray().Max();
        var shares = logits.Span.ToArray().Select(value => Math.Exp(value - largest)).ToArray();
        var sum = shares.Sum();
        int[] order = [.. Enumerable.Range(0, shares.Length).OrderByDescending(i => shares[i]).Take(5)];
        for (var i = 0; i < 5; i++)
        {
            (shares[expected[i][0].GetInt32()] / sum).ShouldBe(expected[i][2].GetDouble(), tolerance);
            if (i == 0)
                order[0].ShouldBe(expected[0][0].GetInt32());
        }
    }
}
