using System.Buffers.Binary;
using System.Text;

namespace Debye.Tests.Techniques.Spectra.Readers;

/// <summary>Writes .spc files for tests, by the specification.</summary>
internal static class SpcWriter
{
    /// <summary>
    /// One spectrum over an even axis 500…(500 + n − 1)/cm; integers of 16 or 32 bits with an exponent, or floats (0 bits).
    /// </summary>
    public static byte[] Even(double[] values, int bits, sbyte exponent = 8)
    {
        var content = Header(
            (byte)(bits == 16 ? 0x01 : 0),
            bits == 0 ? (sbyte)-128 : exponent,
            values.Length,
            1,
            512 + 32 + values.Length * (bits == 16 ? 2 : 4)
        );
        BinaryPrimitives.WriteDoubleLittleEndian(content.AsSpan(8), 500);
        BinaryPrimitives.WriteDoubleLittleEndian(content.AsSpan(16), 500 + values.Length - 1);
        for (var i = 0; i < values.Length; i++)
        {
            if (bits == 0)
                BinaryPrimitives.WriteSingleLittleEndian(content.AsSpan(544 + 4 * i), (float)values[i]);
            else if (bits == 16)
                BinaryPrimitives.WriteInt16LittleEndian(content.AsSpan(544 + 2 * i), (short)Math.ScaleB(values[i], 16 - exponent));
            else
                BinaryPrimitives.WriteInt32LittleEndian(content.AsSpan(544 + 4 * i), (int)Math.ScaleB(values[i], 32 - exponent));
        }

        return content;
    }

    /// <summary>Several spectra of floats over one stated axis, 1000, 1002, 1004, …</summary>
    public static byte[] Shared(double[][] spectra)
    {
        var points = spectra[0].Length;
        var content = Header(0x80 | 0x04, -128, points, spectra.Length, 512 + 4 * points + spectra.Length * (32 + 4 * points));
        var place = Floats(content, 512, [.. Enumerable.Range(0, points).Select(i => 1000.0 + 2 * i)]);
        foreach (var values in spectra)
        {
            content[place + 1] = 0x80;
            place = Floats(content, place + 32, values);
        }

        return content;
    }

    /// <summary>Several spectra of floats, each over an axis of its own that starts at 1000 times its number and falls.</summary>
    public static byte[] Own(double[][] spectra)
    {
        var content = Header(0x80 | 0x40 | 0x04, -128, 0, spectra.Length, 512 + spectra.Sum(values => 32 + 8 * values.Length));
        var (place, number) = (512, 0);
        foreach (var values in spectra)
        {
            content[place + 1] = 0x80;
            BinaryPrimitives.WriteInt32LittleEndian(content.AsSpan(place + 16), values.Length);
            number++;
            place = Floats(content, place + 32, [.. values.Select((_, i) => 1000.0 * number - i)]);
            place = Floats(content, place, values);
        }

        return content;
    }

    private static byte[] Header(byte flags, sbyte exponent, int points, int count, int size)
    {
        var content = new byte[size];
        (content[0], content[1], content[3], content[28]) = (flags, 0x4B, unchecked((byte)exponent), 13);
        BinaryPrimitives.WriteInt32LittleEndian(content.AsSpan(4), points);
        BinaryPrimitives.WriteInt32LittleEndian(content.AsSpan(24), count);
        Encoding.ASCII.GetBytes("a comment").CopyTo(content, 88);
        return content;
    }

    private static int Floats(byte[] content, int place, double[] values)
    {
        for (var i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(content.AsSpan(place + 4 * i), (float)values[i]);
        return place + 4 * values.Length;
    }
}
