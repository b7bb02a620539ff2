using System.Buffers.Binary;

namespace Debye.Techniques.Eis.Readers;

/// <summary>BioLogic EC-Lab binary (.mpr): the module "VMP data" with its columns.</summary>
/// <remarks>
/// A file is a magic line of 52 bytes and modules: "MODULE", short name (10 bytes), long name (25), lengths, version,
/// date, data. The data module starts with the number of points (4 bytes), of columns (1) and their ids (2 each);
/// the points follow at an offset that depends on the version. Ids, widths and offsets as documented by the projects
/// galvani and yadg; version 11 tried on instrument files (equal to the program's text export), older ones not.
/// </remarks>
internal static class BioLogicMprReader
{
    private const int MagicLength = 52;
    private const int FrequencyId = 32;
    private const int RealId = 37;
    private const int NegativeImaginaryId = 38;

    private const int OneByte = 509;

    /// <summary>Ids that share one byte of flags.</summary>
    private static readonly HashSet<int> Flags = [1, 2, 3, 21, 31, 65];

    private static readonly HashSet<int> TwoBytes = [39, 131];

    private static readonly HashSet<int> EightBytes =
    [
        4,
        7,
        11,
        13,
        23,
        24,
        74,
        123,
        124,
        125,
        126,
        182,
        211,
        438,
        467,
        498,
        499,
        500,
        501,
        502,
    ];

    public static bool Is(ReadOnlySpan<byte> bytes) => bytes.StartsWith("BIO-LOGIC MODULAR FILE"u8);

    public static List<ImpedanceData> Read(ReadOnlySpan<byte> bytes, string path)
    {
        var at = MagicLength;
        while (at + 57 <= bytes.Length)
        {
            if (!bytes[at..].StartsWith("MODULE"u8))
                throw new DataFormatException(path, 0, Invariant($"expected 'MODULE' at byte {at}."));
            // Newer files have a maximal length of 0xFFFFFFFF before the length, and a word after it.
            var newer = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(at + 41)..]) == uint.MaxValue;
            var head = newer ? 65 : 57;
            if (at + head > bytes.Length)
                break;
            long length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(at + (newer ? 45 : 41))..]);
            if (at + head + length > bytes.Length)
                throw new DataFormatException(
                    path,
                    0,
                    Invariant($"cut off: the module at byte {at} announces {length} bytes, {bytes.Length - at - head} are left.")
                );
            var version = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(at + head - 12)..]);
            if (bytes[(at + 6)..].StartsWith("VMP data"u8))
                return [ReadData(bytes.Slice(at + head, (int)length), version, path)];
            at += head + (int)length;
        }

        throw new DataFormatException(path, 0, "no module 'VMP data'.");
    }

    private static ImpedanceData ReadData(ReadOnlySpan<byte> module, uint version, string path)
    {
        if (module.Length < 5)
            throw new DataFormatException(path, 0, "the data module is too short.");
        var points = BinaryPrimitives.ReadUInt32LittleEndian(module);
        var ids = ColumnIds(module, version, path);
        var offset = version switch
        {
            0 => 100,
            2 => 405,
            3 => 406,
            10 or 11 => 1007,
            _ => throw new DataFormatException(path, 0, $"data module of unknown version {version}; known are 0, 2, 3, 10 and 11."),
        };
        var (frequency, real, imaginary) = (-1, -1, -1);
        var (row, flags) = (0, false);
        foreach (var id in ids)
        {
            if (id == FrequencyId)
                frequency = row;
            else if (id == RealId)
                real = row;
            else if (id == NegativeImaginaryId)
                imaginary = row;
            var width = Width(id, flags);
            flags |= Flags.Contains(id);
            row += width;
        }

        if (frequency < 0 || real < 0 || imaginary < 0)
            throw new DataFormatException(path, 0, "no impedance: expected the columns freq/Hz, Re(Z)/Ohm and -Im(Z)/Ohm.");
        if (offset + points * (long)row != module.Length)
            throw new DataFormatException(
                path,
                0,
                Invariant(
                    $"{points} points of {row} bytes do not fill the data module of {module.Length} bytes: columns {string.Join(' ', ids)}."
                )
            );
        var data = new ImpedanceData(new List<ImpedancePoint>((int)points), ["The column is −Z″; its sign was turned."]);
        for (var i = 0; i < points; i++)
        {
            var values = module.Slice(offset + i * row, row);
            data.Points.Add(new ImpedancePoint(Single(values, frequency), new(Single(values, real), -Single(values, imaginary)), 0));
        }

        return data;
    }

    private static int[] ColumnIds(ReadOnlySpan<byte> module, uint version, string path)
    {
        int count = module[4];
        var width = version == 0 ? 1 : 2;
        if (5 + count * width > module.Length)
            throw new DataFormatException(path, 0, Invariant($"the data module is too short for {count} columns."));
        var ids = new int[count];
        // The byte order of the ids differs between versions: the right one knows the frequency.
        foreach (var big in (bool[])[true, false])
        {
            for (var i = 0; i < count; i++)
                ids[i] = width == 1 ? module[5 + i] : Id(module[(5 + 2 * i)..], big);
            if (ids.Contains(FrequencyId))
                break;
        }

        return ids;
    }

    private static int Id(ReadOnlySpan<byte> bytes, bool bigEndian) =>
        bigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    private static int Width(int id, bool flags)
    {
        if (Flags.Contains(id))
            return flags ? 0 : 1;
        if (TwoBytes.Contains(id))
            return 2;
        if (id == OneByte)
            return 1;
        return EightBytes.Contains(id) ? 8 : 4;
    }

    private static double Single(ReadOnlySpan<byte> row, int at) => BinaryPrimitives.ReadSingleLittleEndian(row[at..]);
}
