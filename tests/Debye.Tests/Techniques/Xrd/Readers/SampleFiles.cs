using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Debye.Tests.Techniques.Xrd.Readers;

/// <summary>Files made here in every format that is read: 60 points from 10° in steps of 0.5°, intensity 100 + i² / 10.</summary>
internal static class SampleFiles
{
    public const int Count = 60;

    public static double X(int i) => 10 + 0.5 * i;

    public static double Y(int i) => 100 + i * i / 10.0;

    public static IEnumerable<(string Name, byte[] Content)> All()
    {
        yield return ("plain.xy", Text(i => Invariant($"{X(i)} {Y(i)}")));
        yield return ("raw1.raw", Raw1());
        yield return ("raw2.raw", Raw2());
        yield return ("raw3.raw", Raw3());
        yield return ("raw4.raw", Raw4());
        yield return ("raw4wide.raw", Raw4(8));
        yield return ("scan.brml", Brml());
        yield return ("scan.xrdml", Encoding.UTF8.GetBytes(Xrdml()));
        yield return ("std.gsa", Encoding.UTF8.GetBytes(Gsas("STD")));
        yield return ("esd.gsa", Encoding.UTF8.GetBytes(Gsas("ESD")));
        yield return ("scan.fxye", Encoding.UTF8.GetBytes(Gsas("FXYE")));
        yield return ("affn.jdx", Encoding.UTF8.GetBytes(Jcamp("(X++(Y..Y))", Affn())));
        yield return ("dif.jdx", Encoding.UTF8.GetBytes(Jcamp("(X++(Y..Y))", Dif())));
        yield return (
            "points.jdx",
            Encoding.UTF8.GetBytes(Jcamp("(XY..XY)", string.Join('\n', Range(i => Invariant($"{X(i)},{10 * Y(i)}")))))
        );
    }

    public static byte[] Text(Func<int, string> line, string header = "") =>
        Encoding.UTF8.GetBytes(header + string.Join('\n', Range(line)) + "\n");

    public static IEnumerable<string> Range(Func<int, string> line) => Enumerable.Range(0, Count).Select(line);

    public static string Xrdml(string? positions = null, string? data = null) =>
        $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <xrdMeasurements xmlns="http://www.xrdml.com/XRDMeasurement/1.5" status="Completed">
              <xrdMeasurement measurementType="Scan">
                <usedWavelength intended="K-Alpha 1"><kAlpha1 unit="Angstrom">1.5405980</kAlpha1>
                <kAlpha2 unit="Angstrom">1.5444260</kAlpha2></usedWavelength>
                <scan mode="Continuous" scanAxis="Gonio"><dataPoints>
                  <positions axis="2Theta" unit="deg">{positions
                ?? Invariant($"<startPosition>{X(0)}</startPosition><endPosition>{X(Count - 1)}</endPosition>")}</positions>
                  <positions axis="Omega" unit="deg"><startPosition>5</startPosition><endPosition>20</endPosition></positions>
                  {data
                ?? $"<intensities unit=\"counts\">{string.Join(' ', Range(i => Invariant($"{Y(i)}")))}</intensities>"}
                </dataPoints></scan>
              </xrdMeasurement>
            </xrdMeasurements>
            """;

    public static string Gsas(string type)
    {
        var text = new StringBuilder("a title\n# a comment\n").Append(
            CultureInfo.InvariantCulture,
            $"BANK 1 {Count} 6 CONST {100 * X(0)} 50.0 0 0 {type}\n"
        );
        if (type == "FXYE")
            return text.AppendJoin('\n', Range(i => Invariant($"{100 * X(i)} {Y(i)} {Math.Sqrt(Y(i)):f3}"))).Append('\n').ToString();
        for (var i = 0; i < Count; i++)
        {
            text.Append(type == "STD" ? Invariant($" 1{Y(i), 6:f1}") : Invariant($"{Y(i), 8:f2}{Math.Sqrt(Y(i)), 8:f3}"));
            if ((i + 1) % (type == "STD" ? 10 : 5) == 0)
                text.Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Ordinates are ten times Y: whole numbers, YFACTOR 0.1.</summary>
    public static string Jcamp(string form, string data) =>
        Invariant(
            $"""
            ##TITLE= made by a test
            ##JCAMP-DX= 4.24 $$ comment
            ##DATA TYPE= X-RAY DIFFRACTION
            ##XUNITS= 2THETA
            ##YUNITS= COUNTS
            ##.WAVELENGTH= 1.54056
            ##FIRSTX= {X(0)}
            ##LASTX= {X(Count - 1)}
            ##XFACTOR= 1
            ##YFACTOR= 0.1
            ##NPOINTS= {Count}
            ##{(form.StartsWith("(X+", StringComparison.Ordinal) ? "XYDATA" : "XYPOINTS")}= {form}
            {data}
            ##END=

            """
        );

    public static string Affn()
    {
        var text = new StringBuilder();
        for (var i = 0; i < Count; i += 6)
            text.Append(CultureInfo.InvariantCulture, $"{X(i)} ")
                .AppendJoin(' ', Enumerable.Range(i, 6).Select(n => Whole(n).ToString(CultureInfo.InvariantCulture)))
                .Append('\n');
        return text.ToString().TrimEnd();
    }

    /// <summary>
    /// First value of each line SQZ, the others DIF; from the second line on the first repeats the last of the line before.
    /// </summary>
    public static string Dif()
    {
        var text = new StringBuilder();
        for (var i = 0; i < Count; i += 6)
        {
            text.Append(CultureInfo.InvariantCulture, $"{X(i)}").Append(Squeeze(Whole(i == 0 ? 0 : i - 1)));
            for (var n = Math.Max(1, i); n < i + 6; n++)
                text.Append(Squeeze(Whole(n) - Whole(n - 1), "%JKLMNOPQR", "jklmnopqr"));
            text.Append('\n');
        }

        return text.ToString().TrimEnd();
    }

    public static byte[] Raw1()
    {
        var file = new MemoryStream();
        for (var range = 0; range < 2; range++)
        {
            file.Write("RAW "u8);
            Put(file, Count, 1f, 0.5f, 0, 0, (float)X(0), -1e6f, -1e6f, -1e6f);
            file.Write(new byte[32]);
            Put(file, 1.5406f, 1.5444f);
            file.Write(new byte[72]);
            Put(file, range == 0 ? 1 : 0);
            Counts(file);
        }

        return file.ToArray();
    }

    public static byte[] Raw2()
    {
        var file = new MemoryStream();
        file.Write("RAW2"u8);
        file.Write(BitConverter.GetBytes((ushort)1));
        file.Write(new byte[190 - 6]);
        Put(file, 1.5406f, 1.5444f);
        file.Write(new byte[256 - 198]);
        file.Write(BitConverter.GetBytes((ushort)52));
        file.Write(BitConverter.GetBytes((ushort)Count));
        Put(file, 0, 1f, 0.5f, (float)X(0));
        file.Write(new byte[52 - 20]);
        Counts(file);
        return file.ToArray();
    }

    public static byte[] Raw3()
    {
        var file = new MemoryStream(new byte[712 + 304 + 16 + 4 * Count]);
        file.Write("RAW1.01"u8);
        At(file, 8, 1);
        At(file, 12, 1);
        At(file, 624, 1.54056);
        At(file, 712, 304);
        At(file, 716, Count);
        At(file, 712 + 16, X(0));
        At(file, 712 + 176, 0.5);
        At(file, 712 + 256, 16);
        file.Position = 712 + 304 + 16;
        Counts(file);
        return file.ToArray();
    }

    public static byte[] Raw4(int record = 4)
    {
        var file = new MemoryStream(new byte[61 + 40 + 120 + 160 + 64 + record * Count]);
        file.Write("RAW4.00"u8);
        At(file, 61, 10);
        At(file, 65, 40);
        At(file, 101, 30);
        At(file, 105, 120);
        At(file, 101 + 80, 1.54056);
        const int Head = 221;
        file.Position = Head + 32;
        file.Write("Locked Coupled"u8);
        At(file, Head + 72, X(0));
        At(file, Head + 80, 0.5);
        At(file, Head + 88, Count);
        At(file, Head + 136, record);
        At(file, Head + 140, 64);
        At(file, Head + 160, 50);
        At(file, Head + 164, 64);
        for (var i = 0; i < Count; i++)
        {
            file.Position = Head + 160 + 64 + record * i;
            Put(file, (float)Y(i));
            if (record == 8)
                Put(file, 1);
        }

        return file.ToArray();
    }

    public static byte[] Brml(string? rawData = null)
    {
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Entry(zip, "Experiment0/DataContainer.xml", "<DataContainer/>");
            Entry(
                zip,
                "Experiment0/MeasurementContainer.xml",
                "<M><MountedTube><WaveLengthAlpha1 Unit=\"Å\" Value=\"1.5406\"/></MountedTube></M>"
            );
            Entry(
                zip,
                "Experiment0/RawData0.xml",
                rawData
                    ?? $"""
                    <RawData xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><DataRoutes><DataRoute>
                    <ScanInformation><MeasurementPoints>{Count}</MeasurementPoints></ScanInformation>
                    <DataViews>
                      <RawDataView Start="0" Length="1" LogicName="MeasuredTime"/>
                      <RawDataView Start="2" Length="2"><Varying><FieldDefinitions TwoTheta="TwoTheta"/><FieldDefinitions Theta="Theta"/>
                      </Varying></RawDataView>
                      <RawDataView Start="4" Length="1"><Recording LogicName="ScanCounter"/></RawDataView>
                    </DataViews>
                    {string.Join('\n', Range(i => Invariant($"<Datum>1,1,{X(i)},{X(i) / 2},{Y(i)}</Datum>")))}
                    </DataRoute></DataRoutes></RawData>
                    """
            );
        }

        return file.ToArray();
    }

    private static void Entry(ZipArchive zip, string name, string text)
    {
        using var writer = new StreamWriter(zip.CreateEntry(name).Open());
        writer.Write(text);
    }

    private static int Whole(int i) => (int)Math.Round(10 * Y(i));

    private static string Squeeze(int value, string positive = "@ABCDEFGHI", string negative = "abcdefghi")
    {
        var digits = Math.Abs(value).ToString(CultureInfo.InvariantCulture);
        var lead = digits[0] - '0';
        return (value < 0 ? negative[lead - 1] : positive[lead]) + digits[1..];
    }

    private static void Counts(Stream file)
    {
        for (var i = 0; i < Count; i++)
            Put(file, (float)Y(i));
    }

    private static void Put(Stream file, params object[] values)
    {
        foreach (var value in values)
            file.Write(value is int n ? BitConverter.GetBytes(n) : BitConverter.GetBytes((float)value));
    }

    private static void At(Stream file, int position, object value)
    {
        file.Position = position;
        file.Write(value is int n ? BitConverter.GetBytes(n) : BitConverter.GetBytes((double)value));
    }
}
