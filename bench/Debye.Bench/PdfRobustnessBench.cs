using Debye.Crystals;
using Debye.Learning.Metrics;
using Debye.Learning.Tables;
using Debye.Learning.Techniques.Pdf;
using Debye.Learning.Trees;
using Debye.Techniques.Pdf;

namespace Debye.Bench;

/// <summary>
/// Accuracy on test crystals measured otherwise: rmax, Qmax, displacement and Qdamp swept one at a time, as Lan et al. (2022) did.
/// </summary>
internal static class PdfRobustnessBench
{
    private const double NominalUiso = 0.008;

    public static int Run(string[] args)
    {
        if (args.Length is < 2 or > 3)
        {
            Console.Error.WriteLine(
                "pdf-robustness takes MODEL SHARED [COUNT]: a model package, the folder of the reference data, and how many "
                    + "test crystals of the random split are used"
            );
            return 2;
        }

        var crystals = Crystals(args[1], args.Length > 2 ? int.Parse(args[2]) : 400);
        using var model = PdfModel.Load(args[0], Environment.ProcessorCount);
        Console.WriteLine($"{crystals.Length} test crystals; nominal: rmax 30 Å, Qmax 23 1/Å, Uiso {NominalUiso} Å², Qdamp 0.04 1/Å");
        foreach (var last in (double[])[30, 25, 20, 15, 12, 10])
            Report(model, crystals, $"rmax {last} Å", new PdfOptions(), last);
        foreach (var qmax in (double[])[12, 15, 18, 20, 23, 26, 30])
            Report(model, crystals, $"Qmax {qmax} 1/Å", new PdfOptions { QmaxPerAngstrom = qmax }, 30);
        foreach (var uiso in (double[])[0.003, 0.005, 0.008, 0.012, 0.02, 0.03])
            Report(model, crystals, $"Uiso {uiso} Å²", new PdfOptions { UniformUisoAngstrom2 = uiso }, 30);
        foreach (var damp in (double[])[0.01, 0.02, 0.04, 0.06, 0.08, 0.1])
            Report(model, crystals, $"Qdamp {damp} 1/Å", new PdfOptions { QdampPerAngstrom = damp }, 30);
        return 0;
    }

    private static (Structure Structure, int Group)[] Crystals(string shared, int count)
    {
        var dataset = PdfDataset.Read(
            Path.Combine(shared, "data/pdf/synthetic_x.csv.gz"),
            Path.Combine(shared, "data/pdf/synthetic_y.csv")
        );
        var rows = PdfSplit
            .Read(Path.Combine(shared, "reference/pdf/split_synthetic_seed0.json.gz"), dataset)
            .Test.Take(count)
            .ToDictionary(row => dataset.Ids[row], row => dataset.SpaceGroups[row], StringComparer.Ordinal);
        return
        [
            .. StructureReader
                .Read(Path.Combine(shared, "data/bandgap/structures.jsonl.gz"))
                .Where(structure => rows.ContainsKey(structure.Id))
                .Select(structure => (structure, rows[structure.Id])),
        ];
    }

    private static void Report(PdfModel model, (Structure Structure, int Group)[] crystals, string what, PdfOptions options, double last)
    {
        var settings = new PdfOperator(
            options with
            {
                UniformUisoAngstrom2 = options.UniformUisoAngstrom2 ?? NominalUiso,
                UseCharges = false,
            },
            PdfGrid.SpaceGroupNetwork
        );
        var values = new float[crystals.Length * PdfDataset.Points];
        Parallel.For(
            0,
            crystals.Length,
            () => new PdfEngine(settings),
            (i, _, engine) =>
            {
                var curve = values.AsSpan(i * PdfDataset.Points, PdfDataset.Points);
                engine.Load(crystals[i].Structure);
                engine.Render(curve);
                for (var k = 0; k < curve.Length; k++)
                    if (settings.Grid.At(k) > last + 1e-9)
                        curve[k] = 0;
                PdfFeatures.TryScale<float>(curve, curve);
                return engine;
            },
            _ => { }
        );
        var truth = Array.ConvertAll(crystals, crystal => Array.IndexOf(model.Config.Labels, $"{crystal.Group}"));
        var report = ClassificationReport.Evaluate(
            model.Probabilities(new FeatureTable(values, PdfDataset.Points)),
            truth,
            model.Config.Labels,
            1,
            2
        );
        Console.WriteLine(
            $"{what, -18} accuracy {report.Accuracy}  first two {report.TopK[2]}  calibration error {report.CalibrationError:f3}"
        );
    }
}
