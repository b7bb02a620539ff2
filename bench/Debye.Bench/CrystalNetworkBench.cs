using System.Globalization;
using Debye.Crystals;
using Debye.Learning.Techniques.Crystal;
using Debye.Learning.Tests.Techniques.Crystal;
using Debye.Techniques.Crystal;
using Debye.Tensors;
using Debye.Tensors.Cpu;

namespace Debye.Bench;

/// <summary>
/// Training and use of the default CGCNN network on cached graphs, batch 256, by processor time; the plain formulation beside it.
/// </summary>
/// <remarks>
/// crystal-network STRUCTURES.jsonl[.gz] [ROUNDS [THREADS]]. CGCNN's own code on a machine of this kind: 136 structures per second of
/// processor time in training, 302 in use; bar: five times that.
/// </remarks>
internal static class CrystalNetworkBench
{
    private const int BatchSize = 256;
    private const int Batches = 4;
    private const double PeerTraining = 136;
    private const double PeerUse = 302;

    public static int Run(string[] args)
    {
        if (args.Length < 1)
        {
            Console.Error.WriteLine("usage: crystal-network STRUCTURES.jsonl[.gz] [ROUNDS [THREADS]]");
            return 2;
        }

        var rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 5;
        var threads = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 1;
        var batches = Load(args[0], CrystalOptions.Cgcnn);
        var merged = Load(args[0], CrystalOptions.Cgcnn with { Rule = NeighbourRule.Shells, MergeEquivalentSites = true });
        using var backend = new CpuBackend(threads);
        var tape = new Tape(backend);
        var random = new RandomStream(1);
        var elements = new float[CrystalBatch.Elements * new CrystalNetworkDescription().ElementFeatures];
        random.FillUniform(1, elements);
        var network = new CgcnnNetwork(new CrystalNetworkDescription(), elements, random, random);
        var plain = new PlainCgcnn(network);
        var adam = new Adam(network.NamedParameters(), backend, 1e-4f);
        var (sites, edges) = (batches.Average(batch => batch.Sites), batches.Average(batch => batch.Edges));
        Console.WriteLine(
            $"{Batches} batches of {BatchSize} crystals, {sites:f0} sites and {edges:f0} edges on average; "
                + $"{network.CountParameters():n0} parameters; {backend.Kernels} kernels, {threads} thread(s)"
        );
        Console.WriteLine("| case | structures per second of processor time, median | least … most | times CGCNN's own code |");
        Console.WriteLine("|---|---|---|---|");
        var cases = new (string Name, double Peer, CrystalBatch[] Batches, bool IsTraining, Action<CrystalBatch> Body)[]
        {
            ("training", PeerTraining, batches, true, batch => Train(tape, network.Forward(tape, batch), adam)),
            (
                "training, one node for equivalent sites",
                PeerTraining,
                merged,
                true,
                batch => Train(tape, network.Forward(tape, batch), adam)
            ),
            ("training, plain formulation", PeerTraining, batches, true, batch => Train(tape, plain.Forward(tape, batch), null)),
            ("use", PeerUse, batches, false, batch => Use(tape, () => network.Forward(tape, batch))),
            ("use, one node for equivalent sites", PeerUse, merged, false, batch => Use(tape, () => network.Forward(tape, batch))),
            ("use, plain formulation", PeerUse, batches, false, batch => Use(tape, () => plain.Forward(tape, batch))),
        };
        Console.Error.WriteLine(
            $"one node for equivalent sites: {merged.Average(batch => batch.Sites):f0} nodes and "
                + $"{merged.Average(batch => batch.Edges):f0} edges on average"
        );
        var rates = cases.Select(_ => new List<double>()).ToArray();
        for (var round = -1; round < rounds; round++)
        for (var c = 0; c < cases.Length; c++)
        {
            network.Train(cases[c].IsTraining);
            tape.Recording = cases[c].IsTraining;
            var before = Environment.CpuUsage.TotalTime;
            foreach (var batch in cases[c].Batches)
                cases[c].Body(batch);
            if (round >= 0)
                rates[c].Add(Batches * BatchSize / (Environment.CpuUsage.TotalTime - before).TotalSeconds);
        }

        for (var c = 0; c < cases.Length; c++)
        {
            rates[c].Sort();
            Console.WriteLine(
                $"| {cases[c].Name} | {rates[c][rounds / 2]:f0} | {rates[c][0]:f0} … {rates[c][^1]:f0} | "
                    + $"{rates[c][rounds / 2] / cases[c].Peer:f1} |"
            );
        }

        return 0;
    }

    /// <summary>Every twentieth structure: crystals of all sizes as they come.</summary>
    private static CrystalBatch[] Load(string path, CrystalOptions options)
    {
        var builder = new CrystalGraphBuilder(options);
        var graphs = StructureReader.Read(path).Where((_, i) => i % 20 == 0).Take(Batches * BatchSize).Select(builder.Build).ToArray();
        return [.. graphs.Chunk(BatchSize).Select(chunk => new CrystalBatch(chunk))];
    }

    private static void Train(Tape tape, Tensor output, Adam? adam)
    {
        tape.Backward(Losses.MeanSquaredError(tape, output, new float[output.Length]));
        adam?.Step();
        tape.Reset();
    }

    private static void Use(Tape tape, Func<Tensor> forward)
    {
        forward();
        tape.Reset();
    }
}
