using System.Diagnostics;
using Debye.Learning.Networks;
using Debye.Learning.Techniques.Spectra.Images;
using Debye.Tensors;
using Debye.Tensors.Cpu;

namespace Debye.Bench;

/// <summary>
/// Images per second of the bases for images of spectra, one thread, beside PyTorch with the same weights where it is there.
/// </summary>
/// <remarks>
/// spectra-base [OWN]. OWN is a folder with a base, models/spectra-base if not given. MobileNets are taken from the folder named by
/// DEBYE_SHARED (data/spectra/imagenet_base). From the image to the mean of the last map; passes of both engines take turns.
/// </remarks>
internal static class SpectraBaseBench
{
    private const int Rounds = 9;

    public static int Run(string[] args)
    {
        if (args.Length > 1 || Environment.GetEnvironmentVariable("DEBYE_SHARED") is not { Length: > 0 } shared)
        {
            Console.Error.WriteLine("spectra-base takes a folder or nothing and needs DEBYE_SHARED, the folder of the reference data");
            return 2;
        }

        Console.WriteLine("| base | pixels | images at once | Debye, ms an image | images a second | PyTorch, ms an image | ratio |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (
            var (name, size) in new[]
            {
                ("mobilenet_v1_1.0_224_u8", 224),
                ("mobilenet_v1_0.25_128_u8", 128),
                ("mobilenet_v2_1.0_224_u8", 224),
            }
        )
        {
            var path = Path.Combine(shared, "data/spectra/imagenet_base", name);
            foreach (var batch in new[] { 1, 8 })
                Compare(name[..^3], path + ".safetensors", path + ".architecture.json", size, batch);
        }

        var own = args.Length > 0 ? args[0] : "models/spectra-base";
        foreach (var batch in new[] { 1, 8 })
            Compare("spectra-base", Path.Combine(own, "model.safetensors"), Path.Combine(own, "architecture.json"), 112, batch);
        return 0;
    }

    private static void Compare(string name, string weights, string architecture, int size, int batch)
    {
        var network = FrozenImageNetwork.Load(weights, architecture);
        using var backend = new CpuBackend(1);
        using var peer = PeerProcess.Start("/usr/bin/python3", "mobilenet_torch.py", 1, weights, architecture, $"{size}", $"{batch}");
        var (tape, values) = (new Tape(backend) { Recording = false }, new float[batch * size * size * network.Architecture.InChannels]);
        new RandomStream(1).FillUniform(1, values);
        var (own, other) = (new List<double>(), new List<double>());
        for (var round = -2; round < Rounds; round++)
        {
            var times = Enumerable.Range(0, 5).Select(_ => Pass()).ToArray();
            var peers = peer?.Steps(5).ToArray() ?? [];
            if (round < 0)
                continue;
            own.AddRange(times);
            other.AddRange(peers);
        }

        var mine = Median(own) / batch;
        Console.WriteLine(
            other.Count == 0
                ? $"| {name} | {size} | {batch} | {mine:f2} | {1000 / mine:f0} | | |"
                : $"| {name} | {size} | {batch} | {mine:f2} | {1000 / mine:f0} | {Median(other) / batch:f2} | "
                    + $"{Median(other) / batch / mine:f2} |"
        );

        double Pass()
        {
            var watch = Stopwatch.StartNew();
            Images.GlobalMean(tape, network.Maps(tape, tape.Input(values, batch, size, size, network.Architecture.InChannels)));
            tape.Reset();
            return watch.Elapsed.TotalMilliseconds;
        }
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
