using System.Text.Json;
using Debye.Learning.Networks;
using Debye.Learning.Techniques.Spectra.Images;
using Debye.Learning.Techniques.Spectra.Images.Pretraining;
using Debye.Learning.Training;
using Debye.Tensors;
using Debye.Tensors.Cpu;

namespace Debye.Learning.Tests.Techniques.Spectra.Images.Pretraining;

public sealed class SpectrumPretrainingTests : IDisposable
{
    private const string Small = """
        {
          "description": "A base made for a test.", "objective": "materials",
          "materials": { "lineInstruments": 2, "materialsPerInstrument": 3, "diffractionCrystals": 2, "pairDistributionCrystals": 2,
          "circuits": 2 },
          "image": { "size": 32, "hasCoordinates": true }, "network": { "inChannels": 3, "stemChannels": 8, "blocks": [ { "channels": 16,
          "stride": 2 }, { "channels": 16, "stride": 1, "expansion": 2 } ] },
          "dropout": 0.1, "validationCount": 64,
          "training": { "steps": 60, "batchSize": 16, "validateEvery": 30, "weightDecay": 0.001, "labelSmoothing": 0, "schedule": {
          "baseRate": 0.01 } }
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("pretrain").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Run_SmallRecipe_LearnsAndWritesAPackageThatAnswersTheSame()
    {
        var result = Run("whole", Small, threads: 2).ShouldNotBeNull();
        result.Materials.ShouldBe(12);
        result.Progress.BestScore.ShouldBeGreaterThan(0.4);
        foreach (var name in new[] { "model.safetensors", "architecture.json", "config.json", "recipe.json", "metrics.json", "README.md" })
            File.Exists(InFolder("whole", name)).ShouldBeTrue(name);
        var own = SpectrumImageBase.Load(InFolder("whole"), 100);
        own.Image.ShouldBe(new SpectrumImageOptions { Size = 32, HasCoordinates = true });
        own.OutputCount.ShouldBe(16);
        JsonDocument
            .Parse(File.ReadAllText(InFolder("whole", "metrics.json")))
            .RootElement.GetProperty("transfer")
            .GetProperty("accuracy")
            .GetDouble()
            .ShouldBe(result.Transfer.Accuracy);
        SpectrumPretrainingRecipe.Read(InFolder("whole", "recipe.json")).Network.Blocks.Length.ShouldBe(2);
        File.ReadAllText(InFolder("whole", "README.md")).ShouldContain("A base made for a test.");
    }

    [Fact]
    public void Run_StoppedAndResumed_GivesTheSameWeightsAsOneGo()
    {
        using var stop = new CancellationTokenSource();
        Run(
                "parts",
                Small,
                threads: 1,
                cancellation: stop.Token,
                report: line =>
                {
                    if (line.StartsWith("step 30", StringComparison.Ordinal))
                        stop.Cancel();
                }
            )
            .ShouldBeNull();
        File.Exists(InFolder("parts", "config.json")).ShouldBeFalse();
        Run("parts", Small, threads: 1, resume: true).ShouldNotBeNull();
        Run("whole", Small, threads: 2).ShouldNotBeNull();
        File.ReadAllBytes(InFolder("parts", "model.safetensors")).ShouldBe(File.ReadAllBytes(InFolder("whole", "model.safetensors")));
    }

    [Fact]
    public void Run_Pairs_LearnsToFindThePartner()
    {
        var recipe = Small
            .Replace("\"materials\",", "\"pairs\", \"projection\": { \"features\": 8, \"examples\": 200 },", StringComparison.Ordinal)
            .Replace("\"batchSize\": 16", "\"batchSize\": 32", StringComparison.Ordinal);
        var result = Run("pairs", recipe, threads: 2).ShouldNotBeNull();
        result.Progress.BestScore.ShouldBeGreaterThan(0.3);
        SpectrumImageBase.Load(InFolder("pairs"), 100).OutputCount.ShouldBe(8);
    }

    [Theory]
    [InlineData("\"technique\": \"xrd\"")]
    [InlineData("\"dropout\": 2")]
    [InlineData("\"otherFieldShare\": 1.5")]
    [InlineData("\"validationCount\": 1")]
    [InlineData("\"image\": { \"size\": 300 }")]
    [InlineData("\"network\": { \"inChannels\": 3 }")]
    [InlineData("\"image\": { \"hasCoordinates\": true }")]
    [InlineData("\"redrawWeight\": -1")]
    [InlineData("\"training\": { \"batchSize\": 48 }")]
    [InlineData("\"projection\": { \"features\": 300 }")]
    [InlineData("\"materials\": { \"lineInstruments\": 0 }")]
    [InlineData("\"materials\": null")]
    [InlineData("\"something\": 1")]
    public void Read_WrongRecipe_SaysWhere(string part)
    {
        var path = Path.Combine(_folder, "recipe.json");
        File.WriteAllText(path, $"{{ {part} }}");
        Should.Throw<DataFormatException>(() => SpectrumPretrainingRecipe.Read(path)).Message.ShouldStartWith(path);
    }

    [Fact]
    public void ImageNetwork_FewImages_AreLearntByHeart()
    {
        var random = new RandomStream(3);
        var network = new Sequential(
            new ImageNetwork(
                new MobileNetDescription { StemChannels = 8, Blocks = [new(16, 2), new(16, 1, 2), new(24, 2)] }.ToArchitecture(),
                random
            ),
            new Linear(24, 4, random)
        );
        using var backend = new CpuBackend(1);
        var (tape, optimiser) = (new Tape(backend), new Adam(network.NamedParameters(), backend, 5e-3f));
        var images = new float[12 * 24 * 24];
        random.FillNormal(1, images);
        int[] labels = [.. Enumerable.Range(0, 12).Select(i => i % 4)];
        var loss = float.PositiveInfinity;
        for (var step = 0; step < 120; step++)
        {
            var value = Losses.CrossEntropy(tape, network.Forward(tape, tape.Input(images, 12, 24, 24, 1)), labels);
            loss = value.ToScalar();
            tape.Backward(value);
            optimiser.Step();
            tape.Reset();
        }

        loss.ShouldBeLessThan(0.02f);
    }

    [Fact]
    public void Judge_Threads_DoNotMatter()
    {
        var network = new ImageNetwork(
            new MobileNetDescription { StemChannels = 4, Blocks = [new(8, 2)] }.ToArchitecture(),
            new RandomStream(1)
        ).Freeze();
        var image = new SpectrumImageOptions { Size = 24 };
        PretrainingTransfer.Judge(network, image, 5, 2).ShouldBe(PretrainingTransfer.Judge(network, image, 5, 1));
    }

    private string InFolder(params string[] parts) => Path.Combine([_folder, .. parts]);

    private SpectrumPretrainingResult? Run(
        string folder,
        string recipe,
        int threads,
        bool resume = false,
        Action<string>? report = null,
        CancellationToken cancellation = default
    )
    {
        var path = InFolder("recipe.json");
        File.WriteAllText(path, recipe);
        return SpectrumPretraining.Run(
            path,
            InFolder(folder),
            new RunContext
            {
                Resume = resume,
                Threads = threads,
                Progress = report is null ? RunProgress.Silent : RunProgress.Lines(report),
                Cancellation = cancellation,
            }
        );
    }
}
