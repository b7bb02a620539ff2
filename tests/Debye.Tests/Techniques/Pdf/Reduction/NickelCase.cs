using System.IO.Compression;
using System.Text.Json;
using Debye.Techniques.Pdf;
using Debye.Techniques.Pdf.Reduction;
using Debye.TestSupport;

namespace Debye.Tests.Techniques.Pdf.Reduction;

/// <summary>Nickel powder in a Kapton tube, measured at 0.18360 Å, and three curves that PDFgetX3 made of it.</summary>
internal sealed class NickelCase
{
    private NickelCase(PdfData sample, PdfData background, JsonElement curves) =>
        (Sample, Background, Curves) = (sample, background, curves);

    public PdfData Sample { get; }

    public PdfData Background { get; }

    private JsonElement Curves { get; }

    /// <summary>Reads the case; skips the running test where the data are absent.</summary>
    public static NickelCase Load()
    {
        var raw = Json(SharedData.Require("data/pdf/reduction_ni.json.gz"));
        var curves = Json(SharedData.Require("data/pdf/experimental_gr.json.gz"));
        PdfData Intensity(int index) =>
            new(PdfQuantity.IntensityOverQ, Numbers(raw[index], "x"), Numbers(raw[index], "I"))
            {
                Source = raw[index].GetProperty("path").GetString()!,
            };
        return new NickelCase(Intensity(0), Intensity(1), curves);
    }

    public double[] Curve(string id) => Numbers(Curves.EnumerateArray().Single(curve => curve.GetProperty("id").GetString() == id), "G");

    public ReductionResult Reduce(double bgscale, double qmin, double qmax, double qmaxinst) =>
        PdfReduction.Run(
            Sample,
            Background,
            new ReductionOptions
            {
                Composition = "Ni",
                BackgroundScale = bgscale,
                QminPerAngstrom = qmin,
                QmaxPerAngstrom = qmax,
                QmaxinstPerAngstrom = qmaxinst,
                RmaxAngstrom = 60,
            }
        );

    private static double[] Numbers(JsonElement element, string name) =>
        [.. element.GetProperty(name).EnumerateArray().Select(value => value.GetDouble())];

    private static JsonElement Json(string path)
    {
        using var stream = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        return JsonDocument.Parse(stream).RootElement;
    }
}
