using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;
using Debye.Techniques.Pdf;
using Debye.Techniques.Pdf.Reduction;

namespace Debye.Bench;

/// <summary>
/// Reduction of nickel in Kapton against three curves of PDFgetX3, other readings of the method beside it; resampling of 42 measured
/// curves.
/// </summary>
/// <remarks>pdf-reduce. The data are taken from the folder named by DEBYE_SHARED (data/pdf).</remarks>
internal static class PdfReduceBench
{
    private static readonly (string Id, double BackgroundScale, double Qmin, double Qmax, double Qmaxinst)[] Cases =
    [
        ("ni_ch04", 1, 0, 24, 31.26),
        ("ni_ch04_hires", 0.4, 0.85, 25, 29),
        ("ni_ch04_lownoise", 0.4, 0.85, 15, 29),
    ];

    public static int Run(string[] args)
    {
        if (args.Length > 0 || Environment.GetEnvironmentVariable("DEBYE_SHARED") is not { Length: > 0 } shared)
        {
            Console.Error.WriteLine("pdf-reduce takes no arguments and needs DEBYE_SHARED, the folder of the reference data");
            return 2;
        }

        var raw = Json(Path.Combine(shared, "data/pdf/reduction_ni.json.gz"));
        var curves = Json(Path.Combine(shared, "data/pdf/experimental_gr.json.gz"))
            .EnumerateArray()
            .ToDictionary(curve => curve.GetProperty("id").GetString()!, StringComparer.Ordinal);
        var (sample, background) = (Intensity(raw[0]), Intensity(raw[1]));
        foreach (var item in Cases)
            Report(sample, background, Numbers(curves[item.Id], "G"), item);
        Time(sample, background);
        Resampling([.. curves.Values.Select(curve => new PdfData(PdfQuantity.PairDistribution, Numbers(curve, "r"), Numbers(curve, "G")))]);
        return 0;
    }

    private static void Report(
        PdfData sample,
        PdfData background,
        double[] wanted,
        (string Id, double BackgroundScale, double Qmin, double Qmax, double Qmaxinst) item
    )
    {
        var options = Options(item);
        var result = PdfReduction.Run(sample, background, options);
        Console.WriteLine(
            $"{item.Id}: degree {result.PolynomialDegree:f3}, slope {result.BaselineSlopePerAngstrom3:f4} 1/Å³ (ρ₀ "
                + $"{result.DensityPerAngstrom3:f4} 1/Å³), ripples {100 * result.RippleShare:f1} % of the highest peak, "
                + $"{result.Notes.Length} notes"
        );
        Print("as implemented", wanted, result.PairDistribution);
        // Other readings of the method, each by the rpoly that gives its degree.
        var perDegree = Math.PI / (item.Qmaxinst - item.Qmin);
        Print(
            "degree + 1",
            wanted,
            PdfReduction
                .Run(sample, background, options with { RpolyAngstrom = (result.PolynomialDegree + 1) * perDegree })
                .PairDistribution
        );
        Print(
            "degree from Qmaxinst alone",
            wanted,
            PdfReduction
                .Run(sample, background, options with { RpolyAngstrom = 0.9 * item.Qmaxinst / Math.PI * perDegree })
                .PairDistribution
        );
        Print(
            "degree rounded",
            wanted,
            PdfReduction
                .Run(sample, background, options with { RpolyAngstrom = Math.Round(result.PolynomialDegree) * perDegree * (1 + 1e-12) })
                .PairDistribution
        );
        if (item.Qmin > 0)
            Print("fit from Q = 0", wanted, FromZero(sample, background, options, result.PolynomialDegree, item.Qmaxinst));
    }

    /// <summary>The polynomial fitted from Q = 0, the transform from Qmin.</summary>
    private static PdfData FromZero(PdfData sample, PdfData background, ReductionOptions options, double degree, double qmaxinst)
    {
        var whole = PdfReduction.Run(sample, background, options with { QminPerAngstrom = 0, RpolyAngstrom = degree * Math.PI / qmaxinst });
        return PdfTransform.ToPairDistribution(whole.ReducedStructure, 0, 60, 0.01, options.QminPerAngstrom);
    }

    private static ReductionOptions Options((string Id, double BackgroundScale, double Qmin, double Qmax, double Qmaxinst) item) =>
        new()
        {
            Composition = "Ni",
            BackgroundScale = item.BackgroundScale,
            QminPerAngstrom = item.Qmin,
            QmaxPerAngstrom = item.Qmax,
            QmaxinstPerAngstrom = item.Qmaxinst,
            RmaxAngstrom = 60,
        };

    private static void Print(string name, double[] wanted, PdfData g)
    {
        var own = g.Y.ToArray();
        var scale = Scale(wanted, own);
        Console.WriteLine(
            $"  {name, -28} Rw {Rw(wanted, own, scale):f5}, from 1.5 Å on "
                + $"{Rw(wanted[150..], own[150..], Scale(wanted[150..], own[150..])):f5}, Pearson {Pearson(wanted, own):f8}, scale "
                + $"{scale:f5}, Rw without scale {Rw(wanted, own, 1):f5}"
        );
    }

    private static void Time(PdfData sample, PdfData background)
    {
        var times = new List<double>();
        for (var round = -20; round < 101; round++)
        {
            var start = Stopwatch.GetTimestamp();
            PdfReduction.Run(sample, background, Options(Cases[0]));
            if (round >= 0)
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        Console.WriteLine($"reduction of {sample.Length} points to 6001 distances: {Median(times):f1} ms, one thread");
    }

    private static void Resampling(PdfData[] curves)
    {
        foreach (var kind in (PdfResampling[])[PdfResampling.Linear, PdfResampling.BandLimited])
        {
            var differences = Array.ConvertAll(
                curves,
                curve =>
                {
                    var reference = PdfFeatures.FromData(curve).Values.ToArray();
                    return reference
                        .Zip(
                            PdfFeatures.FromData(curve, new PdfFeatureOptions { Resampling = kind }).Values.ToArray(),
                            (a, b) => (double)Math.Abs(a - b)
                        )
                        .Max();
                }
            );
            Console.WriteLine(
                $"features of {curves.Length} measured curves, {kind} against quadratic: largest difference "
                    + $"{Median([.. differences]):f4} median, {differences.Max():f4} most, of 0…1"
            );
        }
    }

    private static double Scale(double[] wanted, double[] own) => wanted.Zip(own, (a, b) => a * b).Sum() / own.Sum(value => value * value);

    private static double Rw(double[] wanted, double[] own, double scale) =>
        Math.Sqrt(wanted.Zip(own, (a, b) => Math.Pow(a - scale * b, 2)).Sum() / wanted.Sum(value => value * value));

    private static double Pearson(double[] a, double[] b) => MathNet.Numerics.Statistics.Correlation.Pearson(a, b);

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static PdfData Intensity(JsonElement element) => new(PdfQuantity.IntensityOverQ, Numbers(element, "x"), Numbers(element, "I"));

    private static double[] Numbers(JsonElement element, string name) =>
        [.. element.GetProperty(name).EnumerateArray().Select(value => value.GetDouble())];

    private static JsonElement Json(string path)
    {
        using var stream = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        return JsonDocument.Parse(stream).RootElement;
    }
}
