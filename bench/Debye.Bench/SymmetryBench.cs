using System.Diagnostics;
using System.Globalization;
using Debye.Crystals;
using Debye.Crystals.Symmetry;

namespace Debye.Bench;

/// <summary>Speed of the symmetry finder on one thread, alternated with spglib on the same structures.</summary>
/// <remarks>
/// symmetry FILE.jsonl[.gz] [ROUNDS]: takes up to 200 structures with 36 sites. spglib runs in one Python process that
/// is kept open, converts its input before the clock starts, and times itself; it is left out where Python lacks it.
/// </remarks>
internal static class SymmetryBench
{
    private const string Peer = """
        import json, sys, time, spglib
        cells = []
        for line in open(sys.argv[1]):
            s = json.loads(line)
            kinds = {k: i + 1 for i, k in enumerate(dict.fromkeys(s["species"]))}
            cells.append((s["lattice"], s["frac"], [kinds[k] for k in s["species"]]))
        print(spglib.__version__, flush=True)
        for request in sys.stdin:
            start = time.perf_counter()
            found = [spglib.get_symmetry_dataset(cell, symprec=0.01)["number"] for cell in cells]
            seconds = time.perf_counter() - start
            print(seconds, sum(i * n for i, n in enumerate(found)), flush=True)
        """;

    public static int Run(string[] args)
    {
        if (args.Length == 0)
        {
            Console.Error.WriteLine("usage: symmetry FILE.jsonl[.gz] [ROUNDS]");
            return 2;
        }

        var rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 11;
        var structures = StructureJsonLines.Read(args[0]).Where(structure => structure.Sites.Length == 36).Take(200).ToArray();
        var file = Path.GetTempFileName();
        File.WriteAllLines(file, structures.Select(StructureJsonLines.Format));
        using var peer = StartPeer(file);
        var (ours, theirs) = (new List<double>(), new List<double>());
        for (var warm = 0; warm < 20; warm++)
            Time(structures, out _);
        for (var round = 0; round < rounds; round++)
        {
            ours.Add(Time(structures, out var checksum));
            if (peer is null)
                continue;
            var (seconds, theirChecksum) = Ask(peer);
            theirs.Add(seconds);
            if (theirChecksum != checksum)
                Console.WriteLine("the space groups differ");
        }

        Report("Debye", structures.Length, ours);
        if (theirs.Count > 0)
        {
            Report("spglib", structures.Length, theirs);
            var ratios = ours.Zip(theirs, (a, b) => b / a).Order().ToArray();
            Console.WriteLine($"ratio   median {ratios[ratios.Length / 2]:f2}, lowest {ratios[0]:f2}, highest {ratios[^1]:f2}");
        }

        peer?.StandardInput.Close();
        File.Delete(file);
        return 0;
    }

    private static double Time(Structure[] structures, out long checksum)
    {
        checksum = 0;
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < structures.Length; i++)
            checksum += (long)i * SymmetryFinder.Find(structures[i]).SpaceGroupNumber;
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static void Report(string name, int count, List<double> seconds)
    {
        var median = seconds.Order().ElementAt(seconds.Count / 2);
        Console.WriteLine(
            $"{name, -7} median {1e6 * median / count:f1} µs a structure, {count / median:f0}/s ({seconds.Count} rounds of {count})"
        );
    }

    private static Process? StartPeer(string file)
    {
        try
        {
            var start = new ProcessStartInfo("/usr/bin/python3")
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            start.ArgumentList.Add("-c");
            start.ArgumentList.Add(Peer);
            start.ArgumentList.Add(file);
            var process = Process.Start(start)!;
            var version = process.StandardOutput.ReadLine();
            Console.WriteLine(version is null ? "spglib is not here; Debye alone" : $"alternating with spglib {version}");
            return version is null ? null : process;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static (double Seconds, long Checksum) Ask(Process peer)
    {
        peer.StandardInput.WriteLine();
        peer.StandardInput.Flush();
        var answer = peer.StandardOutput.ReadLine()!.Split(' ');
        return (double.Parse(answer[0], CultureInfo.InvariantCulture), long.Parse(answer[1], CultureInfo.InvariantCulture));
    }
}
