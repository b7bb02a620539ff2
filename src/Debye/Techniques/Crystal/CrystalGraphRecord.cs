using System.Text;
using Debye.Crystals.Neighbours;

namespace Debye.Techniques.Crystal;

/// <summary>Bytes of one graph, and of the head of a file of graphs. Whole numbers take as many bytes as they need.</summary>
internal static class CrystalGraphRecord
{
    public static byte[] Write(CrystalGraph graph)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write(graph.Id);
        writer.Write7BitEncodedInt(graph.Sites);
        writer.Write(graph.AtomicNumbers);
        foreach (var multiplicity in graph.Multiplicities)
            writer.Write7BitEncodedInt(multiplicity);
        for (var i = 0; i < graph.Sites; i++)
            writer.Write7BitEncodedInt(graph.Offsets[i + 1] - graph.Offsets[i]);
        foreach (var neighbour in graph.Neighbours)
            writer.Write7BitEncodedInt(neighbour);
        foreach (var distance in graph.DistancesAngstrom)
            writer.Write(distance);
        foreach (var image in graph.Images)
        {
            writer.Write7BitEncodedInt(Fold(image.A));
            writer.Write7BitEncodedInt(Fold(image.B));
            writer.Write7BitEncodedInt(Fold(image.C));
        }

        writer.Write(!graph.Directions.IsEmpty);
        foreach (var component in graph.Directions)
            writer.Write(component);
        return bytes.ToArray();
    }

    /// <summary>
    /// Reads a graph; whatever is wrong with the bytes throws an <see cref="IOException"/>, <see cref="FormatException"/>,
    /// <see cref="InvalidDataException"/> or <see cref="ArgumentException"/>.
    /// </summary>
    public static CrystalGraph Read(byte[] record)
    {
        using var reader = new BinaryReader(new MemoryStream(record), Encoding.UTF8);
        var id = reader.ReadString();
        var sites = Count(reader, record.Length);
        var numbers = reader.ReadBytes(sites);
        var multiplicities = new int[sites];
        for (var i = 0; i < sites; i++)
            multiplicities[i] = reader.Read7BitEncodedInt();
        var offsets = new int[sites + 1];
        for (var i = 0; i < sites; i++)
            offsets[i + 1] = offsets[i] + Count(reader, record.Length - offsets[i]);
        var edges = offsets[sites];
        var (neighbours, distances, images) = (new int[edges], new float[edges], new CellImage[edges]);
        for (var e = 0; e < edges; e++)
            neighbours[e] = reader.Read7BitEncodedInt();
        for (var e = 0; e < edges; e++)
            distances[e] = reader.ReadSingle();
        for (var e = 0; e < edges; e++)
            images[e] = new CellImage(
                Unfold(reader.Read7BitEncodedInt()),
                Unfold(reader.Read7BitEncodedInt()),
                Unfold(reader.Read7BitEncodedInt())
            );
        var directions = reader.ReadBoolean() ? new float[3 * edges] : null;
        for (var k = 0; k < directions?.Length; k++)
            directions[k] = reader.ReadSingle();
        if (reader.BaseStream.Position != record.Length)
            throw new InvalidDataException("bytes are left over");
        return new CrystalGraph(id, numbers, offsets, neighbours, distances, images, multiplicities, directions);
    }

    public static byte[] WriteHead(CrystalOptions options, string source)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write(options.RadiusAngstrom);
        writer.Write(options.Neighbours);
        writer.Write((int)options.Rule);
        writer.Write(options.ShellGapAngstrom);
        writer.Write(options.MinimumDistanceAngstrom);
        writer.Write(options.MergeEquivalentSites);
        writer.Write(options.SymmetryToleranceAngstrom);
        writer.Write(options.WithDirections);
        writer.Write(source);
        return bytes.ToArray();
    }

    public static (CrystalOptions Options, string Source) ReadHead(byte[] record)
    {
        using var reader = new BinaryReader(new MemoryStream(record), Encoding.UTF8);
        var options = new CrystalOptions
        {
            RadiusAngstrom = reader.ReadDouble(),
            Neighbours = reader.ReadInt32(),
            Rule = (NeighbourRule)reader.ReadInt32(),
            ShellGapAngstrom = reader.ReadDouble(),
            MinimumDistanceAngstrom = reader.ReadDouble(),
            MergeEquivalentSites = reader.ReadBoolean(),
            SymmetryToleranceAngstrom = reader.ReadDouble(),
            WithDirections = reader.ReadBoolean(),
        };
        options.Validate();
        return (options, reader.ReadString());
    }

    /// <summary>A number of things of which each takes a byte or more.</summary>
    private static int Count(BinaryReader reader, int most)
    {
        var count = reader.Read7BitEncodedInt();
        return count >= 0 && count <= most
            ? count
            : throw new InvalidDataException(Invariant($"{count} is no possible number of sites or edges"));
    }

    private static int Fold(int value) => (value << 1) ^ (value >> 31);

    private static int Unfold(int value) => (int)((uint)value >> 1) ^ -(value & 1);
}
