using System.Diagnostics;
using Debye.Tensors;
using Debye.Tensors.Cpu;

namespace Debye.Bench;

/// <summary>Times training of the pair-distribution network, alternated with PyTorch where that is installed.</summary>
internal static class TensorsBench
{
    public static int Run(string[] args)
    {
        var steps = args.Length > 0 ? int.Parse(args[0]) : 10;
        using var model = new PdfTraining(1, CpuBackend.BestKernels);
        for (var i = 0; i < steps; i++)
        {
            var clock = Stopwatch.StartNew();
            var loss = model.Step();
            Console.WriteLine($"{clock.Elapsed.TotalMilliseconds:F1} ms loss {loss:F4}");
        }

        return 0;
    }
}
