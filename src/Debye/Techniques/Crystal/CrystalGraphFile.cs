using System.Buffers.Binary;
using System.Numerics;

namespace Debye.Techniques.Crystal;

/// <summary>Keeps graphs on disk, so that a training need not build them again.</summary>
/// <remarks>
/// Layout (little endian): "DBXG", byte version, then records: int length, uint CRC-32C, bytes. The first holds the options and the
/// source; each further one a graph (name, sites, atomic numbers, multiplicities, edges of each site, neighbours, distances as float32,
/// images, directions where they are kept); the last is empty. About nine bytes an edge. Nothing in it is executed.
/// </remarks>
public static class CrystalGraphFile
{
    private const byte Version = 2;
    private const int HeadLength = 5;
    private const int RecordHeadLength = 8;
    private static readonly byte[] s_magic = "DBXG"u8.ToArray();

    /// <summary>Writes graphs under a temporary name, then renames the file.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="graphs">The graphs, taken one by one.</param>
    /// <param name="options">How they were built.</param>
    /// <param name="source">What they were built of.</param>
    /// <returns>How many were written.</returns>
    public static int Write(string path, IEnumerable<CrystalGraph> graphs, CrystalOptions options, string source)
    {
        ArgumentNullException.ThrowIfNull(graphs);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(source);
        options.Validate();
        var temporary = path + ".tmp";
        var count = 0;
        using (var file = new BufferedStream(File.Create(temporary), 1 << 16))
        {
            file.Write(s_magic);
            file.WriteByte(Version);
            WriteRecord(file, CrystalGraphRecord.WriteHead(options, source));
            foreach (var graph in graphs)
            {
                WriteRecord(file, CrystalGraphRecord.Write(graph));
                count++;
            }

            WriteRecord(file, []);
        }

        File.Move(temporary, path, overwrite: true);
        return count;
    }

    /// <summary>Reads a file of graphs.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">The file holds no graphs, is damaged or cut short, or comes from a newer version.</exception>
    public static CrystalGraphSet Read(string path)
    {
        using var file = new BufferedStream(File.OpenRead(path), 1 << 16);
        return Read(file, path);
    }

    /// <summary>Reads graphs from a stream that can tell its length.</summary>
    /// <param name="stream">From its position to its end.</param>
    /// <param name="name">Name in messages.</param>
    /// <exception cref="DataFormatException">The stream holds no graphs, is damaged or cut short, or comes from a newer
    /// version.</exception>
    public static CrystalGraphSet Read(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Span<byte> head = stackalloc byte[HeadLength];
        if (stream.ReadAtLeast(head, HeadLength, throwOnEndOfStream: false) < HeadLength || !head[..s_magic.Length].SequenceEqual(s_magic))
            throw new DataFormatException(name, 0, "no crystal graphs: it does not begin with DBXG");
        if (head[^1] != Version)
            throw new DataFormatException(name, 0, $"crystal graphs of version {head[^1]}, this program reads version {Version}");
        var record = 0;
        try
        {
            var (options, source) = CrystalGraphRecord.ReadHead(ReadRecord(stream));
            var graphs = new List<CrystalGraph>();
            for (record = 1; ReadRecord(stream) is { Length: > 0 } bytes; record++)
                graphs.Add(CrystalGraphRecord.Read(bytes));
            if (stream.Position != stream.Length)
                throw new InvalidDataException("bytes follow the last record");
            return new CrystalGraphSet(options, source, graphs);
        }
        catch (Exception problem) when (problem is IOException or InvalidDataException or FormatException or ArgumentException)
        {
            throw new DataFormatException(
                name,
                0,
                Invariant($"the crystal graphs are damaged at record {record}: {problem.Message.ReplaceLineEndings(" ")}"),
                problem
            );
        }
    }

    private static void WriteRecord(Stream stream, byte[] record)
    {
        Span<byte> head = stackalloc byte[RecordHeadLength];
        BinaryPrimitives.WriteInt32LittleEndian(head, record.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head[4..], Checksum(record));
        stream.Write(head);
        stream.Write(record);
    }

    private static byte[] ReadRecord(Stream stream)
    {
        Span<byte> head = stackalloc byte[RecordHeadLength];
        stream.ReadExactly(head);
        var length = BinaryPrimitives.ReadInt32LittleEndian(head);
        if (length < 0 || length > stream.Length - stream.Position)
            throw new InvalidDataException(Invariant($"a record of {length} bytes is longer than the file"));
        var record = new byte[length];
        stream.ReadExactly(record);
        var expected = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
        return Checksum(record) == expected ? record : throw new InvalidDataException("the checksum is wrong");
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var value in bytes)
            crc = BitOperations.Crc32C(crc, value);
        return ~crc;
    }
}
