using Debye.Crystals;
using Debye.Techniques.Crystal;

namespace Debye.Learning.Techniques.Crystal;

/// <summary>A crystal and what is to be predicted for it.</summary>
/// <param name="Crystal">The crystal; its id is that of the data set.</param>
/// <param name="Target">Target, in the unit of the property.</param>
public sealed record CrystalExample(CrystalInput Crystal, double Target)
{
    /// <summary>Further targets that networks learn beside the first; NaN where unknown.</summary>
    public IReadOnlyList<double> More { get; init; } = [];
}

/// <summary>A data set in its three parts.</summary>
/// <param name="Training">To learn from.</param>
/// <param name="Validation">To choose by.</param>
/// <param name="Test">To be looked at once.</param>
public sealed record CrystalDataset(
    IReadOnlyList<CrystalExample> Training,
    IReadOnlyList<CrystalExample> Validation,
    IReadOnlyList<CrystalExample> Test
)
{
    /// <summary>Reads a data set in its parts. A bad row is reported with its place; the rest goes on.</summary>
    /// <param name="data">Which files.</param>
    /// <param name="recipePath">The recipe that names them.</param>
    /// <param name="newBuilder">Makes what turns crystals into inputs.</param>
    /// <param name="seed">Deals formulas to parts where the data have no split.</param>
    /// <param name="threads">Threads.</param>
    /// <param name="report">Receives one line for each bad row.</param>
    /// <exception cref="DataFormatException">A whole file cannot be read, or a part is empty.</exception>
    public static CrystalDataset Read(
        CrystalData data,
        string recipePath,
        Func<CrystalInputBuilder> newBuilder,
        ulong seed,
        int threads,
        Action<string> report
    )
    {
        ArgumentNullException.ThrowIfNull(data);
        var parts = new CrystalParts(data, recipePath, seed);
        var set = parts.Deal(ReadRows(data, recipePath, parts.MayUse, newBuilder, threads, report));
        foreach (var (part, list) in new[] { ("train", set.Training), ("val", set.Validation), ("test", set.Test) })
            if (list.Count == 0)
                throw new DataFormatException(
                    RecipeFiles.Beside(recipePath, data.Targets),
                    0,
                    $"no usable row for the part '{part}' of the split"
                );
        return set;
    }

    /// <summary>
    /// Reads all rows of a table of targets with their structures, in the order of the structures. A bad row is reported with its place;
    /// the rest goes on.
    /// </summary>
    /// <param name="data">Which files; its split is not looked at.</param>
    /// <param name="recipePath">The recipe that names them.</param>
    /// <param name="mayUse">Whether a row is read.</param>
    /// <param name="newBuilder">Makes what turns crystals into inputs.</param>
    /// <param name="threads">Threads.</param>
    /// <param name="report">Receives one line for each bad row.</param>
    /// <exception cref="DataFormatException">A whole file cannot be read.</exception>
    public static IReadOnlyList<CrystalExample> ReadRows(
        CrystalData data,
        string recipePath,
        Func<string, bool> mayUse,
        Func<CrystalInputBuilder> newBuilder,
        int threads,
        Action<string> report
    )
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(mayUse);
        ArgumentNullException.ThrowIfNull(report);
        var (targets, structures) = (RecipeFiles.Beside(recipePath, data.Targets), RecipeFiles.Beside(recipePath, data.Structures));
        var wanted = CrystalTargets
            .Read(targets, data, report)
            .Where(row => mayUse(row.Id))
            .ToDictionary(row => row.Id, StringComparer.Ordinal);
        var sources = Directory.Exists(structures) ? Files(structures, wanted.Values) : Lines(structures);
        using var builders = new ThreadLocal<CrystalInputBuilder>(newBuilder);
        var results = sources
            .AsParallel()
            .AsOrdered()
            .WithDegreeOfParallelism(Math.Clamp(threads, 1, 512))
            .Select(source => Build(source, wanted, builders.Value!))
            .ToArray();
        var examples = new List<CrystalExample>();
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (row, example, problem) in results)
        {
            if (problem is not null)
                report(problem);
            if (row is null)
                continue;
            if (!found.Add(row.Id))
                report($"{structures}: the structure '{row.Id}' occurs twice; the first counts");
            else if (example is not null)
                examples.Add(example);
        }

        foreach (var row in wanted.Values.Where(row => !found.Contains(row.Id)))
            report($"{row.Place}: there is no structure '{row.Id}' in {structures}");
        return examples;
    }

    private static IEnumerable<Func<(string Id, Structure Structure)>> Lines(string path) =>
        GzipFile
            .Lines(path)
            .Select(line =>
                (Func<(string, Structure)>)(
                    () =>
                    {
                        var structure = StructureJsonLines.Parse(line.Text, path, line.Number);
                        return (structure.Id, structure);
                    }
                )
            );

    private static IEnumerable<Func<(string Id, Structure Structure)>> Files(string folder, IEnumerable<CrystalTargetRow> wanted) =>
        wanted
            .Where(row => File.Exists(Path.Combine(folder, row.Id + ".cif")))
            .Select(row =>
                (Func<(string, Structure)>)(
                    () => (row.Id, StructureReader.Read(Path.Combine(folder, row.Id + ".cif")).First() with { Id = row.Id })
                )
            );

    private static (CrystalTargetRow? Row, CrystalExample? Example, string? Problem) Build(
        Func<(string Id, Structure Structure)> source,
        Dictionary<string, CrystalTargetRow> wanted,
        CrystalInputBuilder builder
    )
    {
        CrystalTargetRow? row = null;
        try
        {
            var (id, structure) = source();
            if (!wanted.TryGetValue(id, out row))
                return default;
            return (row, new CrystalExample(builder.Build(structure), row.Target) { More = row.More }, null);
        }
        catch (Exception problem) when (problem is DataFormatException or ArgumentException or IOException or InvalidOperationException)
        {
            return (row, null, row is null ? problem.Message : $"{row.Place}: the structure '{row.Id}': {problem.Message}");
        }
    }
}
