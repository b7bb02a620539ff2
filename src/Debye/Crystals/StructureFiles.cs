using System.IO.Compression;
using Debye.Crystals.Cif;

namespace Debye.Crystals;

/// <summary>A structure of an input, or why there is none.</summary>
/// <param name="Name">Its id, or the file where there is none.</param>
/// <param name="Structure">The structure; null where it cannot be read.</param>
/// <param name="Problem">Why not; null where it can.</param>
public readonly record struct StructureItem(string Name, Structure? Structure, Exception? Problem);

/// <summary>Reads structures so that a bad file, or a bad line of a file, spoils nothing but itself.</summary>
public static class StructureFiles
{
    /// <summary>Pieces of work (a CIF, a JSON line) of a file, or of all structure files of a folder; each is parsed only when called, on
    /// any thread.</summary>
    /// <param name="path">The file or folder.</param>
    public static IEnumerable<Func<IReadOnlyList<StructureItem>>> Units(string path)
    {
        if (!Directory.Exists(path))
            return File(path);
        var files = Directory
            .EnumerateFiles(path, "*", SearchOption.AllDirectories)
            .Where(IsStructureFile)
            .Order(StringComparer.Ordinal)
            .ToArray();
        if (files.Length > 0)
            return files.SelectMany(File);
        var expected = string.Join(", ", StructureReader.Extensions);
        return [Failure(path, new DataFormatException(path, 0, $"the folder has no file ending in {expected}"))];
    }

    /// <summary>Pieces of work of a stream of CIF or JSON lines.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="name">Its name for messages.</param>
    public static IEnumerable<Func<IReadOnlyList<StructureItem>>> Units(Stream stream, string name)
    {
        using var reader = new StreamReader(stream, leaveOpen: true);
        var text = reader.ReadToEnd();
        if (!text.AsSpan().TrimStart().StartsWith("{"))
            return [() => Guarded("-", () => CifReader.Parse(text, name))];
        return Lines(new StringReader(text), name);
    }

    /// <summary>Whether a file has one of the endings of structure files.</summary>
    /// <param name="file">Its name.</param>
    public static bool IsStructureFile(string file) =>
        StructureReader.Extensions.Any(extension => file.EndsWith(extension, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<Func<IReadOnlyList<StructureItem>>> File(string path)
    {
        if (!path.Contains(".jsonl", StringComparison.OrdinalIgnoreCase))
            return [() => Guarded(path, () => StructureReader.Read(path))];
        try
        {
            Stream stream = System.IO.File.OpenRead(path);
            if (path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
                stream = new GZipStream(stream, CompressionMode.Decompress);
            return Lines(new StreamReader(stream), path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return [Failure(path, problem)];
        }
    }

    private static IEnumerable<Func<IReadOnlyList<StructureItem>>> Lines(TextReader reader, string path)
    {
        using var owned = reader;
        for (var line = 1; ; line++)
        {
            string? text;
            Exception? problem = null;
            try
            {
                text = reader.ReadLine();
            }
            catch (InvalidDataException damaged)
            {
                (text, problem) = (null, new DataFormatException(path, line, "the compressed data are damaged", damaged));
            }

            if (problem is not null)
                yield return Failure(path, problem);
            if (text is null)
                yield break;
            if (string.IsNullOrWhiteSpace(text))
                continue;
            var (content, number) = (text, line);
            yield return () => Guarded(path, () => [StructureJsonLines.Parse(content, path, number)]);
        }
    }

    private static Func<IReadOnlyList<StructureItem>> Failure(string name, Exception problem) =>
        () => [new StructureItem(name, null, problem)];

    private static IReadOnlyList<StructureItem> Guarded(string name, Func<IEnumerable<Structure>> read)
    {
        var items = new List<StructureItem>();
        try
        {
            foreach (var structure in read())
                items.Add(new StructureItem(structure.Id.Length > 0 ? structure.Id : name, structure, null));
        }
        catch (Exception problem) when (DataProblem.IsExpected(problem))
        {
            items.Add(new StructureItem(name, null, problem));
        }

        return items;
    }
}
