using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Debye.Learning.Trees;

/// <summary>Reads and writes tree models.</summary>
/// <remarks>
/// Layout (little endian): "DBTR", byte version, SHA-256 of the rest, then Brotli-compressed: byte kind, int features, outputs,
/// leaf width, trees, nodes, leaves; arrays roots, nodes (threshold, feature and side, child), covers, gains, leaf values; and
/// what the kind adds. Nothing in it is executed; every index is checked before use.
/// </remarks>
internal static class TreeModelFile
{
    private const byte Version = 1;
    private const byte Forest = 1;
    private const byte Boosting = 2;
    private const byte ValueForest = 3;
    private const int HeadLength = 5;
    private const int MaxItems = 1 << 27;
    private static readonly byte[] Magic = "DBTR"u8.ToArray();

    public static void Write(string path, TreeModel model)
    {
        var body = new MemoryStream();
        using (var writer = new BinaryWriter(new BrotliStream(body, CompressionLevel.Fastest, leaveOpen: true)))
            WriteBody(writer, model);
        var temporary = path + ".tmp";
        using (var file = File.Create(temporary))
        {
            file.Write(Magic);
            file.WriteByte(Version);
            file.Write(SHA256.HashData(body.ToArray()));
            body.WriteTo(file);
        }

        File.Move(temporary, path, overwrite: true);
    }

    public static TreeModel Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        if (bytes.Length < HeadLength || !bytes.AsSpan(0, Magic.Length).SequenceEqual(Magic))
            throw new DataFormatException(path, 0, "no tree model: it does not begin with DBTR");
        if (bytes[4] > Version)
            throw new DataFormatException(
                path,
                0,
                $"format version {bytes[4]} is newer than {Version}, the newest this program reads: update Debye"
            );
        var start = HeadLength + SHA256.HashSizeInBytes;
        if (
            bytes[4] == 0
            || bytes.Length <= start
            || !SHA256.HashData(bytes.AsSpan(start)).AsSpan().SequenceEqual(bytes.AsSpan(HeadLength, SHA256.HashSizeInBytes))
        )
            throw new DataFormatException(path, 0, "the tree model is damaged or cut short: its checksum is wrong");
        try
        {
            using var reader = new BinaryReader(
                new BrotliStream(new MemoryStream(bytes, start, bytes.Length - start), CompressionMode.Decompress)
            );
            return ReadBody(reader, path);
        }
        catch (Exception problem)
            when (problem is EndOfStreamException or InvalidDataException or InvalidOperationException or IOException or ArgumentException)
        {
            throw new DataFormatException(path, 0, "the tree model is damaged", problem);
        }
    }

    private static void WriteBody(BinaryWriter writer, TreeModel model)
    {
        var trees = model.Trees;
        writer.Write(
            model switch
            {
                RandomForest => Forest,
                RegressionForest => ValueForest,
                _ => Boosting,
            }
        );
        foreach (
            var size in (int[])
                [trees.Features, trees.Outputs, trees.LeafWidth, trees.Roots.Length, trees.Nodes.Length, trees.LeafValues.Length]
        )
            writer.Write(size);
        WriteArray(writer, trees.Roots);
        WriteArray(writer, trees.Nodes);
        WriteArray(writer, trees.Covers);
        WriteArray(writer, trees.Gains);
        WriteArray(writer, trees.LeafValues);
        switch (model)
        {
            case RandomForest forest:
                writer.Write(forest.OutOfBagAccuracy ?? double.NaN);
                break;
            case RegressionForest forest:
                writer.Write(forest.OutOfBagError ?? double.NaN);
                break;
            case GradientBoosting boosting:
                WriteBoosting(writer, boosting);
                break;
        }
    }

    private static void WriteBoosting(BinaryWriter writer, GradientBoosting boosting)
    {
        writer.Write((byte)boosting.Objective);
        WriteArray(writer, boosting.StartScores.ToArray());
        writer.Write(boosting.ValidationLosses.Length);
        WriteArray(writer, boosting.ValidationLosses.ToArray());
    }

    private static TreeModel ReadBody(BinaryReader reader, string path)
    {
        var kind = reader.ReadByte();
        var sizes = new int[6];
        for (var i = 0; i < sizes.Length; i++)
            sizes[i] = reader.ReadInt32();
        if (Array.Exists(sizes, size => size is < 0 or > MaxItems))
            throw new DataFormatException(path, 0, "the tree model claims impossible sizes");
        var trees = new TreeEnsemble(
            sizes[0],
            sizes[1],
            sizes[2],
            ReadArray<int>(reader, sizes[3]),
            ReadArray<TreeNode>(reader, sizes[4]),
            ReadArray<float>(reader, sizes[4]),
            ReadArray<float>(reader, sizes[4]),
            ReadArray<float>(reader, sizes[5])
        );
        if (trees.Problem() is { } problem)
            throw new DataFormatException(path, 0, $"the tree model has {problem}");
        return kind switch
        {
            Forest when trees.LeafWidth == trees.Outputs && trees.Roots.Length > 0 => new RandomForest(trees, ReadScore(reader)),
            ValueForest when trees.Outputs == 1 && trees.Roots.Length > 0 => new RegressionForest(trees, ReadScore(reader)),
            Boosting when trees.LeafWidth == 1 => ReadBoosting(reader, trees, path),
            _ => throw new DataFormatException(
                path,
                0,
                Invariant($"a tree model of kind {kind} with {trees.LeafWidth} values a leaf is unknown")
            ),
        };
    }

    private static double? ReadScore(BinaryReader reader)
    {
        var score = reader.ReadDouble();
        return double.IsNaN(score) ? null : score;
    }

    private static GradientBoosting ReadBoosting(BinaryReader reader, TreeEnsemble trees, string path)
    {
        var objective = (BoostingObjective)reader.ReadByte();
        if (!Enum.IsDefined(objective) || (objective != BoostingObjective.Softmax && trees.Outputs != 1))
            throw new DataFormatException(path, 0, Invariant($"objective {objective} with {trees.Outputs} scores is unknown"));
        var start = ReadArray<float>(reader, trees.Outputs);
        var losses = reader.ReadInt32();
        if (losses is < 0 or > 100_000)
            throw new DataFormatException(path, 0, Invariant($"the tree model claims {losses} validation losses"));
        return new GradientBoosting(trees, objective, start, ReadArray<double>(reader, losses));
    }

    private static void WriteArray<T>(BinaryWriter writer, T[] values)
        where T : unmanaged => writer.Write(MemoryMarshal.AsBytes<T>(values));

    private static T[] ReadArray<T>(BinaryReader reader, int count)
        where T : unmanaged
    {
        var values = new T[count];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }
}
