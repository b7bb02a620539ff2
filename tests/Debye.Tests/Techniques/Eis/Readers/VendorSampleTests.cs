using System.Globalization;
using System.Numerics;
using Debye.Spectra;
using Debye.Techniques.Eis;
using Debye.TestSupport;

namespace Debye.Tests.Techniques.Eis.Readers;

/// <summary>Every sample of data/eis/vendor, skipped where the reference data are absent.</summary>
public sealed class VendorSampleTests
{
    /// <summary>
    /// File, spectra, points of each, first row and last row (Hz, Ω, Ω). The rows were taken from the files themselves,
    /// not from this reader.
    /// </summary>
    public static TheoryData<string, int, int, double[], double[]> Rows =>
        new()
        {
            { "impedance.py/Circuit1_EIS_1.z", 1, 48, [50000, 29.036, 0.63662], [1, 75.803, -0.16244] },
            { "impedance.py/Circuit1_EIS_2.z", 1, 48, [50000, 29.001, 0.5992], [1, 75.82, -0.17374] },
            { "impedance.py/Circuit2_EIS_1.z", 1, 56, [300000, 147.77, -11.335], [1, 654.19, 0.64271] },
            { "impedance.py/Circuit2_EIS_2.z", 1, 56, [300000, 147.68, -11.662], [1, 652.44, -2.118] },
            { "impedance.py/Circuit3_EIS_1.z", 1, 53, [150000, 1493.7, 10.377], [1, 6137.5, 17.89] },
            { "impedance.py/Circuit3_EIS_2.z", 1, 53, [150000, 1492, 11.789], [1, 6138.2, -10.151] },
            {
                "impedance.py/exampleDataAutolab.txt",
                1,
                41,
                [10000, 0.013785863964281, 0.007191946305823],
                [0.1, 0.0345697771923854, -0.00390292888845954]
            },
            { "impedance.py/exampleDataZPlot.z", 1, 21, [300000, 147.77, -11.335], [3000, 613.68, -137.13] },
            { "impedance.py/exampleDataZPlot_noComments.z", 1, 31, [300000, 642.62, -85.821], [300, 1305.3, -195.01] },
            { "impedance.py/exampleDataGamry.DTA", 1, 72, [200015.6, 825.8584, -1367.239], [0.0158898, 17007.49, -6635.557] },
            { "impedance.py/exampleDataGamryABORT.DTA", 1, 72, [200015.6, 825.8584, -1367.239], [0.0158898, 17007.49, -6635.557] },
            { "impedance.py/exampleDataBioLogic.mpt", 1, 43, [1000.3201, 65.470886, -0.38998979], [0.01689554, 110.97003, -2.3458567] },
            { "impedance.py/exampleDataVersaStudio.par", 1, 61, [100000, 55.31571, 4.575431], [0.02154435, 1516.313, -122.8279] },
            {
                "impedance.py/exampleDataParstat.txt",
                1,
                31,
                [10000, -0.00049816280376104, 0.0175143479976367],
                [10, 0.0270946491457229, -0.00399791080333837]
            },
            { "impedance.py/exampleDataPowersuite.txt", 1, 30, [0.1, 423929.46, -49014.063], [2000000, -470.54113, -1397.7358] },
            { "impedance.py/exampleDataCHInstruments.txt", 1, 73, [99610, 98.91, -2.748], [0.1, 5685, -15860] },
            {
                "impedance.py/exampleData.csv",
                1,
                66,
                [0.0031623, 0.0494998977640506, -0.020438698544418925],
                [10000, 0.015771482660485933, 0.010157474564938236]
            },
            { "autoeis/test_data.txt", 1, 67, [200019.48, 130.4171, -34.680012], [0.00099990517, 5170240.5, -2345775.5] },
            { "hybrid-drt/EISGALV_EISTest3.DTA", 1, 71, [1000078, 0.04711733, 0.1695821], [0.1001603, 0.06649166, -0.001175554] },
            {
                "hybrid-drt/PEIS_LPSCl_IonBlocking_-25C.txt",
                1,
                79,
                [7000018.5, 359.24146, -290.92038],
                [0.10002181, 1799427.6, -8093785.5]
            },
            {
                "hybrid-drt/PEIS_SSB.mpr",
                1,
                89,
                [7000018.5, 49.008689880371094, -16.160770416259766],
                [0.009997263550758362, 2416.704833984375, -454.9601745605469]
            },
            { "pyimpspec/drift-corrected-data.dta", 1, 55, [100078.1, 691.6887, -148.9397], [0.1001603, 163521.3, -207613.7] },
            {
                "pyimpspec/case-fragment.csv",
                1,
                6,
                [7196.856730011521, 112.05775995468218, -35.16622560165986],
                [1389.4954943731375, 186.6369160728213, -112.20462986265139]
            },
        };

    /// <summary>File, spectra, tolerance relative to |Z| (digits of the file): copies of pyimpspec/data-comma.csv.</summary>
    public static TheoryData<string, int, double> Copies =>
        new()
        {
            { "pyimpspec/data-comma.csv", 1, 0 },
            { "pyimpspec/data-tab.csv", 1, 1e-14 },
            { "pyimpspec/data-semicolon.csv", 1, 1e-14 },
            { "pyimpspec/data-comma-decimal-separator.csv", 1, 1e-14 },
            { "pyimpspec/data-header-variant-1.csv", 1, 1e-14 },
            { "pyimpspec/data-header-variant-2.csv", 1, 1e-12 },
            { "pyimpspec/data-header-variant-3.csv", 1, 1e-14 },
            { "pyimpspec/data-header-variant-4.csv", 1, 1e-12 },
            { "pyimpspec/case-negative-real-imaginary.csv", 1, 1e-14 },
            { "pyimpspec/case-multiple-spectra.csv", 4, 1e-14 },
            { "pyimpspec/case-multiple-spectra.mpt", 3, 1e-6 },
            { "pyimpspec/data.mpt", 1, 1e-6 },
            { "pyimpspec/data-metadata.mpt", 1, 1e-6 },
            { "pyimpspec/data.dta", 1, 1e-12 },
            { "pyimpspec/data.z", 1, 1e-6 },
            { "pyimpspec/data.i2b", 1, 1e-14 },
            { "pyimpspec/data.P00", 1, 1e-3 },
            { "pyimpspec/data.json", 1, 1e-9 },
            { "autoeis/data.dfr", 1, 1e-14 },
            { "autoeis/data.idf", 1, 2e-5 },
            { "autoeis/data.ids", 2, 2e-5 },
            { "autoeis/data.pssession", 1, 1e-12 },
            { "autoeis/data.ods", 4, 1e-12 },
            { "autoeis/data.xlsx", 4, 1e-12 },
        };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Read_Sample_CountAndEndRows(string file, int spectra, int points, double[] first, double[] last)
    {
        var read = Read(file);
        read.Length.ShouldBe(spectra);
        foreach (var spectrum in read)
        {
            spectrum.Length.ShouldBe(points);
            Row(spectrum, 0).ShouldBe(first, 1e-12 * first[0]);
            Row(spectrum, points - 1).ShouldBe(last, 1e-12 * Math.Abs(last[1]));
        }
    }

    [Theory]
    [MemberData(nameof(Copies))]
    public void Read_CopyInAnotherFormat_SameSpectrum(string file, int spectra, double tolerance)
    {
        var rows = File.ReadAllLines(Sample("pyimpspec/data-comma.csv"))
            .Skip(1)
            .Where(line => line.Length > 0)
            .Select(line => line.Split(',').Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray())
            .ToArray();
        rows.Length.ShouldBe(29);
        var read = Read(file);
        read.Length.ShouldBe(spectra);
        foreach (var spectrum in read)
        {
            spectrum.Length.ShouldBe(rows.Length);
            for (var i = 0; i < rows.Length; i++)
            {
                var expected = new Complex(rows[i][1], rows[i][2]);
                Math.Abs(spectrum.FrequencyHertz[i] - rows[i][0]).ShouldBeLessThanOrEqualTo(tolerance * rows[i][0]);
                Complex.Abs(spectrum.ImpedanceOhm[i] - expected).ShouldBeLessThanOrEqualTo(tolerance * expected.Magnitude);
            }
        }
    }

    [Fact]
    public void Read_BinaryBioLogic_EqualsItsTextAndRelaxIs()
    {
        var binary = Read("hybrid-drt/PEIS_LPSCl_IonBlocking_-25C.mpr").ShouldHaveSingleItem();
        var text = Read("hybrid-drt/PEIS_LPSCl_IonBlocking_-25C.txt").ShouldHaveSingleItem();
        var export = Read("hybrid-drt/PEIS_LPSCl_IonBlocking_-25C_RelaxIS.txt").ShouldHaveSingleItem();
        var count = binary.Length;
        count.ShouldBe(79);
        (text.Length, export.Length).ShouldBe((count, count));
        for (var i = 0; i < count; i++)
        {
            // The text has eight digits, the export is sorted the other way round.
            text.FrequencyHertz[i].ShouldBe(binary.FrequencyHertz[i], 1e-7 * binary.FrequencyHertz[i]);
            Complex.Abs(text.ImpedanceOhm[i] - binary.ImpedanceOhm[i]).ShouldBeLessThan(1e-7 * binary.ImpedanceOhm[i].Magnitude);
            export.FrequencyHertz[count - 1 - i].ShouldBe(binary.FrequencyHertz[i]);
            Complex
                .Abs(export.ImpedanceOhm[count - 1 - i] - binary.ImpedanceOhm[i])
                .ShouldBeLessThan(1e-12 * binary.ImpedanceOhm[i].Magnitude);
        }
    }

    [Fact]
    public void Read_MissingFrequencyName_EqualsTheIntactFile()
    {
        var (damaged, intact) = (
            Read("impedance.py/exampleDataBioLogic_MissingFreq.mpt")[0],
            Read("impedance.py/exampleDataBioLogic.mpt")[0]
        );
        damaged.FrequencyHertz.ToArray().ShouldBe(intact.FrequencyHertz.ToArray());
        damaged.ImpedanceOhm.ToArray().ShouldBe(intact.ImpedanceOhm.ToArray());
        damaged.Notes.ShouldContain(note => note.Contains("lacks freq/Hz", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("impedance.py/exampleDataGamryABORT.DTA", "aborted")]
    [InlineData("pyimpspec/drift-corrected-data.dta", "Drift-corrected")]
    [InlineData("pyimpspec/data-comma-decimal-separator.csv", "decimal comma")]
    [InlineData("pyimpspec/data-header-variant-4.csv", "no unit; taken as degrees")]
    [InlineData("impedance.py/exampleDataParstat.txt", "rows without frequency")]
    [InlineData("autoeis/data.pssession", "EISDataList")]
    public void Read_Sample_Says(string file, string part) =>
        Read(file)[0].Notes.ShouldContain(note => note.Contains(part, StringComparison.Ordinal));

    [Theory]
    [InlineData("autoeis/circuits_filtered.csv")]
    [InlineData("autoeis/circuits_unfiltered.csv")]
    [InlineData("hybrid-drt/sample_info.txt")]
    public void Read_NoSpectrum_IsRefused(string file)
    {
        var path = Sample(file);
        Should.Throw<DataFormatException>(() => EisReader.Read(path));
    }

    [Fact]
    public void Table_EverySample_IsChecked()
    {
        var folder = Path.GetDirectoryName(Path.GetDirectoryName(Sample("pyimpspec/data.z")))!;
        string[] others =
        [
            "autoeis/circuits_filtered.csv",
            "autoeis/circuits_unfiltered.csv",
            "hybrid-drt/sample_info.txt",
            "hybrid-drt/PEIS_LPSCl_IonBlocking_-25C.mpr",
            "hybrid-drt/PEIS_LPSCl_IonBlocking_-25C_RelaxIS.txt",
            "impedance.py/exampleDataBioLogic_MissingFreq.mpt",
        ];
        var known = Rows.Select(row => row.Data.Item1)
            .Concat(Copies.Select(row => row.Data.Item1))
            .Concat(others)
            .ToHashSet(StringComparer.Ordinal);
        var present = Directory
            .GetFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
            .Where(file => !file.Contains("LICENSE", StringComparison.Ordinal));
        present.Where(file => !known.Contains(file)).ShouldBeEmpty();
    }

    private static double[] Row(ImpedanceSpectrum spectrum, int i) =>
        [spectrum.FrequencyHertz[i], spectrum.ImpedanceOhm[i].Real, spectrum.ImpedanceOhm[i].Imaginary];

    private static ImpedanceSpectrum[] Read(string file) => EisReader.Read(Sample(file));

    private static string Sample(string file) => SharedData.Require("data/eis/vendor/" + file);
}
