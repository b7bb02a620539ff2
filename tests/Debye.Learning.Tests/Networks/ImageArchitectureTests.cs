using Debye.Learning.Networks;
using Debye.TestSupport;

namespace Debye.Learning.Tests.Networks;

public class ImageArchitectureTests
{
    private static readonly ImageLayer First = new()
    {
        Name = "a",
        Operation = ImageLayerOperation.Convolution,
        Kernel = 3,
        InChannels = 1,
        OutChannels = 4,
    };
    private static readonly ImageLayer Second = new()
    {
        Name = "b",
        Operation = ImageLayerOperation.Depthwise,
        Kernel = 3,
        InChannels = 4,
        OutChannels = 4,
    };
    private static readonly ImageLayer Mean = new() { Name = "mean", Operation = ImageLayerOperation.GlobalMean };

    [Theory]
    [InlineData("mobilenet_v1_1.0_224_u8", 1.0)]
    [InlineData("mobilenet_v1_0.25_128_u8", 0.25)]
    [InlineData("mobilenet_v2_1.0_224_u8", 0)]
    public void ToArchitecture_MobileNets_AreThePublishedOnes(string name, double width)
    {
        var published = ImageArchitecture.Read(SharedData.Require($"data/spectra/imagenet_base/{name}.architecture.json"));
        var own = (width > 0 ? MobileNetDescription.Version1(width) : MobileNetDescription.Version2()).ToArchitecture();
        static string Describe(ImageLayer layer) =>
            $"{layer.Operation} {layer.Kernel} {layer.Stride} {layer.InChannels} {layer.OutChannels} {layer.Activation}";
        own.Body.Select(Describe).ShouldBe(published.Body.Select(Describe));
        own.FeatureCount.ShouldBe(published.FeatureCount);
    }

    [Fact]
    public void Constructor_LayersThatDoNotFit_Throw()
    {
        new ImageArchitecture([First, Second, Mean]).FeatureCount.ShouldBe(4);
        ImageLayer[][] wrong =
        [
            [],
            [First, Second],
            [Mean],
            [First, First, Mean],
            [First, Second with { InChannels = 5 }, Mean],
            [First, Second with { OutChannels = 8 }, Mean],
            [First with { Stride = 0 }, Mean],
            [First, Second with { Input = "c" }, Mean],
            [First, Mean, Mean with { Name = "again" }],
            [
                First,
                new ImageLayer
                {
                    Name = "sum",
                    Operation = ImageLayerOperation.Add,
                    Inputs = ["a"],
                },
                Mean,
            ],
            [
                First,
                new ImageLayer
                {
                    Name = "sum",
                    Operation = ImageLayerOperation.Add,
                    Inputs = ["a", "image"],
                },
                Mean,
            ],
            [First, new ImageLayer { Name = "s", Operation = ImageLayerOperation.Softmax }, Mean],
        ];
        foreach (var layers in wrong)
            Should.Throw<ArgumentException>(() => new ImageArchitecture(layers));
    }

    [Fact]
    public void Validate_ValuesOutOfRange_Throw()
    {
        MobileNetDescription[] wrong =
        [
            new() { InChannels = 0 },
            new() { StemChannels = 0 },
            new() { HeadChannels = -1 },
            new() { Blocks = [] },
            new() { Blocks = [new(4, 3)] },
            new() { Blocks = [new(0, 1)] },
            new() { Blocks = [new(4, 1, 17)] },
        ];
        foreach (var description in wrong)
            Should.Throw<ArgumentOutOfRangeException>(description.Validate);
    }
}
