using System.Buffers.Binary;
using System.Text;
using Debye.Spectra;

namespace Debye.Techniques.Xrd.Readers;

/// <summary>Bruker/Siemens .raw, versions 1 ("RAW "), 2 ("RAW2"), 3 ("RAW1.01") and 4 ("RAW4.00").</summary>
/// <remarks>
/// Little-endian. Offsets as published in the user's manual of DIFFRAC plus XCH 5.0 (2002), appendix A, and documented
/// by the xylib project. Bytes whose meaning is not needed are skipped.
/// </remarks>
internal static class BrukerRawReader
{
    public static bool Is(ReadOnlySpan<byte> content) =>
        content.StartsWith("RAW "u8) || content.StartsWith("RAW2"u8) || content.StartsWith("RAW1.01"u8) || content.StartsWith("RAW4.00"u8);

    public static List<ScanData> Read(ReadOnlySpan<byte> content, string path)
    {
        var scans = content[3] switch
        {
            (byte)' ' => Version1(content, path),
            (byte)'2' => Version2(content, path),
            (byte)'1' => Version3(content, path),
            _ => Version4(content, path),
        };
        return scans.Count > 0 ? scans : throw new DataFormatException(path, 0, "no scan over 2θ in this Bruker file.");
    }

    private static List<ScanData> Version1(ReadOnlySpan<byte> content, string path)
    {
        var scans = new List<ScanData>();
        var cursor = new Cursor(content, path) { Position = 4 };
        do
        {
            // Later ranges may or may not repeat the mark.
            if (scans.Count > 0 && cursor.StartsWith("RAW "u8))
                cursor.Position += 4;
            var head = cursor.Position - 4;
            var count = cursor.Count(head + 4);
            var (step, start, wavelength) = (cursor.Single(head + 12), cursor.Single(head + 24), cursor.Single(head + 72));
            var more = cursor.Int32(head + 152);
            cursor.Position = head + 156;
            scans.Add(Scan(cursor.Singles(count), start, step, wavelength));
            if (more == 0)
                break;
        } while (cursor.Position < content.Length);
        return scans;
    }

    private static List<ScanData> Version2(ReadOnlySpan<byte> content, string path)
    {
        var scans = new List<ScanData>();
        var cursor = new Cursor(content, path);
        var ranges = cursor.UInt16(4);
        var wavelength = cursor.Single(190);
        cursor.Position = 256;
        for (var n = 0; n < ranges; n++)
        {
            var head = cursor.Position;
            var length = cursor.UInt16(head);
            if (length < 48)
                throw new DataFormatException(
                    path,
                    0,
                    Invariant($"range {n + 1} has a header of {length} bytes; at least 48 are expected.")
                );
            var count = cursor.UInt16(head + 2);
            var (step, start) = (cursor.Single(head + 12), cursor.Single(head + 16));
            cursor.Position = head + length;
            scans.Add(Scan(cursor.Singles(count), start, step, wavelength));
        }

        return scans;
    }

    private static List<ScanData> Version3(ReadOnlySpan<byte> content, string path)
    {
        var scans = new List<ScanData>();
        var cursor = new Cursor(content, path);
        var ranges = cursor.Count(12);
        var wavelength = cursor.Double(624);
        cursor.Position = 712;
        for (var n = 0; n < ranges; n++)
        {
            var head = cursor.Position;
            var length = cursor.Count(head);
            if (length != 304)
                throw new DataFormatException(path, 0, Invariant($"range {n + 1} has a header of {length} bytes; 304 are expected."));
            var (count, start, step) = (cursor.Count(head + 4), cursor.Double(head + 16), cursor.Double(head + 176));
            cursor.Position = head + length;
            cursor.Skip(cursor.Count(head + 256));
            scans.Add(Scan(cursor.Singles(count), start, step, wavelength));
        }

        return scans;
    }

    private static List<ScanData> Version4(ReadOnlySpan<byte> content, string path)
    {
        var scans = new List<ScanData>();
        var cursor = new Cursor(content, path) { Position = 61 };
        var wavelength = 0.0;
        while (cursor.Position < content.Length && cursor.Int32(cursor.Position) is not (0 or 160))
        {
            if (cursor.Int32(cursor.Position) == 30)
                wavelength = cursor.Double(cursor.Position + 80);
            SkipSegment(ref cursor, path);
        }

        while (cursor.Position < content.Length && cursor.Int32(cursor.Position) is 0 or 160)
        {
            var head = cursor.Position;
            var type = cursor.Text(head + 32, 24);
            var (start, step, count) = (cursor.Double(head + 72), cursor.Double(head + 80), cursor.Count(head + 88));
            var (used, size, extra) = (cursor.Double(head + 112), cursor.Count(head + 136), cursor.Count(head + 140));
            cursor.Position = head + 160;
            cursor.Skip(extra);
            var isTwoTheta =
                type.Contains("Coupled", StringComparison.OrdinalIgnoreCase)
                || type.Replace(" ", "").Contains("2Theta", StringComparison.OrdinalIgnoreCase)
                || type.Contains("TwoTheta", StringComparison.OrdinalIgnoreCase);
            // A record is the intensity, in wider records followed by flags.
            if (isTwoTheta && size is >= 4 and <= 64)
                scans.Add(Scan(cursor.Singles(count, size), start, step, wavelength > 0 ? wavelength : used));
            else
                cursor.Skip((long)size * count);
        }

        return scans;
    }

    private static void SkipSegment(ref Cursor cursor, string path)
    {
        var length = cursor.Count(cursor.Position + 4);
        if (length < 8)
            throw new DataFormatException(
                path,
                0,
                Invariant($"segment of {length} bytes at byte {cursor.Position}; at least 8 are expected.")
            );
        cursor.Skip(length);
    }

    private static ScanData Scan(double[] intensity, double start, double step, double wavelength) =>
        new()
        {
            Kind = AxisKind.TwoThetaDegrees,
            Axis = [.. Enumerable.Range(0, intensity.Length).Select(i => start + i * step)],
            Intensity = intensity,
            WavelengthAngstrom = wavelength,
        };

    /// <summary>A place in the bytes; every read is checked.</summary>
    private ref struct Cursor(ReadOnlySpan<byte> content, string path)
    {
        private readonly ReadOnlySpan<byte> _content = content;

        public int Position { get; set; }

        public readonly bool StartsWith(ReadOnlySpan<byte> mark) => Position <= _content.Length && _content[Position..].StartsWith(mark);

        public readonly int Int32(int at) => BinaryPrimitives.ReadInt32LittleEndian(Slice(at, 4));

        public readonly int UInt16(int at) => BinaryPrimitives.ReadUInt16LittleEndian(Slice(at, 2));

        public readonly float Single(int at) => BinaryPrimitives.ReadSingleLittleEndian(Slice(at, 4));

        public readonly double Double(int at) => BinaryPrimitives.ReadDoubleLittleEndian(Slice(at, 8));

        public readonly string Text(int at, int length) => Encoding.Latin1.GetString(Slice(at, length)).TrimEnd('\0', ' ');

        public readonly int Count(int at)
        {
            var value = Int32(at);
            return value >= 0 ? value : throw new DataFormatException(path, 0, Invariant($"negative count {value} at byte {at}."));
        }

        public void Skip(long bytes)
        {
            if (bytes > _content.Length - Position)
                throw Short(Position + bytes);
            Position += (int)bytes;
        }

        public double[] Singles(int count, int stride = 4)
        {
            if (count > (_content.Length - Position) / stride)
                throw Short(Position + (long)stride * count);
            var values = new double[count];
            for (var i = 0; i < count; i++)
                values[i] = Single(Position + stride * i);
            Position += stride * count;
            return values;
        }

        private readonly ReadOnlySpan<byte> Slice(int at, int length) =>
            at >= 0 && at <= _content.Length - length ? _content.Slice(at, length) : throw Short((long)at + length);

        private readonly DataFormatException Short(long needed) =>
            new(path, 0, Invariant($"the file ends after {_content.Length} bytes where {needed} are needed: it is cut off or damaged."));
    }
}
