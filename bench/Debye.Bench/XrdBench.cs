using System.Collections.Immutable;
using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;
using Debye.Crystals;
using Debye.Numerics;
using Debye.Techniques.Xrd;

namespace Debye.Bench;

/// <summary>Peak lists and patterns per second on 50 cells of 50…7,000 Å³, one thread, 5–90°, 1.5406 Å.</summary>
internal static class XrdBench
{
    private const int Rounds = 7;

    public static int Run(string[] args)
    {
        if (args.Length == 0)
        {
            Console.Error.WriteLine("usage: … -- xrd STRUCTURES50.json.gz [OPERATIONS.json]");
            return 2;
        }

        var cells = Read(args[0]);
        var known = args.Length > 1 ? ReadOperations(args[1], cells) : null;
        var simulator = new XrdSimulator(XrdOptions.PymatgenParity());
        var cases = new List<(string Name, Action Body)>
        {
            ("plain scalar loop, no symmetry", () => PlainPeaks.All(cells)),
            ("peak lists, no symmetry", () => { foreach (var cell in cells) simulator.Peaks(cell, []); }),
        };
        var renderer = new XrdRenderer(simulator.Options);
        var grid = XrdGrid.TwoTheta(5, 90, 8501);
        var values = new float[8501];
        var gauss = new XrdImperfections { Profile = XrdProfile.GaussianSize(50) };
        cases.Add(("8,501-point patterns, Gaussian, no symmetry", () => Draw(gauss, i => [])));
        if (known is not null)
        {
            cases.Add(("8,501-point patterns, Gaussian, operations given", () => Draw(gauss, i => known[i])));
            cases.Add(("8,501-point patterns, pseudo-Voigt, operations given", () => Draw(new XrdImperfections(), i => known[i])));
        }

        cases.Add(("4,096-point augmented patterns, 200 peaks", Augment(50)));
        cases.Add(("4,096-point augmented patterns, 200 peaks, no noise", Augment(50, false)));
        if (known is not null)
            cases.Add(("peak lists, operations given", () => { for (var i = 0; i < cells.Length; i++) simulator.Peaks(cells[i], known[i]); }));
        Report(cases, cells.Length);
        return 0;

        void Draw(XrdImperfections imperfections, Func<int, ImmutableArray<SymmetryOperation>> operations)
        {
            var random = new RandomSource(0);
            for (var i = 0; i < cells.Length; i++)
            {
                renderer.Clear();
                renderer.Add(simulator.Peaks(cells[i], operations(i)));
                renderer.Render(grid, imperfections, ref random, values);
            }
        }
    }

    /// <summary>Training augmentation: one drawn set of imperfections for each pattern of 200 stored families.</summary>
    private static Action Augment(int patterns, bool noise = true)
    {
        var renderer = new XrdRenderer();
        var grid = XrdGrid.TwoTheta(5, 90, 4096);
        var values = new float[4096];
        var ranges = new XrdImperfectionRanges { NoiseProbability = noise ? 1 : 0 };
        var random = new RandomSource(1);
        var angles = Enumerable.Range(0, 200).Select(_ => random.NextDouble(10, 90)).ToArray();
        var areas = Enumerable.Range(0, 200).Select(_ => Math.Exp(2 * random.NextNormal())).ToArray();
        return () =>
        {
            for (var n = 0; n < patterns; n++)
            {
                var drawn = XrdImperfections.Draw(ranges, ref random);
                renderer.Clear();
                for (var i = 0; i < angles.Length; i++) renderer.Add(angles[i], areas[i]);
                renderer.Render(grid, drawn, ref random, values);
            }
        };
    }

    private static void Report(List<(string Name, Action Body)> cases, int items)
    {
        var times = cases.Select(_ => new List<double>()).ToArray();
        for (var round = -2; round < Rounds; round++)
        {
            for (var i = 0; i < cases.Count; i++)
            {
                var repeats = i == 0 ? 1 : 10;
                var clock = Stopwatch.StartNew();
                for (var n = 0; n < repeats; n++) cases[i].Body();
                if (round >= 0) times[i].Add(clock.Elapsed.TotalSeconds / repeats);
            }
        }

        var medians = times.Select(list => list.Order().ElementAt(list.Count / 2)).ToArray();
        Console.WriteLine("| case | per second | ms for the set, median (least…most) | ratio to plain |");
        Console.WriteLine("|---|---|---|---|");
        for (var i = 0; i < cases.Count; i++)
            Console.WriteLine($"| {cases[i].Name} | {items / medians[i]:f0} | {1e3 * medians[i]:f2} ({1e3 * times[i].Min():f2}…{1e3 * times[i].Max():f2}) | {medians[0] / medians[i]:f1} |");
    }

    private static Structure[] Read(string path)
    {
        using var stream = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var document = JsonDocument.Parse(stream);
        return [.. document.RootElement.GetProperty("structures").EnumerateArray().Select(e =>
        {
            var c = e.GetProperty("cell");
            return new Structure
            {
                Id = e.GetProperty("id").GetString()!,
                Lattice = Lattice.FromParameters(
                    c[0].GetDouble(), c[1].GetDouble(), c[2].GetDouble(), c[3].GetDouble(), c[4].GetDouble(), c[5].GetDouble()),
                Sites = [.. e.GetProperty("sites").EnumerateArray().Select(s => new Site(
                    new Species(Elements.AtomicNumber(s[0].GetString()!)),
                    new FractionalPosition(s[1].GetDouble(), s[2].GetDouble(), s[3].GetDouble()), s[4].GetDouble()))],
            };
        })];
    }

    private static ImmutableArray<SymmetryOperation>[] ReadOperations(string path, Structure[] cells)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        return [.. cells.Select(cell => document.RootElement.GetProperty(cell.Id).EnumerateArray()
            .Select(o => SymmetryOperation.Parse(o.GetString())).ToImmutableArray())];
    }
}
