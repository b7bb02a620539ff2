using System.Diagnostics;
using System.Globalization;
using Debye.Crystals;
using Debye.Numerics;
using Debye.Techniques.Pdf;
using Debye.Tests.Techniques.Pdf;

namespace Debye.Bench;

/// <summary>Parity of calculated G(r) with DiffPy over 150 reference curves, and speed on three cells, one thread.</summary>
/// <remarks>pdf-simulate SHARED [ROUNDS]. Bars: 490, 82 and 19 curves/s at dr = 0.01 Å; 3,000, 500 and 120 on the network's grid.</remarks>
internal static class PdfSimulateBench
{
    /// <summary>DiffPy-srreal on a machine of this kind, curves per second.</summary>
    private static readonly double[] DiffPy = [24.6, 4.1, 0.94];

    private static PdfOptions Settings { get; } = new() { UniformUisoAngstrom2 = 0.008 };

    public static int Run(string[] args)
    {
        if (args.Length < 1)
        {
            Console.Error.WriteLine("usage: pdf-simulate SHARED [ROUNDS]");
            return 2;
        }

        var rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 11;
        var cells = ReferencePdf.Structures(Path.Combine(args[0], "reference/pdf/speed_cells.json")).ToArray();
        Parity(Path.Combine(args[0], "reference/pdf/reference_gr_30.json.gz"));
        Speed(cells, rounds);
        return 0;
    }

    private static void Parity(string path)
    {
        var references = ReferencePdf.All(path).ToArray();
        Console.WriteLine("| settings | curves | from r (Å) | largest deviation of max\\|G\\| | median |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (var set in ReferencePdf.Sets)
            Row(set, set == "pdffit2_xray" ? 4 : 1.5, null);
        Row("pdffit2_xray", 1.5, null);
        Row("pdffit2_xray", 4, PdfConvention.DiffPy);

        void Row(string set, double from, PdfConvention? other)
        {
            var worst = references.Select(reference => Deviation(reference, set, from, other)).Order().ToArray();
            Console.WriteLine(
                $"| {set}{(other is null ? "" : $", calculated with the {other} convention")} | {worst.Length} | {from} | "
                    + $"{worst[^1]:0.0e+0} | {worst[worst.Length / 2]:0.0e+0} |"
            );
        }

        var (engine, values) = (new PdfEngine(new PdfOperator(Settings, PdfGrid.SpaceGroupNetwork)), new float[209]);
        var simulator = new PdfSimulator(Settings);
        var training = references.Max(reference =>
        {
            engine.Load(reference.Structure);
            engine.Render(values);
            var exact = simulator.Simulate(reference.Structure, PdfGrid.SpaceGroupNetwork).G.ToArray();
            return exact.Zip(values, (a, b) => Math.Abs(a - b)).Max() / exact.Max(Math.Abs);
        });
        Console.WriteLine($"\ntraining mode against exact mode, 30 crystals, 209 points: largest deviation {training:0.0e+0} of max|G|\n");
    }

    private static double Deviation(ReferencePdf reference, string set, double from, PdfConvention? other)
    {
        var (options, expected) = reference.Curves[set];
        var curve = new PdfSimulator(options with { Convention = other ?? options.Convention }).Simulate(reference.Structure);
        var worst = 0.0;
        for (var i = 0; i < expected.Length; i++)
            if (curve.Grid.At(i) >= from - 1e-9)
                worst = Math.Max(worst, Math.Abs(curve.G.Span[i] - expected[i]));
        return worst / expected.Max(Math.Abs);
    }

    private static void Speed(Structure[] cells, int rounds)
    {
        var simulator = new PdfSimulator(Settings);
        var fast = new PdfEngine(new PdfOperator(Settings, PdfGrid.SpaceGroupNetwork));
        var free = new PdfEngine(Settings with { QmaxPerAngstrom = 15, UniformUisoAngstrom2 = 0.02 }, binAngstrom: 0.02);
        var independent = cells.ToDictionary(cell => cell, cell => AsymmetricStructure.From(cell)!);
        var (values, random) = (new float[209], new RandomSource(1));
        var direct = new PdfSimulator(Settings with { UniformUisoAngstrom2 = null });
        var cases = new (string Name, Action<Structure> Body)[]
        {
            ("exact, dr = 0.01 Å, 2,851 points", cell => simulator.Simulate(cell)),
            ("exact, every pair its own width (anisotropic)", cell => direct.Simulate(Anisotropic(cell))),
            (
                "training, fixed settings, 209 points",
                cell =>
                {
                    fast.Load(cell);
                    fast.Render(values);
                }
            ),
            (
                "the same, independent sites given",
                cell =>
                {
                    fast.Load(independent[cell]);
                    fast.Render(values);
                }
            ),
            (
                "training, random settings, 209 points",
                cell =>
                {
                    free.Load(cell);
                    free.Render(Draw(ref random), PdfGrid.SpaceGroupNetwork, values);
                }
            ),
            ("one more setting of the same crystal", _ => free.Render(Draw(ref random), PdfGrid.SpaceGroupNetwork, values)),
        };
        Console.WriteLine("| case | atoms | per second of processor time, median | least … most | ratio to DiffPy |");
        Console.WriteLine("|---|---|---|---|---|");
        var times = cases.Select(_ => cells.Select(_ => new List<double>()).ToArray()).ToArray();
        for (var round = -3; round < rounds; round++)
        for (var c = 0; c < cases.Length; c++)
        for (var n = 0; n < cells.Length; n++)
        {
            var seconds = Time(cases[c].Body, cells[n], round < 0);
            if (round >= 0)
                times[c][n].Add(seconds);
        }

        for (var c = 0; c < cases.Length; c++)
        for (var n = 0; n < cells.Length; n++)
        {
            var sorted = times[c][n].Order().ToArray();
            Console.WriteLine(
                $"| {cases[c].Name} | {cells[n].Sites.Length} | {1 / sorted[sorted.Length / 2]:f0} | {1 / sorted[^1]:f0} … "
                    + $"{1 / sorted[0]:f0} | {1 / sorted[sorted.Length / 2] / DiffPy[n]:f0} |"
            );
        }
    }

    /// <summary>Seconds of processor time: other programs on the machine take turns, but not that.</summary>
    private static double Time(Action<Structure> body, Structure cell, bool isWarmUp)
    {
        body(cell);
        var clock = Stopwatch.StartNew();
        var before = Environment.CpuUsage.TotalTime;
        var count = 0;
        do
        {
            body(cell);
            count++;
        } while (clock.Elapsed.TotalSeconds < (isWarmUp ? 0.4 : 0.2));
        return (Environment.CpuUsage.TotalTime - before).TotalSeconds / count;
    }

    private static PdfOptions Draw(ref RandomSource random) =>
        Settings with
        {
            UniformUisoAngstrom2 = random.NextDouble(0.004, 0.02),
            QmaxPerAngstrom = random.NextDouble(15, 30),
            QdampPerAngstrom = random.NextDouble(0.01, 0.08),
            MaximumRAngstrom = random.NextDouble(20, 30),
            Scale = random.NextDouble(0.5, 2),
        };

    private static Structure Anisotropic(Structure cell) =>
        cell with
        {
            Sites = [.. cell.Sites.Select(site => site with { Uij = new AnisotropicDisplacement(0.008, 0.008, 0.008, 0, 0, 0) })],
        };
}
