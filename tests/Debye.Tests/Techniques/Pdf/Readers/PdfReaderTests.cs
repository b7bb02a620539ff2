using System.Text;
using Debye.Techniques.Pdf;

namespace Debye.Tests.Techniques.Pdf.Readers;

/// <summary>All files are made by formulas; none comes from an instrument.</summary>
public sealed class PdfReaderTests
{
    public static TheoryData<string> Names => [.. PdfFixtures.All().Select(file => file.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Read_EveryFixture_SameCurve(string name)
    {
        var data = PdfReader.Read(PdfFixtures.Content(name), name);
        data.Length.ShouldBe(PdfFixtures.Count);
        data.Source.ShouldBe(name);
        var isPair = name.EndsWith(".gr", StringComparison.Ordinal);
        for (var i = 0; i < data.Length; i++)
        {
            var x = isPair ? PdfFixtures.R(i) : PdfFixtures.Q(i);
            data.X[i].ShouldBe(x, 1e-6);
            data.Y[i].ShouldBe(Expected(data.Quantity, x), 1e-4);
        }

        (data.Quantity == PdfQuantity.PairDistribution).ShouldBe(isPair);
    }

    [Theory]
    [InlineData("xpdfsuite.fq", PdfQuantity.ReducedStructure)]
    [InlineData("plain.fq", PdfQuantity.ReducedStructure)]
    [InlineData("plain.sq", PdfQuantity.StructureFactor)]
    [InlineData("fit2d.chi", PdfQuantity.IntensityOverQ)]
    [InlineData("fit2d-angle.chi", PdfQuantity.IntensityOverTwoTheta)]
    [InlineData("pyfai.chi", PdfQuantity.IntensityOverQ)]
    [InlineData("xpdfsuite.chi", PdfQuantity.IntensityOverQ)]
    [InlineData("spec.iq", PdfQuantity.IntensityOverQ)]
    [InlineData("angle.xy", PdfQuantity.IntensityOverTwoTheta)]
    public void Read_Quantity_FromHeaderOrExtension(string name, PdfQuantity quantity) =>
        PdfReader.Read(PdfFixtures.Content(name), name).Quantity.ShouldBe(quantity);

    [Fact]
    public void Read_PdfgetX3_Settings()
    {
        var data = PdfReader.Read(PdfFixtures.Content("pdfgetx3.gr"), "pdfgetx3.gr");
        data.Notes.ShouldBeEmpty();
        data.Sigma.Length.ShouldBe(0);
        var header = data.Header;
        (header.QminPerAngstrom, header.QmaxPerAngstrom, header.QmaxinstPerAngstrom, header.RpolyAngstrom).ShouldBe((0.5, 24, 26, 0.9));
        (header.WavelengthAngstrom, header.BackgroundScale, header.Composition, header.Radiation).ShouldBe(
            (0.1836, 1.2, "C 10 H 8", PdfRadiation.XRay)
        );
        header.Find("QMAX")!.Value.Line.ShouldBe(19);
        header.Find("inputfile")!.Value.Text.ShouldBe("made.chi");
        header.QdampPerAngstrom.ShouldBeNull();
        PdfReader.Read(PdfFixtures.Content("pdfgetx3-new.gr"), "a.gr").Header.Radiation.ShouldBe(PdfRadiation.Neutron);
    }

    [Fact]
    public void Read_PdfgetX2AndN_SettingsBetweenTables()
    {
        var x = PdfReader.Read(PdfFixtures.Content("pdfgetx2.gr"), "pdfgetx2.gr");
        (x.Header.QminPerAngstrom, x.Header.QmaxPerAngstrom, x.Header.WavelengthAngstrom, x.Header.TemperatureKelvin).ShouldBe(
            (1, 40, 0.126514, 300)
        );
        x.Header.Radiation.ShouldBe(PdfRadiation.XRay);
        x.Sigma[10].ShouldBe(0.02 + 0.001 * PdfFixtures.R(10), 1e-6);
        var n = PdfReader.Read(PdfFixtures.Content("pdfgetn.gr"), "pdfgetn.gr");
        (n.Header.QminPerAngstrom, n.Header.QmaxPerAngstrom, n.Header.TemperatureKelvin, n.Header.Radiation).ShouldBe(
            (2, 32, 308, PdfRadiation.Neutron)
        );
        n.Sigma[3].ShouldBe(0.1);
        PdfReader.Read(PdfFixtures.Content("pdfgetn-twice.gr"), "two.gr").Notes.ShouldHaveSingleItem().ShouldContain("more curves");
        PdfReader.Read(PdfFixtures.Content("pyfai.chi"), "pyfai.chi").Header.WavelengthAngstrom!.Value.ShouldBe(0.1836, 1e-9);
    }

    [Theory]
    [InlineData("nanometre.gr", "nm⁻² to Å⁻²")]
    [InlineData("fit2d.chi", "1/nm to 1/Å")]
    [InlineData("plain.gr", "extension .gr")]
    [InlineData("plain.fq", "extension .fq")]
    [InlineData("xpdfsuite.chi", "no unit of Q")]
    public void Read_AssumptionsAndConversions_AreStated(string name, string part) =>
        PdfReader.Read(PdfFixtures.Content(name), name).Notes.ShouldHaveSingleItem().ShouldContain(part);

    [Fact]
    public void Read_Nanometre_ConvertsUncertainties() =>
        PdfReader.Read(PdfFixtures.Content("nanometre.gr"), "nanometre.gr").Sigma[0].ShouldBe(0.02, 1e-12);

    [Fact]
    public void Read_NoEvidenceAtAll_ShapeDecidesAndSaysSo()
    {
        foreach (
            var (content, quantity) in new[]
            {
                (Text(PdfFixtures.R, PdfFixtures.G), PdfQuantity.PairDistribution),
                (Text(PdfFixtures.Q, PdfFixtures.S), PdfQuantity.StructureFactor),
                (Text(PdfFixtures.Q, PdfFixtures.Intensity), PdfQuantity.IntensityOverTwoTheta),
            }
        )
        {
            var data = PdfReader.Read(content, "unknown.txt");
            data.Quantity.ShouldBe(quantity);
            data.Notes.ShouldHaveSingleItem().ShouldContain("shape");
        }
    }

    [Fact]
    public void Read_AxisFromCaller_Wins()
    {
        var content = Text(PdfFixtures.Q, PdfFixtures.Intensity);
        PdfReader.Read(content, "a.xy", PdfAxisUnit.QPerAngstrom).Quantity.ShouldBe(PdfQuantity.IntensityOverQ);
        PdfReader.Read(content, "a.xy", PdfAxisUnit.QPerNanometre).X[0].ShouldBe(0.05, 1e-12);
        PdfReader.Read(content, "a.chi", PdfAxisUnit.TwoThetaDegrees).Quantity.ShouldBe(PdfQuantity.IntensityOverTwoTheta);
        PdfReader
            .Read(Text(i => PdfFixtures.R(i) / 10, r => PdfFixtures.G(10 * r)), "a.txt", PdfAxisUnit.RNanometre)
            .X[0]
            .ShouldBe(1, 1e-12);
    }

    [Fact]
    public void Read_FallingAxis_IsTurnedRoundAndSaid()
    {
        var data = PdfReader.Read(Text(i => PdfFixtures.R(39 - i), PdfFixtures.G), "a.gr");
        data.X[0].ShouldBe(1, 1e-9);
        data.Notes.ShouldContain(note => note.Contains("turned round"));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("hello\nworld\n", "no data")]
    [InlineData("1 2\n2 3\n", "2 points")]
    [InlineData("1 2\n2 nan\n3 4\n", "a.gr:2")]
    [InlineData("1 2\n2 3\n3 4\n4 5\n5 6\n6 7\n7\n", "a.gr:7")]
    [InlineData("1 2\n2 3\n3 4\n4 5\n5 6\n6 7\nabc def\n", "a.gr:7")]
    [InlineData("1 2\n2 -3\n3 4\n4 5\n5 6\n6 -7\n6 8\n7 9\n8 3\n9 2\n10 1\n", "a.gr:7")]
    [InlineData("-1 2\n2 -3\n3 4\n4 5\n5 6\n6 -7\n7 8\n8 9\n9 3\n10 2\n11 1\n", "negative")]
    [InlineData("1 0\n2 0\n3 0\n4 0\n5 0\n6 0\n7 0\n8 0\n9 0\n10 0\n11 0\n", "no curve")]
    [InlineData("1 2\n2 1e33\n3 4\n4 5\n5 6\n6 -7\n7 8\n8 9\n9 3\n10 2\n11 1\n", "a.gr:2")]
    public void Read_BadText_OneLineMessage(string text, string part)
    {
        var error = Should.Throw<DataFormatException>(() => PdfReader.Read(Encoding.UTF8.GetBytes(text), "a.gr"));
        error.Message.ShouldContain(part);
        error.Message.ShouldStartWith("a.gr");
        error.Message.ShouldNotContain('\n');
    }

    [Fact]
    public void Read_StructureFactorCalledG_IsRefused()
    {
        Should
            .Throw<DataFormatException>(() => PdfReader.Read(Text(PdfFixtures.Q, PdfFixtures.S), "s.gr"))
            .Message.ShouldContain("tend to 1");
        var labelled = Should.Throw<DataFormatException>(() =>
            PdfReader.Read((byte[])[.. "#L r G(r)\n"u8, .. Text(PdfFixtures.Q, PdfFixtures.S)], "s.txt")
        );
        labelled.Line.ShouldBe(1);
        Should
            .Throw<DataFormatException>(() => PdfReader.Read(Text(PdfFixtures.R, PdfFixtures.G), "g.sq"))
            .Message.ShouldContain("swing about 0");
    }

    [Fact]
    public void Read_UnnamedNanometre_IsRefused()
    {
        Should
            .Throw<DataFormatException>(() => PdfReader.Read(Text(i => PdfFixtures.R(i) / 10, r => PdfFixtures.G(10 * r)), "g.gr"))
            .Message.ShouldContain("nm");
        Should
            .Throw<DataFormatException>(() => PdfReader.Read(Text(i => 10 * PdfFixtures.Q(i), q => PdfFixtures.F(q / 10)), "f.fq"))
            .Message.ShouldContain("1/nm");
    }

    [Fact]
    public void Read_MissingFile_IsADataFormatException() =>
        Should.Throw<DataFormatException>(() => PdfReader.Read("/nowhere/at/all.gr")).Message.ShouldStartWith("/nowhere/at/all.gr");

    private static byte[] Text(Func<int, double> x, Func<double, double> y) =>
        Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, PdfFixtures.Count).Select(i => $"{x(i):r} {y(x(i)):r}")));

    private static double Expected(PdfQuantity quantity, double x) =>
        quantity switch
        {
            PdfQuantity.PairDistribution => PdfFixtures.G(x),
            PdfQuantity.ReducedStructure => PdfFixtures.F(x),
            PdfQuantity.StructureFactor => PdfFixtures.S(x),
            _ => PdfFixtures.Intensity(x),
        };
}
