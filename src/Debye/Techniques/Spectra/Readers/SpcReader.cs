using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Debye.Techniques.Spectra.Readers;

/// <summary>
/// Galactic (Thermo) .spc of the current format, little endian: one spectrum or many, x even or stated, y as floats or scaled integers.
/// </summary>
/// <remarks>
/// A header of 512 bytes; x values where it says so; then for every spectrum a header of 32 bytes and its values. Integers stand for
/// y·2^(bits − exponent). The format before 1996 (mark 0x4D) and the big-endian one (0x4C) are refused by name.
/// Source: Galactic Industries, Universal Data Format Specification (1997) and its header GSPC.H.
/// </remarks>
internal static class SpcReader
{
    private const byte Current = 0x4B;
    private const byte BigEndian = 0x4C;
    private const byte Old = 0x4D;
    private const int HeaderBytes = 512;
    private const int SubheaderBytes = 32;
    private const int FloatExponent = -128;

    public static bool Is(ReadOnlySpan<byte> bytes) =>
        bytes.Length > 32 && bytes[1] is Current or BigEndian or Old && bytes[..32].Contains((byte)0) && !bytes.StartsWith("PK"u8);

    public static List<MaterialSpectrum> Read(ReadOnlySpan<byte> bytes, string path)
    {
        if (bytes[1] != Current)
            throw new DataFormatException(
                path,
                0,
                bytes[1] == Old
                    ? ".spc of the format before 1996; expected the current one: save it anew."
                    : "big-endian .spc; expected the little-endian one: save it anew."
            );
        if (bytes.Length < HeaderBytes + SubheaderBytes)
            throw new DataFormatException(path, 0, "cut off within the .spc header.");
        var header = new SpcHeader(bytes, path);
        var (place, shared) = (HeaderBytes, Array.Empty<double>());
        if (header is { HasX: true, OwnX: false })
            shared = Floats(Take(bytes, ref place, header.Points, 4, path));
        var spectra = new List<MaterialSpectrum>();
        for (var k = 0; k < header.Count; k++)
        {
            var sub = Take(bytes, ref place, 1, SubheaderBytes, path);
            var points = header.OwnX ? BinaryPrimitives.ReadInt32LittleEndian(sub[16..]) : header.Points;
            var exponent = header.Many ? (sbyte)sub[1] : header.Exponent;
            var own = Take(bytes, ref place, header.OwnX ? points : 0, 4, path);
            var size = exponent != FloatExponent && header.Short ? 2 : 4;
            var values = Take(bytes, ref place, points, size, path);
            var axis =
                header.OwnX ? Floats(own)
                : header.HasX ? [.. shared]
                : header.EvenAxis();
            spectra.Add(ToSpectrum(header, axis, exponent == FloatExponent ? Floats(values) : Integers(values, size, exponent), path, k));
        }

        return spectra;
    }

    private static MaterialSpectrum ToSpectrum(SpcHeader header, double[] axis, double[] values, string path, int index)
    {
        var notes = SpectrumChecks.Order(axis, values, path, 0);
        var fields =
            header.Comment.Length > 0
                ? ImmutableDictionary<string, string>.Empty.Add("comment", header.Comment)
                : ImmutableDictionary<string, string>.Empty;
        return new MaterialSpectrum(header.Unit, axis, values)
        {
            Source = header.Count == 1 ? path : string.Create(CultureInfo.InvariantCulture, $"{path}#{index + 1}"),
            Notes = notes,
            Fields = fields,
        };
    }

    private static ReadOnlySpan<byte> Take(ReadOnlySpan<byte> bytes, ref int place, int count, int size, string path)
    {
        if (count < 0 || (long)count * size > bytes.Length - place)
            throw new DataFormatException(
                path,
                0,
                Invariant($"cut off: {count} values of {size} bytes expected at byte {place}, the file has {bytes.Length}.")
            );
        var taken = bytes.Slice(place, count * size);
        place += count * size;
        return taken;
    }

    private static double[] Floats(ReadOnlySpan<byte> bytes)
    {
        var values = new double[bytes.Length / 4];
        for (var i = 0; i < values.Length; i++)
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(4 * i)..]);
        return values;
    }

    private static double[] Integers(ReadOnlySpan<byte> bytes, int size, int exponent)
    {
        var (values, scale) = (new double[bytes.Length / size], Math.ScaleB(1, exponent - 8 * size));
        for (var i = 0; i < values.Length; i++)
            values[i] =
                scale
                * (
                    size == 2
                        ? BinaryPrimitives.ReadInt16LittleEndian(bytes[(2 * i)..])
                        : BinaryPrimitives.ReadInt32LittleEndian(bytes[(4 * i)..])
                );
        return values;
    }
}
