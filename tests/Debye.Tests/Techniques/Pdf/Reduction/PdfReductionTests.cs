using System.Text;
using Debye.Crystals;
using Debye.Techniques.Pdf;
using Debye.Techniques.Pdf.Reduction;
using MathNet.Numerics.LinearAlgebra.Double;

namespace Debye.Tests.Techniques.Pdf.Reduction;

public sealed class PdfReductionTests
{
    private static readonly double[] Q = [.. Enumerable.Range(1, 1250).Select(i => 0.02 * i)];

    /// <summary>F of one shell at 2.5 Å and another at 4 Å, σ² 0.02 Å².</summary>
    private static double F(double q) => (0.9 * Math.Sin(2.5 * q) + 0.6 * Math.Sin(4 * q)) * Math.Exp(-0.01 * q * q);

    private static PdfData Intensity(string composition, PdfRadiation radiation, Func<double, double> slow)
    {
        var scattering = new AverageScattering(Composition.Parse(composition), radiation);
        return new PdfData(
            PdfQuantity.IntensityOverQ,
            Q,
            Array.ConvertAll(Q, q => 50 * scattering.MeanSquared(q) * (1 + F(q) / q + slow(q)))
        )
        {
            Source = "made.chi",
        };
    }

    /// <summary>
    /// Tolerances: the curves are printed with six digits and the program's own form factors and end points are not known; measured
    /// Rw 0.0007, 0.0007 and 0.0005, Pearson above 0.9999997, scale 0.9993. A wrong degree (Qmaxinst in place of Qmaxinst − Qmin, or a
    /// constant more) gives Rw 0.005…0.04.
    /// </summary>
    [Theory]
    [InlineData("ni_ch04", 1, 0, 24, 31.26)]
    [InlineData("ni_ch04_hires", 0.4, 0.85, 25, 29)]
    [InlineData("ni_ch04_lownoise", 0.4, 0.85, 15, 29)]
    public void Run_NickelInKapton_AsPdfgetX3(string id, double bgscale, double qmin, double qmax, double qmaxinst)
    {
        var nickel = NickelCase.Load();
        var wanted = nickel.Curve(id);
        var result = nickel.Reduce(bgscale, qmin, qmax, qmaxinst);
        var (rw, pearson, scale) = Compare(wanted, result.PairDistribution.Y.ToArray());
        rw.ShouldBeLessThan(0.001);
        scale.ShouldBe(1, 0.001);
        pearson.ShouldBeGreaterThan(0.999999);
        result.BaselineSlopePerAngstrom3.ShouldBeLessThan(0);
        result.RippleShare.ShouldBeLessThan(0.1);
    }

    /// <summary>Without a header the reader has only the extension and the shape of a real crystal's curve.</summary>
    [Theory]
    [InlineData(8)]
    [InlineData(15)]
    [InlineData(29)]
    public void Run_NickelInKapton_StagesAreReadBackWithoutHeader(double qmax)
    {
        var result = NickelCase.Load().Reduce(0.4, 0.85, qmax, 29);
        foreach (
            var (curve, name) in new[]
            {
                (result.StructureFactor, "ni.sq"),
                (result.ReducedStructure, "ni.fq"),
                (result.PairDistribution, "ni.gr"),
                (result.Intensity, "ni.iq"),
            }
        )
        {
            var text = string.Join('\n', Enumerable.Range(0, curve.Length).Select(i => $"{curve.X[i]:r} {curve.Y[i]:r}"));
            var back = PdfReader.Read(Encoding.UTF8.GetBytes(text), name);
            back.Quantity.ShouldBe(curve.Quantity);
            back.Notes.ShouldHaveSingleItem().ShouldContain("extension");
        }
    }

    [Theory]
    [InlineData("Ni", PdfRadiation.XRay)]
    [InlineData("BaTiO3", PdfRadiation.XRay)]
    [InlineData("BaTiO3", PdfRadiation.Neutron)]
    public void Run_KnownStructure_ComesBack(string composition, PdfRadiation radiation)
    {
        var sample = Intensity(composition, radiation, q => 0.3 - 0.02 * q + 0.0005 * q * q);
        var result = PdfReduction.Run(sample, null, new ReductionOptions { Composition = composition, Radiation = radiation });
        var g = result.PairDistribution;
        double[] wanted = [.. g.X.ToArray().Select(r => Shell(r, 2.5, 0.9) + Shell(r, 4, 0.6))];
        // Below 1.5 Å stands what the polynomial took from the shells themselves.
        var (rw, pearson, _) = Compare(wanted[150..], g.Y[150..].ToArray());
        rw.ShouldBeLessThan(0.02);
        pearson.ShouldBeGreaterThan(0.9998);
        result.Notes.ShouldBeEmpty();

        static double Shell(double r, double distance, double weight) =>
            weight * Math.Exp(-25 * (r - distance) * (r - distance)) / Math.Sqrt(0.04 * Math.PI);
    }

    [Fact]
    public void Run_Background_IsSubtractedWithItsScale()
    {
        var sample = Intensity("Ni", PdfRadiation.XRay, _ => 0);
        double Bump(double q) => 4000 * Math.Exp(-Math.Pow(q - 1.3, 2) / 0.02);
        var dirty = new PdfData(PdfQuantity.IntensityOverQ, Q, [.. sample.Y.ToArray().Select((value, i) => value + 0.7 * Bump(Q[i]))]);
        double[] fine = [.. Enumerable.Range(0, 2600).Select(i => 0.01 * i)];
        var background = new PdfData(PdfQuantity.IntensityOverQ, fine, Array.ConvertAll(fine, q => Bump(q)));
        var options = new ReductionOptions { Composition = "Ni", BackgroundScale = 0.7 };
        var clean = PdfReduction.Run(sample, null, options).PairDistribution.Y.ToArray();
        Compare(clean, PdfReduction.Run(dirty, background, options).PairDistribution.Y.ToArray()).Rw.ShouldBeLessThan(1e-3);
        Compare(clean, PdfReduction.Run(dirty, null, options).PairDistribution.Y.ToArray()).Rw.ShouldBeGreaterThan(0.02);
    }

    [Fact]
    public void Run_Angles_EqualQ()
    {
        var sample = Intensity("Ni", PdfRadiation.XRay, _ => 0.1);
        const double Wavelength = 0.2;
        double[] angles = Array.ConvertAll(Q, q => 360 / Math.PI * Math.Asin(q * Wavelength / (4 * Math.PI)));
        var overAngle = new PdfData(PdfQuantity.IntensityOverTwoTheta, angles, sample.Y);
        var options = new ReductionOptions { Composition = "Ni" };
        Should.Throw<ArgumentException>(() => PdfReduction.Run(overAngle, null, options)).Message.ShouldContain("wavelength");
        var g = PdfReduction.Run(overAngle, null, options with { WavelengthAngstrom = Wavelength }).PairDistribution.Y.ToArray();
        Compare(PdfReduction.Run(sample, null, options).PairDistribution.Y.ToArray(), g).Rw.ShouldBeLessThan(1e-6);
    }

    [Fact]
    public void Run_Uncertainties_AreCarriedOn()
    {
        var plain = Intensity("Ni", PdfRadiation.XRay, _ => 0);
        var sample = new PdfData(PdfQuantity.IntensityOverQ, plain.X, plain.Y, Array.ConvertAll(plain.Y.ToArray(), Math.Sqrt));
        var result = PdfReduction.Run(
            sample,
            new PdfData(PdfQuantity.IntensityOverQ, plain.X, new double[plain.Length], Array.ConvertAll(plain.Y.ToArray(), Math.Sqrt)),
            new ReductionOptions { Composition = "Ni" }
        );
        var scattering = new AverageScattering(Composition.Parse("Ni"), PdfRadiation.XRay);
        for (var i = 0; i < Q.Length; i += 50)
            result
                .ReducedStructure.Sigma[i]
                .ShouldBe(result.Scale * Q[i] * Math.Sqrt(2 * plain.Y[i]) / scattering.MeanSquared(Q[i]), 1e-12);
        result.StructureFactor.Sigma[100].ShouldBe(result.ReducedStructure.Sigma[100] / Q[100], 1e-15);
        result.PairDistribution.Sigma.Length.ShouldBe(result.PairDistribution.Length);
        PdfReader
            .Read(Encoding.UTF8.GetBytes(PdfWriter.Write(result.PairDistribution)), "g.gr")
            .Sigma[500]
            .ShouldBe(result.PairDistribution.Sigma[500], 1e-5 * result.PairDistribution.Sigma[500]);
    }

    [Fact]
    public void Run_Lorch_LessRipple()
    {
        var sample = Intensity("Ni", PdfRadiation.XRay, _ => 0);
        var options = new ReductionOptions
        {
            Composition = "Ni",
            QmaxPerAngstrom = 10,
            QmaxinstPerAngstrom = 25,
        };
        Ripple(options with { Lorch = true }).ShouldBeLessThan(0.2 * Ripple(options));

        // Root mean square where no shell is, as a share of the highest peak.
        double Ripple(ReductionOptions settings)
        {
            var g = PdfReduction.Run(sample, null, settings).PairDistribution.Y.ToArray();
            return Math.Sqrt(g.Skip(600).Average(value => value * value)) / g.Max();
        }
    }

    [Fact]
    public void Apply_Polynomial_LeavesNothing()
    {
        var structure = Array.ConvertAll(Q, q => 3 - 0.5 * q + 0.02 * q * q - 0.001 * q * q * q);
        PolynomialCorrection.Apply(Q, structure, 4).Max(Math.Abs).ShouldBeLessThan(1e-11);
        PolynomialCorrection.Apply(Q, structure, 3.4).Max(Math.Abs).ShouldBeGreaterThan(0.1);
    }

    [Theory]
    [InlineData(3.0)]
    [InlineData(7.3)]
    [InlineData(8.955)]
    public void Apply_Fraction_IsMeanOfTwoFits(double degree)
    {
        var structure = Array.ConvertAll(Q, q => 1 + Math.Sin(3 * q) / q + Math.Exp(-q));
        var (low, high) = (Plain((int)Math.Floor(degree)), Plain((int)Math.Ceiling(degree)));
        var share = degree - Math.Floor(degree);
        var result = PolynomialCorrection.Apply(Q, structure, degree);
        for (var i = 0; i < Q.Length; i++)
            result[i].ShouldBe((1 - share) * low[i] + share * high[i], 1e-8);

        // Least squares of Q·S by Q·T_k, Chebyshev polynomials in the range of Q.
        double[] Plain(int n)
        {
            var matrix = DenseMatrix.Create(
                Q.Length,
                n,
                (i, k) => Q[i] * Math.Cos(k * Math.Acos((2 * Q[i] - Q[0] - Q[^1]) / (Q[^1] - Q[0]) * (1 - 1e-15)))
            );
            var target = DenseVector.Create(Q.Length, i => Q[i] * structure[i]);
            return [.. target - matrix * matrix.QR().Solve(target)];
        }
    }

    [Fact]
    public void Run_WrongSettings_AreNamed()
    {
        var sample = Intensity("Ni", PdfRadiation.XRay, _ => 0);
        void Refused(ReductionOptions options, string part) =>
            Should.Throw<ArgumentException>(() => PdfReduction.Run(sample, null, options)).Message.ShouldContain(part);
        var fine = new ReductionOptions { Composition = "Ni" };
        Refused(fine with { Composition = "Xq" }, "composition");
        Refused(fine with { Composition = "" }, "Composition");
        Refused(fine with { QmaxinstPerAngstrom = 40 }, "data end at 25");
        Refused(fine with { QmaxPerAngstrom = 30 }, "Qmax is 30");
        Refused(fine with { QminPerAngstrom = 26 }, "No data");
        Refused(fine with { RpolyAngstrom = 0.05 }, "degree");
        Refused(fine with { RpolyAngstrom = 9.9 }, "degree");
        Refused(fine with { RmaxAngstrom = -1 }, "RmaxAngstrom");
        Refused(fine with { BackgroundScale = double.NaN }, "BackgroundScale");
        Should
            .Throw<ArgumentException>(() => PdfReduction.Run(new PdfData(PdfQuantity.PairDistribution, [1, 2], [3, 4]), null, fine))
            .Message.ShouldContain("G(r)");
        Should
            .Throw<ArgumentException>(() => PdfReduction.Run(sample, sample, fine with { BackgroundScale = 5 }))
            .Message.ShouldContain("background");
    }

    [Fact]
    public void Write_EveryStage_IsReadBackWithSettings()
    {
        var sample = Intensity("Ni", PdfRadiation.XRay, _ => 0);
        var result = PdfReduction.Run(
            sample,
            sample,
            new ReductionOptions
            {
                Composition = "Ni O2",
                BackgroundScale = 0.25,
                WavelengthAngstrom = 0.1836,
                QminPerAngstrom = 0.5,
                QmaxPerAngstrom = 22,
                QmaxinstPerAngstrom = 24,
            }
        );
        foreach (var curve in new[] { result.PairDistribution, result.ReducedStructure, result.StructureFactor, result.Intensity })
        {
            var back = PdfReader.Read(Encoding.UTF8.GetBytes(PdfWriter.Write(curve)), "back.txt");
            back.Quantity.ShouldBe(curve.Quantity);
            back.Notes.ShouldBeEmpty();
            (back.Header.QminPerAngstrom, back.Header.QmaxPerAngstrom, back.Header.QmaxinstPerAngstrom, back.Header.RpolyAngstrom).ShouldBe(
                (0.5, 22, 24, 0.9)
            );
            (back.Header.WavelengthAngstrom, back.Header.BackgroundScale, back.Header.Composition, back.Header.Radiation).ShouldBe(
                (0.1836, 0.25, "Ni O2", PdfRadiation.XRay)
            );
            back.Header.Find("inputfile")!.Value.Text.ShouldBe("made.chi");
            for (var i = 0; i < curve.Length; i += 17)
                back.Y[i].ShouldBe(curve.Y[i], 1e-8 * Math.Max(1, Math.Abs(curve.Y[i])));
        }
    }

    [Fact]
    public void ToPairDistribution_OfReducedStructure_IsTheReduction()
    {
        var result = PdfReduction.Run(
            Intensity("Ni", PdfRadiation.XRay, _ => 0),
            null,
            new ReductionOptions { Composition = "Ni", QmaxPerAngstrom = 20 }
        );
        foreach (var data in new[] { result.ReducedStructure, result.StructureFactor })
        {
            var g = PdfTransform.ToPairDistribution(data);
            for (var i = 0; i < g.Length; i++)
                g.Y[i].ShouldBe(result.PairDistribution.Y[i], 1e-10);
        }
    }

    private static (double Rw, double Pearson, double Scale) Compare(double[] wanted, double[] g)
    {
        wanted.Length.ShouldBe(g.Length);
        var scale = wanted.Zip(g, (a, b) => a * b).Sum() / g.Sum(value => value * value);
        var rw = Math.Sqrt(wanted.Zip(g, (a, b) => Math.Pow(a - scale * b, 2)).Sum() / wanted.Sum(value => value * value));
        return (rw, MathNet.Numerics.Statistics.Correlation.Pearson(wanted, g), scale);
    }
}
