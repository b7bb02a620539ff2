using Debye.Learning.Networks;
using Debye.Learning.Packages;
using Debye.Learning.Techniques.Xrd;
using Debye.Tensors;

namespace Debye.Cli.Tests;

/// <summary>A model package with random weights: answers mean nothing, but have the right form.</summary>
internal static class TinyModel
{
    public static string Write(string folder)
    {
        Directory.CreateDirectory(folder);
        var network = new NetworkDescription
        {
            Length = 256,
            StemChannels = 4,
            StemKernel = 8,
            Stages = [new NetworkStage(4, 4, 0)],
            HeadChannels = 4,
            Hidden = 8,
        };
        SafeTensors.Write(
            Path.Combine(folder, "model.safetensors"),
            SafeTensors.FromModule(network.Build(new RandomStream(1), new RandomStream(2)))
        );
        new ModelConfig
        {
            Technique = "xrd",
            Task = "space-group",
            Labels = [.. Enumerable.Range(1, 230).Select(number => number.ToString())],
            Features = XrdModelPackage.FeaturePipeline,
            Network = network,
            ConformalScores = [0.1, 0.5, 0.9],
        }.Write(folder);
        ModelPackage.Seal(folder, "xrd", XrdModelPackage.Task);
        return folder;
    }
}
