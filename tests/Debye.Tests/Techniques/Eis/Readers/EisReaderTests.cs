using System.Numerics;
using System.Text;
using Debye.Spectra;
using Debye.Techniques.Eis;
using static Debye.Tests.Techniques.Eis.Readers.EisFixtures;

namespace Debye.Tests.Techniques.Eis.Readers;

public sealed class EisReaderTests
{
    public static TheoryData<string> Names => [.. All().Select(file => file.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Read_EveryFormat_SamePoints(string name)
    {
        var spectra = EisReader.Read(Path.Combine(Folder, name));
        spectra.Length.ShouldBe(name is "biologic-two-sweeps.mpt" or "ivium.ids" or "relaxis.txt" ? 2 : 1);
        foreach (var spectrum in spectra)
            ShouldBeTheExample(spectrum);
    }

    [Theory]
    [InlineData("gamry-aborted.DTA", "aborted")]
    [InlineData("gamry-drift-corrected.DTA", "Drift-corrected")]
    [InlineData("biologic-no-frequency.mpt", "lacks freq/Hz")]
    [InlineData("biologic-two-sweeps.mpt", "Sweep 1 of 2")]
    [InlineData("biologic.mpr", "−Z″")]
    [InlineData("parstat.txt", "2 rows without")]
    [InlineData("table.csv", "−Z″")]
    [InlineData("polar.csv", "decimal comma")]
    [InlineData("polar.csv", "ω in rad/s")]
    [InlineData("polar.csv", "magnitude and phase")]
    [InlineData("polar.csv", "in kOhm")]
    [InlineData("table.xlsx", "in mOhm")]
    [InlineData("no-header.txt", "No header")]
    public void Read_WhatWasAssumed_IsSaid(string name, string part) =>
        EisReader.Read(Path.Combine(Folder, name))[0].Notes.ShouldContain(note => note.Contains(part, StringComparison.Ordinal));

    [Theory]
    [InlineData("zplot2.z")]
    [InlineData("ivium.idf")]
    [InlineData("chinstruments.txt")]
    [InlineData("columns.json")]
    public void Read_NothingAssumed_NothingSaid(string name) => EisReader.Read(Path.Combine(Folder, name))[0].Notes.ShouldBeEmpty();

    [Theory]
    [InlineData("f,Z',Z''\n", 1, 1, ',')]
    [InlineData("freq\tZre\t-Zim\n", 1, -1, '\t')]
    [InlineData("Frequency (Hz) ; Z_real (Ω) ; Z_imag (Ω)\n", 1, 1, ';')]
    [InlineData("frequency real imaginary\n", 1, 1, ' ')]
    [InlineData("Freq. [Hz]\tRe(Z) [ohm]\tneg_Im(Z) [ohm]\n", 1, -1, '\t')]
    [InlineData("freq_Hz,Zreal_kOhm,Zimag_kOhm\n", 1e-3, 1, ',')]
    [InlineData("f/Hz,Z′/MΩ,−Z″/MΩ\n", 1e-6, -1, ',')]
    [InlineData("f\tZ'\tZ''\nHz\tkOhm\tkOhm\n", 1e-3, 1, '\t')]
    [InlineData("# comment\n# f Z' Z''\n", 1, 1, ' ')]
    [InlineData("some title\n\nFrequency(Hz),Zreal(mohm),Zimag(mohm)\n", 1e3, 1, ',')]
    public void Read_Headers_AreRecognised(string header, double scale, double sign, char separator) =>
        ShouldBeTheExample(
            One(Text(header, (f, z) => $"{Number(f)}{separator}{Number(scale * z.Real)}{separator}{Number(sign * scale * z.Imaginary)}"))
        );

    [Fact]
    public void Read_QuotedDecimalCommas_Work() =>
        ShouldBeTheExample(
            One(
                Text(
                    "\"f\",\"Z'\",\"Z''\"\n",
                    (f, z) => $"\"{Number(f)}\",\"{Number(z.Real)}\",\"{Number(z.Imaginary)}\"".Replace('.', ',')
                )
            )
        );

    [Theory]
    [InlineData("frequency,|Z|,-phase\n", -57.29577951308232)]
    [InlineData("f (kHz),|Z|/Ohm,Phase(Z)/deg\n", 57.29577951308232)]
    [InlineData("f,Zmod,theta\n", 1)]
    [InlineData("f,magnitude,phase (rad)\n", 1)]
    public void Read_Polar_UnitsOfPhase(string header, double scale) =>
        ShouldBeTheExample(
            One(
                Text(
                    header,
                    (f, z) =>
                        $"{Number(header.Contains("kHz", StringComparison.Ordinal) ? f / 1000 : f)},{Number(z.Magnitude)},"
                        + $"{Number(scale * z.Phase)}"
                )
            )
        );

    [Fact]
    public void Read_WrongSign_IsTurnedAndSaid()
    {
        var spectrum = One(Text("f,Z',Z''\n", (f, z) => $"{Number(f)},{Number(z.Real)},{Number(-z.Imaginary)}"));
        ShouldBeTheExample(spectrum);
        spectrum.Notes.ShouldHaveSingleItem().ShouldContain("sign of the imaginary part was turned");
        // An inductance is no wrong sign.
        var inductive = One(Text("f,Z',Z''\n", (f, z) => $"{Number(f)},10,{Number(1e-3 * f)}"));
        inductive.ImpedanceOhm[0].Imaginary.ShouldBe(100, 1e-9);
        inductive.Notes.ShouldBeEmpty();
    }

    [Fact]
    public void Read_UnsortedAndRepeated_IsMendedAndSaid()
    {
        var lines = Encoding
            .UTF8.GetString(Text("", (f, z) => $"{Number(f)},{Number(z.Real)},{Number(z.Imaginary)}"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        (lines[3], lines[7]) = (lines[7], lines[3]);
        var spectrum = One(Encoding.UTF8.GetBytes("f,Z',Z''\n" + string.Join('\n', [.. lines, lines[2]])));
        ShouldBeTheExample(spectrum);
        spectrum.Notes.ShouldContain(note => note.Contains("not in order", StringComparison.Ordinal));
        spectrum.Notes.ShouldContain(note => note.Contains("1 points repeat", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", 0, "empty")]
    [InlineData("hello\nworld\n", 0, "no impedance table")]
    [InlineData("f,Z',Z''\n", 1, "no rows")]
    [InlineData("f,Z',Z''\n10,1,-1\n", 2, "1 point")]
    [InlineData("f,Z',Z''\n10,1,-1\n0,1,-2\n", 3, "frequency 0 Hz")]
    [InlineData("f,Z',Z''\n10,1,-1\n-1,1,-2\n", 3, "frequency -1 Hz")]
    [InlineData("f,Z',Z''\n10,1,-1\n1,NaN,-2\n", 3, "not finite")]
    [InlineData("f,Z',Z''\n10,1,-1\n1,1e999,-2\n", 3, "not finite")]
    [InlineData("f,Z',Z''\n10,1,-1\n1,1e40,-2\n", 3, "believable")]
    [InlineData("f,Z',Z''\n10,1,-1\n1,abc,-2\n", 3, "abc")]
    [InlineData("f,Z',Z''\n10,1,-1\n1,2\n", 3, "expected numbers")]
    [InlineData("f;Z';Z''\n10,5;1,0;-1\n1.5;2;-2\n", 3, "mixed")]
    [InlineData("f,Z',Z''\n10,1,-1\n10,1,-2\n", 2, "1 point")]
    [InlineData("f,Z',Z''\n10,x,-1\n1,1,-2\n", 2, "expected numbers")]
    [InlineData("time,voltage,current\n10,1,-1\n1,1,-2\n", 1, "not recognised")]
    [InlineData("EXPLAIN\nTAG\tEISPOT\n", 0, "ZCURVE")]
    [InlineData("EXPLAIN\nZCURVE\tTABLE\n\tPt\tFreq\n\t#\tHz\n\t0\t1\n", 3, "Zreal")]
    [InlineData("EC-Lab ASCII FILE\nNb header lines : 99\n", 2, "Nb header lines")]
    [InlineData("ZPLOT2 ASCII\nnothing\n", 0, "Z'(a)")]
    [InlineData("{\"a\": [1, 2}", 1, "JSON")]
    [InlineData("{\"f\": [1], \"Z'\": [1, 2], \"Z''\": [1]}", 0, "different lengths")]
    [InlineData("PK\u0003\u0004nonsense", 0, "zip")]
    [InlineData("BIO-LOGIC MODULAR FILE", 0, "VMP data")]
    public void Read_BadInput_NamedInOneLine(string text, int line, string part)
    {
        var error = Should.Throw<DataFormatException>(() => EisReader.Read(Encoding.Latin1.GetBytes(text), "bad.txt"));
        error.Message.ShouldContain(part);
        error.Line.ShouldBe(line);
        error.Message.ShouldStartWith("bad.txt");
        error.Message.ShouldNotContain('\n');
    }

    [Fact]
    public void Read_MissingFile_IsADataFormatException() =>
        Should.Throw<DataFormatException>(() => EisReader.Read("/nowhere/at/all.csv")).Message.ShouldStartWith("/nowhere/at/all.csv");

    [Fact]
    public void Read_TruncatedCountedFile_IsSaid()
    {
        var lines = File.ReadAllLines(Path.Combine(Folder, "plain.i2b"));
        var spectrum = EisReader.Read(Encoding.UTF8.GetBytes(string.Join('\n', lines[..9])), "cut.i2b").ShouldHaveSingleItem();
        spectrum.Length.ShouldBe(6);
        spectrum.Notes.ShouldContain("The file announces 11 points; 6 are there.");
    }

    [Fact]
    public void Read_TruncatedArchivesAndBinaries_AreRefused()
    {
        foreach (var name in (string[])["table.xlsx", "table.ods", "biologic.mpr", "palmsens.pssession"])
        {
            var content = File.ReadAllBytes(Path.Combine(Folder, name));
            Should.Throw<DataFormatException>(() => EisReader.Read(content[..(content.Length / 2)], name));
        }
    }

    [Fact]
    public void Read_EntitiesInXml_AreRefused()
    {
        const string Bomb =
            """<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><x>&b;</x>""";
        foreach (var name in (string[])["content.xml", "xl/workbook.xml"])
            Should
                .Throw<DataFormatException>(() => EisReader.Read(Zip((name, Encoding.UTF8.GetBytes(Bomb))), "bomb.xlsx"))
                .Message.ShouldContain("XML");
    }

    [Fact]
    public void Read_ZipBombAndRepeatedRows_AreRefused()
    {
        Should
            .Throw<DataFormatException>(() => EisReader.Read(Zip(("content.xml", new byte[64 << 20])), "bomb.ods"))
            .Message.ShouldContain("unpacks");
        const string Repeated =
            """<d xmlns:t="t" xmlns:o="o"><t:table t:name="a"><t:table-row t:number-rows-repeated="2000000000">"""
            + """<t:table-cell o:value-type="float" o:value="1" t:number-columns-repeated="2000000000"/></t:table-row></t:table></d>""";
        var before = GC.GetAllocatedBytesForCurrentThread();
        Should
            .Throw<DataFormatException>(() => EisReader.Read(Zip(("content.xml", Encoding.UTF8.GetBytes(Repeated))), "bomb.ods"))
            .Message.ShouldContain("repeated");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(10_000_000);
    }

    private static ImpedanceSpectrum One(byte[] content) => EisReader.Read(content, "x.csv").ShouldHaveSingleItem();

    private static void ShouldBeTheExample(ImpedanceSpectrum spectrum)
    {
        spectrum.Length.ShouldBe(Count);
        for (var i = 0; i < Count; i++)
        {
            spectrum.FrequencyHertz[i].ShouldBe(Frequency(i), 1e-6 * Frequency(i));
            Complex.Abs(spectrum.ImpedanceOhm[i] - Impedance(i)).ShouldBeLessThan(1e-6 * Impedance(i).Magnitude);
        }
    }
}
