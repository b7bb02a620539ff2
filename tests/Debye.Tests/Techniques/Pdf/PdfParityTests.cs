using Debye.Techniques.Pdf;
using Debye.TestSupport;

namespace Debye.Tests.Techniques.Pdf;

/// <summary>
/// Golden: 30 crystals × 5 settings by diffpy.srreal 1.x (libdiffpy b2b8d90, diffpy.srreal 790eff8) and diffpy.pdffit2 bb19f61.
/// The files hold seven digits, which alone is 5·10⁻⁸ of the maximum.
/// </summary>
public sealed class PdfParityTests
{
    [Theory]
    [InlineData("edex_xray", 1e-6)]
    [InlineData("corr_xray", 1e-6)]
    [InlineData("neutron", 1e-6)]
    [InlineData("raw_xray", 1e-6)]
    public void Simulate_DiffPySettings_EqualDiffPy(string set, double bound)
    {
        var worst = 0.0;
        var count = 0;
        foreach (var reference in ReferencePdf.All(SharedData.Require("reference/pdf/reference_gr_30.json.gz")))
        {
            var deviation = Deviation(reference, set, 0);
            deviation.ShouldBeLessThan(bound, reference.Structure.Id);
            worst = Math.Max(worst, deviation);
            count++;
        }

        count.ShouldBe(30);
        TestContext.Current.TestOutputHelper?.WriteLine($"{set}: largest deviation {worst:g2} of max|G|");
    }

    [Fact]
    public void Simulate_PdfFit2Settings_NearPdfFit2()
    {
        var worst = 0.0;
        foreach (var reference in ReferencePdf.All(SharedData.Require("reference/pdf/reference_gr_30.json.gz")))
        {
            var deviation = Deviation(reference, "pdffit2_xray", 4);
            deviation.ShouldBeLessThan(0.03, reference.Structure.Id);
            worst = Math.Max(worst, deviation);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"pdffit2: largest deviation {worst:g2} of max|G|");
    }

    private static double Deviation(ReferencePdf reference, string set, double from)
    {
        var (options, expected) = reference.Curves[set];
        var curve = new PdfSimulator(options).Simulate(reference.Structure);
        curve.Grid.Count.ShouldBe(expected.Length);
        var (largest, worst) = (0.0, 0.0);
        for (var i = 0; i < expected.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(expected[i]));
            if (curve.Grid.At(i) >= from)
                worst = Math.Max(worst, Math.Abs(curve.G.Span[i] - expected[i]));
        }

        return worst / largest;
    }
}
