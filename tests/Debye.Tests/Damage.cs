using Debye.Numerics;

namespace Debye.Tests;

/// <summary>Damages files the way disks, mail programs and editors do.</summary>
internal static class Damage
{
    private static ReadOnlySpan<byte> Telling => "0123456789-+.eE,;<>&#\n\0\\\""u8;

    /// <summary>A copy with one to four changes: other bytes and bits, pieces lost or doubled, telling characters, runs of 0xFF.</summary>
    public static byte[] Mutate(byte[] content, ref RandomSource random)
    {
        var copy = content.ToList();
        var changes = 1 + random.NextInt(4);
        for (var n = 0; n < changes && copy.Count > 4; n++)
        {
            var at = random.NextInt(copy.Count);
            switch (random.NextInt(6))
            {
                case 0:
                    copy[at] = (byte)random.NextInt(256);
                    break;
                case 1:
                    copy[at] ^= (byte)(1 << random.NextInt(8));
                    break;
                case 2:
                    copy.RemoveRange(at, Math.Min(copy.Count - at, 1 + random.NextInt(30)));
                    break;
                case 3:
                    copy.InsertRange(at, copy.GetRange(at, Math.Min(copy.Count - at, 1 + random.NextInt(60))));
                    break;
                case 4:
                    copy[at] = Telling[random.NextInt(Telling.Length)];
                    break;
                default:
                    for (var i = at; i < Math.Min(copy.Count, at + 4); i++)
                        copy[i] = 0xFF;
                    break;
            }
        }

        return [.. copy];
    }
}
