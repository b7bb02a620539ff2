using System.Globalization;
using Debye.Crystals;
using Debye.Techniques.Crystal;
using Debye.Tests.Crystals.Neighbours;

namespace Debye.Bench;

/// <summary>
/// Crystal graphs of a file of structures, one thread, by processor time; the plain way on every hundredth structure beside it.
/// </summary>
/// <remarks>crystal-graphs STRUCTURES.jsonl[.gz] [ROUNDS]. Bar: 3,000 structures per second of processor time.</remarks>
internal static class CrystalGraphBench
{
    public static int Run(string[] args)
    {
        if (args.Length < 1)
        {
            Console.Error.WriteLine("usage: crystal-graphs STRUCTURES.jsonl[.gz] [ROUNDS]");
            return 2;
        }

        var rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 5;
        var structures = StructureReader.Read(args[0]).ToArray();
        Console.WriteLine(
            $"{structures.Length} structures, {structures.Average(structure => structure.Sites.Length):f1} sites on average, "
                + $"{structures.Max(structure => structure.Sites.Length)} at most"
        );
        Console.WriteLine("| graph | structures/s, median | least … most | edges | refused |");
        Console.WriteLine("|---|---|---|---|---|");
        Row("12 within 8 Å", CrystalOptions.Cgcnn);
        Row("14 within 7 Å", CrystalOptions.DomainAdaptation);
        Row("12 within 8 Å, shells complete", new CrystalOptions { Rule = NeighbourRule.Shells });
        Row(
            "12 within 8 Å, shells complete, one node for equivalent sites",
            new CrystalOptions { Rule = NeighbourRule.Shells, MergeEquivalentSites = true }
        );
        Row("12 within 8 Å, padded", new CrystalOptions { Rule = NeighbourRule.Padded });
        var sample = structures.Where((_, i) => i % 100 == 0).ToArray();
        var (seconds, _) = Time(() => sample.Sum(structure => (long)PlainNeighbours.Count(structure, 8)));
        Console.WriteLine($"| every image in a box, sorted | {sample.Length / seconds:f0} | | | |");
        File(structures);
        return 0;

        void Row(string name, CrystalOptions options)
        {
            var builder = new CrystalGraphBuilder(options);
            var (edges, refused) = (0L, 0);
            Build(structures.AsSpan(0, Math.Min(2000, structures.Length)));
            var rates = new double[rounds];
            for (var round = 0; round < rounds; round++)
            {
                (edges, refused) = (0, 0);
                rates[round] = structures.Length / Time(() => Build(structures)).Seconds;
            }

            Array.Sort(rates);
            Console.WriteLine($"| {name} | {rates[rounds / 2]:f0} | {rates[0]:f0} … {rates[^1]:f0} | {edges} | {refused} |");

            long Build(ReadOnlySpan<Structure> some)
            {
                foreach (var structure in some)
                {
                    try
                    {
                        edges += builder.Build(structure).Edges;
                    }
                    catch (ArgumentException)
                    {
                        refused++;
                    }
                }

                return edges;
            }
        }
    }

    private static void File(Structure[] structures)
    {
        var path = Path.Combine(Path.GetTempPath(), $"debye-graphs-{Environment.ProcessId}.dbxg");
        try
        {
            var builder = new CrystalGraphBuilder(CrystalOptions.Cgcnn);
            var (writing, written) = Time(() =>
                CrystalGraphFile.Write(path, structures.Select(builder.Build), CrystalOptions.Cgcnn, "benchmark")
            );
            var size = new FileInfo(path).Length;
            var (reading, read) = Time(() => CrystalGraphFile.Read(path).Graphs.Count);
            Console.WriteLine(
                $"\ncached: {written} graphs built and written in {writing:f1} s, {size / 1e6:f0} MB, {read} read in "
                    + $"{reading:f1} s ({read / reading:f0}/s)"
            );
        }
        finally
        {
            System.IO.File.Delete(path);
        }
    }

    /// <summary>Seconds of processor time: other programs on the machine take turns, but not that.</summary>
    private static (double Seconds, long Result) Time(Func<long> body)
    {
        var before = Environment.CpuUsage.TotalTime;
        var result = body();
        return ((Environment.CpuUsage.TotalTime - before).TotalSeconds, result);
    }
}
