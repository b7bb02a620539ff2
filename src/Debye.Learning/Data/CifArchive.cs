using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Debye.Crystals;
using Debye.Crystals.Cif;
using Debye.Crystals.Symmetry;

namespace Debye.Learning.Data;

/// <summary>Crystals of many CIF files as JSON lines.</summary>
/// <remarks>
/// The id is the name of the file without its ending; the space group is the one found at 0.01 Å, since the files call every crystal P1.
/// </remarks>
internal static class CifArchive
{
    private const string Ending = ".cif";

    private const long LargestFile = 16 << 20;

    /// <summary>Writes the crystals in the order of their ids.</summary>
    /// <param name="source">A .tar.gz archive, or a folder.</param>
    /// <param name="output">Receives the lines.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>Number of crystals.</returns>
    /// <exception cref="DataFormatException">The archive is damaged.</exception>
    public static int Convert(string source, Stream output, CancellationToken cancellation)
    {
        var texts = (Directory.Exists(source) ? OfFolder(source) : OfArchive(source))
            .DistinctBy(file => file.Id)
            .OrderBy(file => file.Id, StringComparer.Ordinal)
            .ToArray();
        var lines = new string?[texts.Length];
        Parallel.For(
            0,
            texts.Length,
            new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount },
            i => lines[i] = Line(texts[i].Id, texts[i].Text)
        );
        using var writer = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        foreach (var line in lines.OfType<string>())
            writer.WriteLine(line);
        return lines.Count(line => line is not null);
    }

    /// <summary>One crystal; null where the file holds none that can be read. How many there must be is for the caller to say.</summary>
    private static string? Line(string id, string text)
    {
        try
        {
            if (CifReader.Parse(text, id + Ending) is not [var crystal])
                return null;
            var found = SymmetryFinder.Find(crystal);
            return StructureJsonLines.Format(crystal with { Id = id, StatedSpaceGroup = found.IsFound ? found.SpaceGroupNumber : null });
        }
        catch (DataFormatException)
        {
            return null;
        }
    }

    private static IEnumerable<(string Id, string Text)> OfFolder(string folder) =>
        Directory
            .EnumerateFiles(folder, "*" + Ending, SearchOption.AllDirectories)
            .Select(path => (Path.GetFileNameWithoutExtension(path), File.ReadAllText(path)));

    private static List<(string Id, string Text)> OfArchive(string path)
    {
        var files = new List<(string, string)>();
        try
        {
            using var file = File.OpenRead(path);
            using var unpacked = new GZipStream(file, CompressionMode.Decompress);
            using var archive = new TarReader(unpacked);
            while (archive.GetNextEntry() is { } entry)
            {
                if (
                    entry.DataStream is not { } data
                    || !entry.Name.EndsWith(Ending, StringComparison.Ordinal)
                    || entry.Length > LargestFile
                )
                    continue;
                using var reader = new StreamReader(data);
                files.Add((Path.GetFileNameWithoutExtension(entry.Name), reader.ReadToEnd()));
            }
        }
        catch (Exception problem) when (problem is InvalidDataException or FormatException or EndOfStreamException)
        {
            throw new DataFormatException(path, 0, "the archive is damaged or cut short", problem);
        }

        return files;
    }
}
