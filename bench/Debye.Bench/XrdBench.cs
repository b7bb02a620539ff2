using System.Collections.Immutable;
using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;
using Debye.Crystals;
using Debye.Crystals.Sampling;
using Debye.Crystals.Symmetry;
using Debye.Numerics;
using Debye.Techniques.Xrd;

namespace Debye.Bench;

/// <summary>Peak lists and patterns per second on 50 cells of 50…7,000 Å³, one thread, 5–90°, 1.5406 Å.</summary>
internal static class XrdBench
{
    private const int Rounds = 7;

    public static int Run(string[] args)
    {
        var shared = args.Length > 0 ? args[0] : "../shared";
        var cells = Read(Path.Combine(shared, "reference/xrd/structures50.json.gz"));
        var known = cells.Select(cell => SymmetryFinder.Find(cell).Operations).ToArray();
        var simulator = new XrdSimulator(XrdOptions.PymatgenParity());
        var gauss = new XrdImperfections { Profile = XrdProfile.GaussianSize(50) };
        var voigt = new XrdImperfections();
        var cases = new List<(string Name, int Items, Action Body)>
        {
            ("plain scalar loop, no symmetry: peak lists", cells.Length, () => PlainPeaks.All(cells)),
            ("peak lists, no symmetry", cells.Length, () => Peaks(_ => [])),
            ("peak lists, symmetry searched", cells.Length, () => Peaks(i => SymmetryFinder.Find(cells[i]).Operations)),
            ("peak lists, operations given", cells.Length, () => Peaks(i => known[i])),
            ("8,501 points, Gaussian, no symmetry", cells.Length, () => Draw(gauss, _ => [])),
            ("8,501 points, Gaussian, symmetry searched", cells.Length, () => Draw(gauss, i => SymmetryFinder.Find(cells[i]).Operations)),
            ("8,501 points, Gaussian, operations given", cells.Length, () => Draw(gauss, i => known[i])),
            ("8,501 points, pseudo-Voigt, operations given", cells.Length, () => Draw(voigt, i => known[i])),
            ("4,096 points, 200 peaks, all imperfections", 50, Augment(50, true)),
            ("4,096 points, 200 peaks, no noise", 50, Augment(50, false)),
        };
        AddSampled(cases, Path.Combine(shared, "data/xrd/mp_crystal_statistics.json.gz"));
        Report(cases);
        return 0;

        void Peaks(Func<int, ImmutableArray<SymmetryOperation>> operations)
        {
            for (var i = 0; i < cells.Length; i++)
                simulator.Peaks(cells[i], operations(i));
        }

        void Draw(XrdImperfections imperfections, Func<int, ImmutableArray<SymmetryOperation>> operations)
        {
            var renderer = new XrdRenderer(simulator.Options);
            var (grid, values) = (XrdGrid.TwoTheta(5, 90, 8501), new float[8501]);
            var random = new RandomSource(0);
            for (var i = 0; i < cells.Length; i++)
            {
                renderer.Clear();
                renderer.Add(simulator.Peaks(cells[i], operations(i)));
                renderer.Render(grid, imperfections, ref random, values);
            }
        }
    }

    /// <summary>The road of the training data: crystals of the sampler, reflections, drawn imperfections, pattern.</summary>
    private static void AddSampled(List<(string Name, int Items, Action Body)> cases, string statistics)
    {
        if (!File.Exists(statistics))
            return;
        var sampler = new CrystalSampler(CrystalStatistics.Read(statistics));
        var crystals = Enumerable
            .Range(0, 400)
            .Select(i =>
            {
                var random = new RandomSource(1, (ulong)i);
                return sampler.Sample(sampler.DrawSpaceGroup(ref random), ref random).Crystal;
            })
            .OfType<AsymmetricStructure>()
            .ToArray();
        var engine = new XrdEngine(new XrdScatterers());
        var renderer = new XrdRenderer();
        var (low, high) = (2 * Math.Sin(2.5 * Math.PI / 180) / 1.54056, 2 * Math.Sin(45 * Math.PI / 180) / 1.54056);
        var (grid, values, ranges) = (XrdGrid.TwoTheta(5, 90, 4251), new float[4251], new XrdImperfectionRanges());
        cases.Add(("sampled crystals: reflections with |F|²", crystals.Length, Compute));
        cases.Add(("sampled crystals: 4,251 points, all imperfections", crystals.Length, Draw));

        void Compute()
        {
            foreach (var crystal in crystals)
                engine.Compute(crystal, low, high);
        }

        void Draw()
        {
            var random = new RandomSource(2);
            foreach (var crystal in crystals)
            {
                var drawn = XrdImperfections.Draw(ranges, ref random);
                var texture = drawn.TextureAxis is { } axis
                    ? new XrdTexture(axis, drawn.March, crystal.Lattice, ReflectionSymmetry.Of(crystal.Setting))
                    : null;
                renderer.Clear();
                renderer.Add(engine.Compute(crystal, low, high), texture);
                renderer.Render(grid, drawn, ref random, values);
            }
        }
    }

    /// <summary>Training augmentation: one drawn set of imperfections for each pattern of 200 stored families.</summary>
    private static Action Augment(int patterns, bool noise)
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
                for (var i = 0; i < angles.Length; i++)
                    renderer.Add(angles[i], areas[i]);
                renderer.Render(grid, drawn, ref random, values);
            }
        };
    }

    private static void Report(List<(string Name, int Items, Action Body)> cases)
    {
        // Alternated: every case once in every round, so that a busy machine slows all of them.
        var times = cases.Select(_ => new List<double>()).ToArray();
        for (var round = -2; round < Rounds; round++)
        {
            for (var i = 0; i < cases.Count; i++)
            {
                var repeats = i == 0 ? 1 : 5;
                var clock = Stopwatch.StartNew();
                for (var n = 0; n < repeats; n++)
                    cases[i].Body();
                if (round >= 0)
                    times[i].Add(clock.Elapsed.TotalSeconds / repeats / cases[i].Items);
            }
        }

        var medians = times.Select(list => list.Order().ElementAt(list.Count / 2)).ToArray();
        Console.WriteLine("| case | per second, median | least … most | ratio to plain |");
        Console.WriteLine("|---|---|---|---|");
        for (var i = 0; i < cases.Count; i++)
            Console.WriteLine(
                $"| {cases[i].Name} | {1 / medians[i]:f0} | {1 / times[i].Max():f0} … {1 / times[i].Min():f0} | "
                    + $"{medians[0] / medians[i]:f1} |"
            );
    }

    private static Structure[] Read(string path)
    {
        using var stream = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var document = JsonDocument.Parse(stream);
        return
        [
            .. document
                .RootElement.GetProperty("structures")
                .EnumerateArray()
                .Select(e =>
                {
                    var c = e.GetProperty("cell");
                    return new Structure
                    {
                        Id = e.GetProperty("id").GetString()!,
                        Lattice = Lattice.FromParameters(
                            c[0].GetDouble(),
                            c[1].GetDouble(),
                            c[2].GetDouble(),
                            c[3].GetDouble(),
                            c[4].GetDouble(),
                            c[5].GetDouble()
                        ),
                        Sites =
                        [
                            .. e.GetProperty("sites")
                                .EnumerateArray()
                                .Select(s => new Site(
                                    new Species(Elements.AtomicNumber(s[0].GetString()!)),
                                    new FractionalPosition(s[1].GetDouble(), s[2].GetDouble(), s[3].GetDouble()),
                                    s[4].GetDouble()
                                )),
                        ],
                    };
                }),
        ];
    }
}
