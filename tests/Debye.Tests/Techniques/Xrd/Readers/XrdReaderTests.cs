using System.Globalization;
using System.IO.Compression;
using System.Text;
using Debye.Spectra;
using Debye.Techniques.Xrd;

namespace Debye.Tests.Techniques.Xrd.Readers;

/// <summary>All files are made by <see cref="SampleFiles"/>; none comes from an instrument.</summary>
public sealed class XrdReaderTests
{
    public static TheoryData<string> Names => [.. SampleFiles.All().Select(file => file.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Read_EveryFormat_SamePoints(string name)
    {
        var content = SampleFiles.All().Single(file => file.Name == name).Content;
        var scans = XrdReader.ReadAll(content, name);
        scans.Count.ShouldBe(name == "raw1.raw" ? 2 : 1);
        foreach (var scan in scans)
        {
            scan.Length.ShouldBe(SampleFiles.Count);
            scan.Kind.ShouldBe(AxisKind.TwoThetaDegrees);
            scan.Source.ShouldBe(name);
            for (var i = 0; i < scan.Length; i++)
            {
                scan.Axis[i].ShouldBe(SampleFiles.X(i), 1e-5);
                scan.Intensity[i].ShouldBe(SampleFiles.Y(i), 1e-4);
            }

            if (
                name.EndsWith(".xy", StringComparison.Ordinal)
                || name.Contains("gsa", StringComparison.Ordinal)
                || name.Contains("fxye", StringComparison.Ordinal)
            )
                scan.WavelengthAngstrom.ShouldBeNull();
            else
                scan.WavelengthAngstrom!.Value.ShouldBe(1.5406, 1e-4);
        }
    }

    [Theory]
    [InlineData("{0} {1}")]
    [InlineData("  {0}\t{1}  ")]
    [InlineData("{0},{1}")]
    [InlineData("{0}, {1}")]
    [InlineData("{0};{1}")]
    [InlineData("{0} {1} 3.2")]
    [InlineData("\"{0}\",\"{1}\"")]
    [InlineData("{0}\t{1}\t12\tcomment")]
    public void Read_Separators_AllWork(string form)
    {
        ShouldReadTheSample(SampleFiles.Text(i => string.Format(CultureInfo.InvariantCulture, form, SampleFiles.X(i), SampleFiles.Y(i))));
        ShouldReadTheSample(
            SampleFiles.Text(
                i => string.Format(CultureInfo.InvariantCulture, form, SampleFiles.X(i), SampleFiles.Y(i)),
                "2Theta,Intensity\n"
            )
        );
        ShouldReadTheSample(
            SampleFiles.Text(
                i => string.Format(CultureInfo.InvariantCulture, form, SampleFiles.X(i), SampleFiles.Y(i)),
                "# comment\n; another\n\nAngle Counts\n"
            )
        );
    }

    [Theory]
    [InlineData("{0} {1}")]
    [InlineData("{0};{1}")]
    [InlineData("{0}\t{1}")]
    public void Read_DecimalComma_Works(string form) =>
        ShouldReadTheSample(
            SampleFiles.Text(i =>
                string.Format(
                    CultureInfo.InvariantCulture,
                    form,
                    Invariant($"{SampleFiles.X(i):f2}").Replace('.', ','),
                    Invariant($"{SampleFiles.Y(i):f3}").Replace('.', ',')
                )
            )
        );

    [Fact]
    public void Read_WindowsLinesUtf16AndBom_Work()
    {
        var text = string.Join("\r\n", SampleFiles.Range(i => Invariant($"{SampleFiles.X(i)} {SampleFiles.Y(i)}")));
        ShouldReadTheSample(Encoding.UTF8.GetBytes(text));
        ShouldReadTheSample([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)]);
        ShouldReadTheSample([0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)]);
    }

    [Theory]
    [InlineData("##X-RAY WAVELENGTH=1.541838\n", 1.541838)]
    [InlineData("# Wavelength: 0.7093 A\n", 0.7093)]
    [InlineData("# lambda = 1.7889\n", 1.7889)]
    [InlineData("# K-Alpha1 wavelength 1.54060\n", 1.5406)]
    [InlineData("# nothing 3.5\n", null)]
    public void Read_TextHeader_Wavelength(string header, double? expected) =>
        One(SampleFiles.Text(i => Invariant($"{SampleFiles.X(i)}, {SampleFiles.Y(i)}"), header)).WavelengthAngstrom.ShouldBe(expected);

    [Theory]
    [InlineData("Q (1/A), Intensity\n", AxisKind.QPerAngstrom)]
    [InlineData("# q_A^-1 I\n", AxisKind.QPerAngstrom)]
    [InlineData("d-spacing;I\n", AxisKind.DAngstrom)]
    [InlineData("two_theta,counts\n", AxisKind.TwoThetaDegrees)]
    [InlineData("# quartz standard\n", AxisKind.TwoThetaDegrees)]
    public void Read_TextHeader_AxisKind(string header, AxisKind kind) =>
        One(SampleFiles.Text(i => Invariant($"{SampleFiles.X(i)} {SampleFiles.Y(i)}"), header)).Kind.ShouldBe(kind);

    [Fact]
    public void Read_FallingAxis_IsTurnedRound() =>
        ShouldReadTheSample(
            SampleFiles.Text(i => Invariant($"{SampleFiles.X(SampleFiles.Count - 1 - i)} {SampleFiles.Y(SampleFiles.Count - 1 - i)}"))
        );

    [Theory]
    [InlineData("", "empty")]
    [InlineData("hello\nworld\n", "no data")]
    [InlineData("1 2\n2 3\n3 4\n", "3 points")]
    [InlineData("1 2\n2 nan\n3 4\n", "finite")]
    [InlineData("1 2\n2 3\nabc\n", "abc")]
    [InlineData("1 2\n2 3\n4 5\n4 5\n5 5\n6 5\n7 5\n8 5\n9 5\n10 5\n11 5\n", "does not rise")]
    [InlineData("101 2\n102 3\n103 5\n104 5\n105 5\n106 5\n107 5\n108 5\n109 5\n190 5\n", "outside")]
    [InlineData("# wavelength = 55.3\n1 2\n2 3\n3 5\n4 5\n5 5\n6 5\n7 5\n8 5\n9 5\n19 5\n", "wavelength")]
    [InlineData("BANK 1 100 10 CONST 500 2\n 1   100\n", "announces 100")]
    [InlineData("BANK 1 100 10 SLOG 500 2\n 1   100\n", "constant-wavelength")]
    [InlineData("##TITLE= x\n##JCAMP-DX= 4.24\n##END=\n", "no data")]
    [InlineData("##TITLE= x\n##JCAMP-DX= 4.24\n##XYDATA= (X++(Y..Y))\n1 2 3\n##END=\n", "FIRSTX")]
    [InlineData("<xrdMeasurements/>", "no scan")]
    [InlineData("<xrdMeasurements>", "XML")]
    public void Read_BadText_OneLineMessage(string text, string part)
    {
        var error = Should.Throw<DataFormatException>(() => XrdReader.ReadAll(Encoding.UTF8.GetBytes(text), "bad.xy"));
        error.Message.ShouldContain(part);
        error.Message.ShouldStartWith("bad.xy");
        error.Message.ShouldNotContain('\n');
    }

    [Fact]
    public void Read_BadNumberInTheMiddle_NamesTheLine()
    {
        var lines = SampleFiles.Range(i => i == 30 ? "25.0 ???" : Invariant($"{SampleFiles.X(i)} {SampleFiles.Y(i)}"));
        var error = Should.Throw<DataFormatException>(() => XrdReader.ReadAll(Encoding.UTF8.GetBytes(string.Join('\n', lines)), "a.xy"));
        error.Line.ShouldBe(31);
    }

    [Fact]
    public void Read_MissingFile_IsADataFormatException() =>
        Should.Throw<DataFormatException>(() => XrdReader.Read("/nowhere/at/all.xy")).Message.ShouldStartWith("/nowhere/at/all.xy");

    [Fact]
    public void Read_Xrdml_ListedPositionsAndAttenuation()
    {
        var text = SampleFiles.Xrdml(
            $"<listPositions>{string.Join(' ', SampleFiles.Range(i => Invariant($"{SampleFiles.X(i) + 0.001 * i * i}")))}</listPositions>",
            $"<beamAttenuationFactors>{string.Join(' ', SampleFiles.Range(i => i < 5 ? "10" : "1"))}</beamAttenuationFactors>"
                + $"<counts>{string.Join(' ', SampleFiles.Range(i => Invariant($"{SampleFiles.Y(i)}")))}</counts>"
        );
        var scan = One(Encoding.UTF8.GetBytes(text));
        scan.Axis[10].ShouldBe(15.1, 1e-9);
        scan.Intensity[0].ShouldBe(1000);
        scan.Intensity[5].ShouldBe(SampleFiles.Y(5));
    }

    [Fact]
    public void Read_EntitiesInXml_AreRefused()
    {
        const string Bomb = """
            <?xml version="1.0"?>
            <!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>
            <xrdMeasurements>&c;</xrdMeasurements>
            """;
        Should.Throw<DataFormatException>(() => XrdReader.ReadAll(Encoding.UTF8.GetBytes(Bomb), "bomb.xrdml")).Message.ShouldContain("XML");
        var deep = string.Concat(Enumerable.Repeat("<a>", 100_000));
        Should
            .Throw<DataFormatException>(() => XrdReader.ReadAll(Encoding.UTF8.GetBytes(deep), "deep.xrdml"))
            .Message.ShouldContain("nested");
    }

    [Fact]
    public void Read_ZipBomb_IsRefused()
    {
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("Experiment0/RawData0.xml").Open();
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 64; i++)
                entry.Write(zeros);
        }

        Should.Throw<DataFormatException>(() => XrdReader.ReadAll(file.ToArray(), "bomb.brml")).Message.ShouldContain("unpacks");
    }

    [Fact]
    public void Read_BrmlLineDetector_UsesTheScaleAxis()
    {
        var raw = Invariant(
            $"""
            <RawData><DataRoutes><DataRoute><ScanInformation><ScaleAxes><ScaleAxisInfo AxisId="TwoTheta"><Start>{SampleFiles.X(0)}</Start>
            <Stop>{SampleFiles.X(SampleFiles.Count)}</Stop><Increment>0.5</Increment></ScaleAxisInfo></ScaleAxes></ScanInformation>
            <Datum>1,1,20,{string.Join(
                ',',
                SampleFiles.Range(i => Invariant($"{SampleFiles.Y(i)}"))
            )}</Datum></DataRoute></DataRoutes></RawData>
            """
        );
        var scan = One(SampleFiles.Brml(raw));
        scan.Length.ShouldBe(SampleFiles.Count);
        scan.Intensity[^1].ShouldBe(SampleFiles.Y(SampleFiles.Count - 1));
    }

    [Fact]
    public void Read_JcampRepeats_AreExpanded()
    {
        // SQZ 100, DUP 5 times, DIF +1 repeated 6 times in all.
        var text = SampleFiles.Jcamp("(X++(Y..Y))", "10A00WJX").Replace("NPOINTS= 60", "NPOINTS= 11").Replace("LASTX= 39.5", "LASTX= 20");
        var scan = One(Encoding.UTF8.GetBytes(text));
        scan.Intensity.ToArray().ShouldBe([10, 10, 10, 10, 10, 10.1, 10.2, 10.3, 10.4, 10.5, 10.6], 1e-9);
    }

    [Fact]
    public void Axis_OtherWavelength_MovesToCopper()
    {
        var moly = new Spectrum(AxisKind.TwoThetaDegrees, [10, 20, 30], [1, 2, 3]) { WavelengthAngstrom = 0.7093 };
        var copper = XrdAxis.ToTwoTheta(moly);
        for (var i = 0; i < 3; i++)
        {
            var d = 0.7093 / (2 * Math.Sin(moly.Axis[i] * Math.PI / 360));
            copper.Axis[i].ShouldBe(XrdAxis.TwoThetaDegrees(d, 1.54056), 1e-10);
            XrdAxis.ToQ(moly).Axis[i].ShouldBe(2 * Math.PI / d, 1e-12);
        }

        copper.WavelengthAngstrom.ShouldBe(1.54056);
        XrdAxis.ToTwoTheta(new Spectrum(AxisKind.DAngstrom, [1, 2, 3], [1, 2, 3])).Intensity.ToArray().ShouldBe([3, 2, 1]);
        Should
            .Throw<ArgumentException>(() => XrdAxis.ToTwoTheta(new Spectrum(AxisKind.TwoThetaDegrees, [1, 2], [1, 2])))
            .Message.ShouldContain("wavelength");
    }

    private static void ShouldReadTheSample(byte[] content)
    {
        var scan = One(content);
        scan.Length.ShouldBe(SampleFiles.Count);
        for (var i = 0; i < scan.Length; i++)
        {
            scan.Axis[i].ShouldBe(SampleFiles.X(i), 1e-9);
            scan.Intensity[i].ShouldBe(SampleFiles.Y(i), 1e-3);
        }
    }

    private static Spectrum One(byte[] content) => XrdReader.ReadAll(content, "x").ShouldHaveSingleItem();
}
