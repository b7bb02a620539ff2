using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Debye.Crystals;
using Debye.Learning.Data;

namespace Debye.Learning.Tests.Data;

/// <summary>Tiny originals become what recipes read.</summary>
public sealed class ConversionTests : IDisposable
{
    public const string Salt = """
        data_NaCl
        _symmetry_space_group_name_H-M   'P 1'
        _cell_length_a   5.64000000
        _cell_length_b   5.64000000
        _cell_length_c   5.64000000
        _cell_angle_alpha   90.00000000
        _cell_angle_beta   90.00000000
        _cell_angle_gamma   90.00000000
        loop_
         _atom_site_type_symbol
         _atom_site_label
         _atom_site_fract_x
         _atom_site_fract_y
         _atom_site_fract_z
          Na  Na0  0.0  0.0  0.0
          Na  Na1  0.0  0.5  0.5
          Na  Na2  0.5  0.0  0.5
          Na  Na3  0.5  0.5  0.0
          Cl  Cl4  0.5  0.0  0.0
          Cl  Cl5  0.5  0.5  0.5
          Cl  Cl6  0.0  0.0  0.5
          Cl  Cl7  0.0  0.5  0.0
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("debye-conversion-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void TabSeparatedParts_TrainAndTest_BecomeOneTable()
    {
        var test = Write("X_TEST.tsv", "2\t-0.50\t3e-05\n");
        var train = Write("X_TRAIN.tsv", "1\t0.10\t2\n1\t0.2\t-1.0\n");
        using var output = new MemoryStream();
        TabSeparatedParts.Convert([test, train], output);
        Encoding.UTF8.GetString(output.ToArray()).ShouldBe("split,label,t0,t1\ntrain,1,0.10,2\ntrain,1,0.2,-1.0\ntest,2,-0.50,3e-05\n");
    }

    [Theory]
    [InlineData("1\t2\t3\n1\t2\n", "X_TRAIN.tsv:2: expected a label and 2 values")]
    [InlineData("1,2,3\n", "X_TRAIN.tsv:1: expected a label")]
    public void TabSeparatedParts_Uneven_NamesTheLine(string train, string expected)
    {
        string[] originals = [Write("X_TRAIN.tsv", train), Write("X_TEST.tsv", "")];
        Should.Throw<DataFormatException>(() => TabSeparatedParts.Convert(originals, Stream.Null)).Message.ShouldContain(expected);
    }

    [Fact]
    public void TabSeparatedParts_PartMissing_SaysWhich() =>
        Should
            .Throw<DataFormatException>(() => TabSeparatedParts.Convert([Write("X_TRAIN.tsv", "1\t2\n")], Stream.Null))
            .Message.ShouldContain("_TEST.tsv");

    [Fact]
    public void AutoEcmSpectra_Row_BecomesALine()
    {
        var table = Write(
            "test.csv",
            """
            ,freq,Z,Circuit,Parameters
            7,"[1.0e-01, 1.0e+05]","[7.48935988e+02-162.4096477j ,  8.05142307 -3.33940706e-06j]",Rs_Ws,"R1: 6.62e+00, p: 3e-10"

            """
        );
        Lines(table)
            .ShouldBe([
                "{\"id\":7,\"circuit\":\"Rs_Ws\",\"params\":{\"R1\":6.62,\"p\":3e-10},\"freq\":[0.1,100000.0],"
                    + "\"re\":[748.935988,8.05142307],\"im\":[-162.409648,-3.33940706e-06]}",
            ]);
    }

    [Fact]
    public void AutoEcmSpectra_ListedC1IsWrong_TheOneThatReproducesTheSpectrumIsAdded()
    {
        // R1 / (1 + i ω R1 C1) with ω R1 C1 = 2.
        var others = "R2: 0, R3: 0, R4: 0, C2 : 1, CPE3_C: 1, CPE4_t: 1, CPE4_C: 1, C1: 2e-9, CPE3_t: 1";
        var table = Write("test.csv", $",freq,Z,Circuit,Parameters\n9,\"[1e7]\",\"[0.2-0.4j]\",RC-RC-RCPE-RCPE,\"R1: 1, {others}\"\n");
        Lines(table).ShouldHaveSingleItem().ShouldContain("\"C1\":2e-09,\"CPE3_t\":1.0},\"C1_effective\":2e-07,\"freq\":[10000000.0]");
    }

    [Theory]
    [InlineData("1,\"[1, 2]\",\"[1-1j]\",X,\"R1: 1\"")]
    [InlineData("1,\"[1]\",\"[1]\",X,\"R1: 1\"")]
    [InlineData("1,[1],[1-1j],X,R1: 1")]
    public void AutoEcmSpectra_OtherForm_NamesTheLine(string row)
    {
        var table = Write("test.csv", ",freq,Z,Circuit,Parameters\n" + row + "\n");
        Should
            .Throw<DataFormatException>(() => AutoEcmSpectra.Convert(table, Stream.Null))
            .Message.ShouldContain("test.csv:2: expected number");
    }

    [Fact]
    public void CifArchive_ArchiveOrFolder_GivesTheSameLinesWithTheirSpaceGroup()
    {
        var archive = Path.Combine(_folder, "a.tar.gz");
        File.WriteAllBytes(archive, Archive(Salt, "no CIF at all"));
        var folder = Path.Combine(_folder, "cifs", "below");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "mp-0.cif"), Salt);
        var lines = Crystals(archive);
        lines.ShouldBe(Crystals(Path.Combine(_folder, "cifs")));
        var crystal = StructureJsonLines.Parse(lines, "lines", 1);
        crystal.Id.ShouldBe("mp-0");
        crystal.Sites.Length.ShouldBe(8);
        crystal.StatedSpaceGroup.ShouldBe(225);
    }

    [Fact]
    public void CifArchive_CutShort_IsRefused()
    {
        var archive = Path.Combine(_folder, "a.tar.gz");
        File.WriteAllBytes(archive, Archive(Salt)[..1700]);
        Should.Throw<DataFormatException>(() => Crystals(archive)).Message.ShouldContain("damaged or cut short");
    }

    /// <summary>A packed archive of CIF files mp-0, mp-1, … as a code host makes it.</summary>
    public static byte[] Archive(params string[] texts)
    {
        using var bytes = new MemoryStream();
        using (var packed = new GZipStream(bytes, CompressionLevel.NoCompression, leaveOpen: true))
        using (var archive = new TarWriter(packed))
            for (var i = 0; i < texts.Length; i++)
                archive.WriteEntry(
                    new PaxTarEntry(TarEntryType.RegularFile, $"repository-1/cifs/mp-{i}.cif")
                    {
                        DataStream = new MemoryStream(Encoding.UTF8.GetBytes(texts[i])),
                    }
                );
        return bytes.ToArray();
    }

    private static string[] Lines(string table)
    {
        using var output = new MemoryStream();
        AutoEcmSpectra.Convert(table, output);
        return Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string Crystals(string source)
    {
        using var output = new MemoryStream();
        CifArchive.Convert(source, output, TestContext.Current.CancellationToken).ShouldBe(1);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
