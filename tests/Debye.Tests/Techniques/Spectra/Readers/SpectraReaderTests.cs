using System.Text;
using Debye.Io;
using Debye.Techniques.Spectra;
using Debye.TestSupport;

namespace Debye.Tests.Techniques.Spectra.Readers;

public sealed class SpectraReaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("debye-spectra").FullName;

    private static double[] Values => SpectraFixtures.Values;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("$ENER_FIT:\n-1.5 0.5\n", 0)]
    [InlineData("$ENER_FIT:\n-1.5 0.5 keV\n", 0)]
    [InlineData("$ENER_FIT:\n-1.5 0.5 0.001\n", 0.001)]
    [InlineData("$MCA_CAL:\n3\n-1.5 0.5 0.001 keV\n", 0.001)]
    [InlineData("$MCA_CAL:\n2\n0 0\n$ENER_FIT:\n-1.5 0.5\n", 0)]
    public void Read_GammaSpectrum_EnergiesAndTimes(string calibration, double square)
    {
        var spectrum = One(SpectraFixtures.Gamma(calibration));
        spectrum.Unit.ShouldBe(SpectrumAxisUnit.KiloElectronVolt);
        spectrum.Axis.ToArray().ShouldBe(Enumerable.Range(0, 12).Select(i => -1.5 + 0.5 * i + square * i * i), 1e-12);
        spectrum.Intensity.ToArray().ShouldBe(Values);
        (spectrum.LiveTimeSeconds, spectrum.RealTimeSeconds, spectrum.Fields["SPEC_ID"]).ShouldBe((48097.7, 56455.2, "foundry coke"));
    }

    [Fact]
    public void Read_GammaWithoutCalibration_CountsChannelsAndSaysSo()
    {
        var spectrum = One(SpectraFixtures.Gamma("", "5 16"));
        (spectrum.Unit, spectrum.Axis[0], spectrum.Notes.Length).ShouldBe((SpectrumAxisUnit.Channel, 5, 1));
    }

    [Theory]
    [InlineData("$ENER_FIT:\n0 -1\n", "0 11", "does not rise")]
    [InlineData("", "0 12", "12 counts where 13")]
    [InlineData("", "0 10", "more counts")]
    [InlineData("", "0", "first and last channel")]
    [InlineData("$MCA_CAL:\n3\n0 x 1\n", "0 11", "expected a number, found 'x'")]
    public void Read_BadGammaSpectrum_IsRefusedWithItsLine(string calibration, string range, string reason) =>
        Should.Throw<DataFormatException>(() => One(SpectraFixtures.Gamma(calibration, range))).Message.ShouldContain(reason);

    [Fact]
    public void Read_TwoColumns_AxisUnitFromTheHeading()
    {
        var spectrum = One(SpectraFixtures.Columns());
        (spectrum.Unit, spectrum.Axis[3]).ShouldBe((SpectrumAxisUnit.KiloElectronVolt, 13));
        spectrum.Intensity.ToArray().ShouldBe(Values);
        One(SpectraFixtures.Columns().Replace(',', ';').Replace("13;1", "13,5;1,25", StringComparison.Ordinal)).Intensity[3].ShouldBe(1.25);
    }

    [Fact]
    public void ReadAll_Rows_LabelsGroupsAndFields()
    {
        var spectra = All(SpectraFixtures.Pack(SpectraFixtures.Utf8(SpectraFixtures.Rows())));
        spectra
            .Select(spectrum => (spectrum.Label, spectrum.Group, spectrum.Fields["split"]))
            .ShouldBe([("coke", "a", "train"), ("coal", "b", "test")]);
        spectra[0].Intensity.ToArray().ShouldBe(Values);
        spectra[1].Intensity.ToArray().ShouldBe(Values.Reverse());
        spectra[1].Unit.ShouldBe(SpectrumAxisUnit.Index);
    }

    [Fact]
    public void ReadAll_RowsUnderAxisValues_TakeTheAxis()
    {
        var axis = string.Join(',', Enumerable.Range(0, 12).Select(i => 700 + 2 * i));
        var spectra = All(SpectraFixtures.Utf8($"strain,{axis}\nCC-124,{string.Join(',', Values)}\n"));
        (spectra[0].Label, spectra[0].Axis[1]).ShouldBe(("CC-124", 702));
        All(SpectraFixtures.Utf8($"{axis}\n{string.Join(',', Values)}\n{string.Join(',', Values)}\n"))
            .Select(spectrum => spectrum.Axis[2])
            .ShouldBe([704, 704]);
        All(SpectraFixtures.Utf8($"{string.Join(',', Values)}\n{string.Join(',', Values)}\n")).Count.ShouldBe(2);
    }

    [Fact]
    public void Read_RaggedRows_AreNotReadInPart() =>
        Should
            .Throw<DataFormatException>(() => One(SpectraFixtures.Columns().Replace("13,1\n", "13,1,7\n", StringComparison.Ordinal)))
            .Message.ShouldContain("x:6: 3 numbers");

    [Fact]
    public void Read_Jcamp_TurnsTheFallingAxisRound()
    {
        var spectrum = One(SpectraFixtures.Jcamp());
        (spectrum.Unit, spectrum.Axis[0], spectrum.Fields["TITLE"], spectrum.Notes.Length).ShouldBe(
            (SpectrumAxisUnit.PerCentimetre, 3989, "coffee", 1)
        );
        spectrum.Intensity.ToArray().ShouldBe(Values.Reverse().Select(value => value / 2));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    [InlineData(32)]
    public void Read_SpcEven_FloatsAndScaledIntegers(int bits)
    {
        var spectrum = All(SpcWriter.Even(Values, bits)).ShouldHaveSingleItem();
        (spectrum.Unit, spectrum.Axis[0], spectrum.Axis[^1], spectrum.Fields["comment"]).ShouldBe(
            (SpectrumAxisUnit.PerCentimetre, 500, 511, "a comment")
        );
        spectrum.Intensity.ToArray().ShouldBe(Values, 1e-6);
    }

    [Fact]
    public void ReadAll_SpcWithManySpectra_SharedAndOwnAxes()
    {
        var shared = All(SpcWriter.Shared([Values, [.. Values.Reverse()]]));
        shared
            .Select(spectrum => (spectrum.Source, spectrum.Axis[1], spectrum.Intensity[0]))
            .ShouldBe([("x#1", 1002, 3), ("x#2", 1002, 8)]);
        var own = All(SpcWriter.Own([Values, [.. Values.Take(10)]]));
        own.Select(spectrum => (spectrum.Length, spectrum.Axis[^1], spectrum.Intensity[^1])).ShouldBe([(12, 1000, 3), (10, 2000, 3)]);
    }

    [Theory]
    [InlineData(0x4D, "before 1996")]
    [InlineData(0x4C, "big-endian")]
    public void Read_OtherSpc_IsRefusedByName(byte mark, string reason)
    {
        var content = SpcWriter.Even(Values, 0);
        content[1] = mark;
        Should.Throw<DataFormatException>(() => All(content)).Message.ShouldContain(reason);
    }

    [Fact]
    public void ReadAll_FolderOfArrays_OrderedWithLabels()
    {
        File.WriteAllBytes(Path.Combine(_folder, "x_000000010.npy"), NpyArray.Write(Values, Values.Length, 1));
        File.WriteAllBytes(
            Path.Combine(_folder, "x_000000009.npy"),
            NpyArray.Write(Array.ConvertAll(Values, value => 2 * (float)value), Values.Length)
        );
        File.WriteAllBytes(Path.Combine(_folder, "y.npy"), SpectraFixtures.NpyTexts("coal", "µcoke"));
        SpectraReader.ReadAll(_folder).Select(spectrum => (spectrum.Label, spectrum.Intensity[0])).ShouldBe([("coal", 6), ("µcoke", 3)]);
        File.WriteAllBytes(Path.Combine(_folder, "y.npy"), NpyArray.Write([1.0, 2, 3], 3));
        Should.Throw<DataFormatException>(() => SpectraReader.ReadAll(_folder)).Message.ShouldContain("3 labels for 2 spectra");
        Should.Throw<DataFormatException>(() => All(NpyArray.Write(new double[400], 20, 20, 1)[..^8])).Message.ShouldContain("cut off");
        Should
            .Throw<DataFormatException>(() => All(NpyArray.Write(new double[800], 2, 20, 20)))
            .Message.ShouldContain("images are no spectra");
    }

    [Fact]
    public void Attach_Table_JoinsRowByRow()
    {
        var path = Path.Combine(_folder, "y.csv");
        File.WriteAllText(path, "index,material,live_time_s,folder\n0,Steel,12.5,\"SRM 1, bar\"\n1,Coal,,SRM 2\n");
        var spectra = SpectrumLabels.Attach(All(SpectraFixtures.Utf8(SpectraFixtures.Rows())), path, "material", "folder");
        spectra
            .Select(spectrum => (spectrum.Label, spectrum.Group, spectrum.LiveTimeSeconds))
            .ShouldBe([("Steel", "SRM 1, bar", 12.5), ("Coal", "SRM 2", null)]);
        Should.Throw<DataFormatException>(() => SpectrumLabels.Attach(spectra, path, "class")).Message.ShouldContain("no column 'class'");
        Should
            .Throw<DataFormatException>(() => SpectrumLabels.Attach([spectra[0]], path, "material"))
            .Message.ShouldContain("2 rows under the header for 1");
    }

    [Theory]
    [InlineData("ucr/Coffee.csv.gz", 56, 286, "label")]
    [InlineData("raman_algae/renishaw.csv.gz", 59, 1015, "strain")]
    public void ReadAll_SharedSets_AreComplete(string file, int count, int points, string field)
    {
        var spectra = SpectraReader.ReadAll(SharedData.Require("data/spectra/" + file));
        spectra.Count.ShouldBe(count);
        spectra.ShouldAllBe(spectrum => spectrum.Length == points && spectrum.Label == spectrum.Fields[field]);
    }

    private static MaterialSpectrum One(string text) => All(Encoding.UTF8.GetBytes(text)).ShouldHaveSingleItem();

    private static IReadOnlyList<MaterialSpectrum> All(byte[] content) => SpectraReader.ReadAll(content, "x");
}
