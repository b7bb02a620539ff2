using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Debye.Io;

namespace Debye.Tests.Techniques.Spectra.Readers;

/// <summary>Small files of every format, written here.</summary>
internal static class SpectraFixtures
{
    public static double[] Values { get; } = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8];

    public static IEnumerable<(string Name, byte[] Content)> All()
    {
        yield return ("gamma.spe", Utf8(Gamma()));
        yield return ("columns.csv", Utf8(Columns()));
        yield return ("rows.csv", Utf8(Rows()));
        yield return ("ir.jdx", Utf8(Jcamp()));
        yield return ("even.spc", SpcWriter.Even(Values, 0));
        yield return ("many.spc", SpcWriter.Own([Values, Values]));
        yield return ("array.npy", NpyArray.Write(Values, 1, Values.Length));
        yield return ("packed.csv.gz", Pack(Utf8(Rows())));
    }

    public static string Gamma(string calibration = "$ENER_FIT:\n-1.5 0.5\n", string range = "0 11") =>
        "$SPEC_ID:\nfoundry coke\n$SPEC_REM:\nDET# 1\n$DATE_MEA:\n07/13/2016 10:00:00\n$MEAS_TIM:\n48097.7 56455.2\n$DATA:\n"
        + $"{range}\n{string.Join('\n', Values)}\n$ROI:\n0\n{calibration}";

    public static string Columns() =>
        "# made up\nenergy / keV,counts\n" + string.Join('\n', Values.Select((value, i) => $"{10 + i},{value}")) + "\n";

    public static string Rows() =>
        "split,label,group,"
        + string.Join(',', Values.Select((_, i) => $"t{i}"))
        + $"\ntrain,coke,a,{string.Join(',', Values)}\ntest,coal,b,{string.Join(',', Values.Reverse())}\n";

    public static string Jcamp() =>
        "##TITLE=coffee\n##JCAMP-DX=4.24\n##DATA TYPE=INFRARED SPECTRUM\n##XUNITS=1/CM\n##YUNITS=ABSORBANCE\n##FIRSTX=4000\n"
        + $"##LASTX=3989\n##NPOINTS=12\n##XFACTOR=1\n##YFACTOR=0.5\n##XYDATA=(X++(Y..Y))\n4000 {string.Join(' ', Values)}\n##END=\n";

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static byte[] Pack(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress))
            gzip.Write(content);
        return packed.ToArray();
    }

    /// <summary>An .npy file with texts, as NumPy writes them.</summary>
    public static byte[] NpyTexts(params string[] texts)
    {
        var longest = texts.Max(text => text.Length);
        var header = $"{{'descr': '<U{longest}', 'fortran_order': False, 'shape': ({texts.Length},), }}".PadRight(117) + "\n";
        var content = new byte[128 + 4 * longest * texts.Length];
        NpyArray.Write([0.0], 1).AsSpan(0, 8).CopyTo(content);
        BinaryPrimitives.WriteUInt16LittleEndian(content.AsSpan(8), 118);
        Encoding.ASCII.GetBytes(header).CopyTo(content, 10);
        for (var i = 0; i < texts.Length; i++)
            Encoding.UTF32.GetBytes(texts[i]).CopyTo(content, 128 + 4 * longest * i);
        return content;
    }
}
