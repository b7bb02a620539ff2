using System.IO.Compression;
using System.Text;

namespace Debye.Techniques.Xrd.Library;

/// <summary>Reads and writes a library: a short header, then Brotli-compressed columns.</summary>
/// <remarks>
/// Layout (little endian): "DBXL", byte version, then compressed: source text; int count; for each entry id, formula, byte
/// space group, byte parent group, six floats of the reciprocal metric, ushort reflections; then all h, all k, all l (sbyte) and all
/// amplitudes (byte, 255 = strongest). Nothing in it is executed.
/// </remarks>
public static class LibraryFile
{
    private const byte Version = 1;
    private const int MaxEntries = 5_000_000;
    private static readonly byte[] Magic = "DBXL"u8.ToArray();

    /// <summary>Writes a library under a temporary name, then renames it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="entries">The entries.</param>
    /// <param name="source">Origin and licence of the crystals.</param>
    public static void Write(string path, IReadOnlyList<LibraryEntry> entries, string source)
    {
        var temporary = path + ".tmp";
        using (var file = File.Create(temporary))
        {
            file.Write(Magic);
            file.WriteByte(Version);
            using var writer = new BinaryWriter(new BrotliStream(file, CompressionLevel.SmallestSize), Encoding.UTF8);
            writer.Write(source);
            writer.Write(entries.Count);
            foreach (var entry in entries)
            {
                writer.Write(entry.Id);
                writer.Write(entry.Formula);
                writer.Write((byte)entry.SpaceGroup);
                writer.Write((byte)entry.ParentSpaceGroup);
                foreach (var component in entry.ReciprocalMetric)
                    writer.Write((float)component);
                writer.Write((ushort)entry.Count);
            }

            for (var axis = 0; axis < 3; axis++)
                foreach (var entry in entries)
                    for (var i = 0; i < entry.Count; i++)
                        writer.Write(entry.Reflections[3 * i + axis]);
            foreach (var entry in entries)
            foreach (var amplitude in entry.Amplitudes)
                writer.Write((byte)Math.Clamp(Math.Round(255 * amplitude), 1, 255));
        }

        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Reads a library.</summary>
    /// <exception cref="DataFormatException">The file is no library, is damaged, or comes from a newer version.</exception>
    public static (IReadOnlyList<LibraryEntry> Entries, string Source) Read(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> head = stackalloc byte[5];
        if (file.ReadAtLeast(head, 5, throwOnEndOfStream: false) < 5 || !head[..4].SequenceEqual(Magic))
            throw new DataFormatException(path, 0, "no library: it does not begin with DBXL");
        if (head[4] != Version)
            throw new DataFormatException(path, 0, $"library version {head[4]}, this program reads version {Version}");
        try
        {
            using var reader = new BinaryReader(new BrotliStream(file, CompressionMode.Decompress), Encoding.UTF8);
            return Read(reader, path);
        }
        catch (Exception problem)
            when (problem
                    is EndOfStreamException
                        or InvalidDataException
                        or InvalidOperationException
                        or IOException
                        or FormatException
                        or ArgumentException
            )
        {
            throw new DataFormatException(path, 0, "the library is damaged or cut short", problem);
        }
    }

    private static (IReadOnlyList<LibraryEntry>, string) Read(BinaryReader reader, string path)
    {
        var source = reader.ReadString();
        var count = reader.ReadInt32();
        if (count is < 0 or > MaxEntries)
            throw new DataFormatException(path, 0, Invariant($"the library claims {count} entries"));
        var heads = new List<(string Id, string Formula, int Group, int Parent, double[] Metric, int Count)>();
        for (var e = 0; e < count; e++)
        {
            var (id, formula, group, parent) = (reader.ReadString(), reader.ReadString(), reader.ReadByte(), reader.ReadByte());
            if (group is < 1 or > 230 || parent is < 1 or > 230)
                throw new DataFormatException(path, 0, $"entry {id} has space group {group}");
            var metric = new double[6];
            for (var c = 0; c < 6; c++)
                metric[c] = reader.ReadSingle();
            heads.Add((id, formula, group, parent, metric, reader.ReadUInt16()));
        }

        var reflections = heads.Select(head => new sbyte[3 * head.Count]).ToArray();
        for (var axis = 0; axis < 3; axis++)
            foreach (var indices in reflections)
                for (var i = axis; i < indices.Length; i += 3)
                    indices[i] = reader.ReadSByte();
        var entries = new LibraryEntry[heads.Count];
        for (var e = 0; e < entries.Length; e++)
        {
            var amplitudes = new float[heads[e].Count];
            for (var i = 0; i < amplitudes.Length; i++)
                amplitudes[i] = reader.ReadByte() / 255f;
            entries[e] = new LibraryEntry(
                heads[e].Id,
                heads[e].Formula,
                heads[e].Group,
                heads[e].Parent,
                heads[e].Metric,
                reflections[e],
                amplitudes
            );
        }

        return (entries, source);
    }
}
