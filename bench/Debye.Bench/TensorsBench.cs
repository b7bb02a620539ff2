using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Debye.Tensors.Cpu;

namespace Debye.Bench;

/// <summary>
/// Times training of the pair-distribution network: every kernel set in turn with PyTorch, where that is installed, in
/// one run, so that all see the same load. Prints the report that docs/results/engine.md holds.
/// </summary>
internal static class TensorsBench
{
    private const string Python = "/usr/bin/python3";
    private const int StepsPerRound = 3;

    public static int Run(string[] args)
    {
        var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 8;
        Console.WriteLine(
            $"{RuntimeInformation.FrameworkDescription}, {Environment.ProcessorCount} processors, {CpuBackend.BestKernels} kernels at best."
        );
        Console.WriteLine(
            $"One step: forward, loss, backward, Adam; batch {PdfTraining.Batch} x 1 x {PdfTraining.Length}. {rounds} "
                + $"alternating rounds of {StepsPerRound} steps."
        );
        Console.WriteLine();
        Console.WriteLine("| threads | engine | median ms/step | quartiles | samples/s | times PyTorch | kB allocated/step |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        var counts = args.Length > 1 ? [int.Parse(args[1], CultureInfo.InvariantCulture)] : new[] { 1, 2 };
        foreach (var threads in counts)
            RunThreads(threads, rounds);
        return 0;
    }

    private static void RunThreads(int threads, int rounds)
    {
        var contestants = new List<Contestant> { new("Debye", threads, CpuBackend.BestKernels, ConvolutionMethod.Automatic) };
        if (CpuBackend.BestKernels != CpuKernels.Portable)
        {
            contestants.Add(new("Debye, direct convolution", threads, CpuBackend.BestKernels, ConvolutionMethod.Direct));
            contestants.Add(new("Debye, portable kernels", threads, CpuKernels.Portable, ConvolutionMethod.Automatic));
            contestants.Add(
                new("Debye, portable kernels, direct convolution (plain baseline)", threads, CpuKernels.Portable, ConvolutionMethod.Direct)
            );
        }

        using var torch = PeerProcess.Start(Python, "pdf_torch.py", threads);
        var peer = new List<double>();
        foreach (var contestant in contestants)
            contestant.WarmUp();
        torch?.Steps(StepsPerRound);
        for (var round = 0; round < rounds; round++)
        {
            if (torch is not null)
                peer.AddRange(torch.Steps(StepsPerRound));
            foreach (var contestant in contestants)
                contestant.Steps(StepsPerRound);
        }

        var reference = peer.Count > 0 ? Median(peer) : double.NaN;
        if (torch is not null)
            Print(threads, $"PyTorch {torch.Greeting.Split(' ')[0]}", peer, reference, null);
        foreach (var contestant in contestants)
        {
            Print(threads, contestant.Name, contestant.Times, reference, contestant.AllocatedPerStep);
            contestant.Dispose();
        }
    }

    private static void Print(int threads, string name, List<double> times, double reference, double? allocated)
    {
        var sorted = times.Order().ToArray();
        var median = Median(times);
        Console.WriteLine(
            $"| {threads} | {name} | {median:F1} | {sorted[sorted.Length / 4]:F1} to {sorted[3 * sorted.Length / 4]:F1} | "
                + $"{1000 * PdfTraining.Batch / median:F0} | {reference / median:F2} | "
                + $"{(allocated is { } bytes ? $"{bytes / 1024:F1}" : "")} |"
        );
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2] + sorted[(sorted.Length / 2) - 1]) / 2;
    }

    private sealed class Contestant(string name, int threads, CpuKernels kernels, ConvolutionMethod method) : IDisposable
    {
        private const int WarmUpSteps = 6;
        private readonly PdfTraining _training = new(threads, kernels, method);

        public string Name { get; } = name;

        public List<double> Times { get; } = [];

        public double AllocatedPerStep { get; private set; }

        public void WarmUp()
        {
            for (var i = 0; i < WarmUpSteps; i++)
                _training.Step();
        }

        public void Steps(int count)
        {
            for (var i = 0; i < count; i++)
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                var clock = Stopwatch.StartNew();
                _training.Step();
                var elapsed = clock.Elapsed.TotalMilliseconds;
                AllocatedPerStep = GC.GetAllocatedBytesForCurrentThread() - before;
                Times.Add(elapsed);
            }
        }

        public void Dispose() => _training.Dispose();
    }
}
