using System.IO.Compression;
using Debye.Crystals.Cif;

namespace Debye.Crystals;

/// <summary>Reads structures from files of any known format, or from a folder of them.</summary>
public static class StructureReader
{
    /// <summary>File endings that can be read.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [".cif", ".cif.gz", ".jsonl", ".jsonl.gz"];

    /// <summary>Streams the structures of a file, or of every readable file in a folder and below it, by name.</summary>
    /// <param name="path">A file ending in one of <see cref="Extensions"/>, or a folder.</param>
    /// <exception cref="FileNotFoundException">There is nothing at the path.</exception>
    /// <exception cref="DataFormatException">The ending is unknown, a folder has no readable file, or a file is damaged.</exception>
    public static IEnumerable<Structure> Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (Directory.Exists(path))
            return ReadFolder(path);
        if (!File.Exists(path))
            throw new FileNotFoundException($"There is no file or folder {path}.", path);
        if (!IsReadable(path))
            throw new DataFormatException(path, 0, $"unknown kind of file: expected {string.Join(", ", Extensions)}");
        return ReadFile(path);
    }

    private static IEnumerable<Structure> ReadFolder(string folder)
    {
        var files = Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(IsReadable)
            .Order(StringComparer.Ordinal)
            .ToArray();
        if (files.Length == 0)
            throw new DataFormatException(folder, 0, $"the folder has no file ending in {string.Join(", ", Extensions)}");
        return files.SelectMany(ReadFile);
    }

    private static IEnumerable<Structure> ReadFile(string path)
    {
        var isCif = Ends(path, ".cif") || Ends(path, ".cif.gz");
        return isCif ? CifReader.Parse(Text(path), path) : StructureJsonLines.Read(path);
    }

    private static string Text(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            using Stream stream = Ends(path, ".gz") ? new GZipStream(file, CompressionMode.Decompress) : file;
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
        catch (InvalidDataException problem)
        {
            throw new DataFormatException(path, 0, "the compressed data are damaged", problem);
        }
    }

    private static bool IsReadable(string path) => Extensions.Any(extension => Ends(path, extension));

    private static bool Ends(string path, string extension) => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase);
}
