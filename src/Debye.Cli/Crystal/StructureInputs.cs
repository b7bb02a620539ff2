using System.IO.Compression;
using Debye.Cli.Shell;
using Debye.Crystals;
using Debye.Crystals.Cif;

namespace Debye.Cli.Crystal;

/// <summary>A structure of an input, or why there is none.</summary>
internal readonly record struct StructureItem(string Name, Structure? Structure, Exception? Problem);

/// <summary>Reads structures so that a bad file, or a bad line of a file, spoils nothing but itself.</summary>
internal static class StructureInputs
{
    /// <summary>Pieces of work (a CIF, a JSON line) in the order of the inputs; each is parsed only when called, on any thread.</summary>
    public static IEnumerable<Func<IReadOnlyList<StructureItem>>> Units(IEnumerable<string> inputs, Session session) =>
        inputs.SelectMany(input => Units(input, session)).TakeWhile(_ => !session.Cancellation.IsCancellationRequested);

    /// <summary>Every readable structure; problems are reported to the session.</summary>
    public static IEnumerable<Structure> Read(IEnumerable<string> inputs, Session session)
    {
        foreach (var unit in Units(inputs, session))
        foreach (var item in unit())
        {
            if (item.Structure is not null)
                yield return item.Structure;
            else
                session.ReportInput(item.Name, item.Problem!);
        }
    }

    private static IEnumerable<Func<IReadOnlyList<StructureItem>>> Units(string input, Session session)
    {
        if (input == "-")
            return StandardInput(session);
        if (!Directory.Exists(input))
            return File(input);
        var files = Directory
            .EnumerateFiles(input, "*", SearchOption.AllDirectories)
            .Where(file => StructureReader.Extensions.Any(extension => file.EndsWith(extension, StringComparison.OrdinalIgnoreCase)))
            .Order(StringComparer.Ordinal)
            .ToArray();
        return files.Length > 0
            ? files.SelectMany(File)
            :
            [
                Failure(
                    input,
                    new DataFormatException(input, 0, $"the folder has no file ending in {string.Join(", ", StructureReader.Extensions)}")
                ),
            ];
    }

    private static IEnumerable<Func<IReadOnlyList<StructureItem>>> StandardInput(Session session)
    {
        using var reader = new StreamReader(session.Input, leaveOpen: true);
        var text = reader.ReadToEnd();
        if (!text.AsSpan().TrimStart().StartsWith("{"))
            return [() => Guarded("-", () => CifReader.Parse(text, "standard input"))];
        return Lines(new StringReader(text), "standard input");
    }

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
        catch (Exception problem) when (Session.IsExpected(problem))
        {
            items.Add(new StructureItem(name, null, problem));
        }

        return items;
    }
}
