using Debye.Crystals;
using Debye.Techniques.Crystal;

namespace Debye.Learning.Recipes.Crystal;

/// <summary>A crystal graph and what is to be predicted for it.</summary>
/// <param name="Graph">The graph; its id is that of the data set.</param>
/// <param name="Target">Target, in the unit of the property.</param>
public sealed record CrystalExample(CrystalGraph Graph, double Target);

/// <summary>A data set in its three parts.</summary>
/// <param name="Training">To learn from.</param>
/// <param name="Validation">To choose by.</param>
/// <param name="Test">To be looked at once.</param>
public sealed record CrystalDataset(IReadOnlyList<CrystalExample> Training, IReadOnlyList<CrystalExample> Validation, IReadOnlyList<CrystalExample> Test)
{
    private sealed record Wanted(string Id, double Target, string Part, string Place);

    /// <summary>Reads a data set and builds its graphs. A bad row is reported with its place; the rest goes on.</summary>
    /// <param name="data">Which files.</param>
    /// <param name="recipePath">The recipe that names them.</param>
    /// <param name="options">How graphs are built.</param>
    /// <param name="threads">Threads.</param>
    /// <param name="report">Receives one line for each bad row.</param>
    /// <exception cref="DataFormatException">A whole file cannot be read, or a part is empty.</exception>
    public static CrystalDataset Read(CrystalData data, string recipePath, CrystalOptions options, int threads, Action<string> report)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(report);
        var (targets, structures) = (RecipeFiles.Beside(recipePath, data.Targets), RecipeFiles.Beside(recipePath, data.Structures));
        var parts = CrystalTargets.ReadSplit(RecipeFiles.Beside(recipePath, data.Split));
        var wanted = CrystalTargets.Read(targets, data.IdColumn, data.TargetColumn, report)
            .Where(row => parts.ContainsKey(row.Id)).ToDictionary(row => row.Id, row => new Wanted(row.Id, row.Target, parts[row.Id], row.Place), StringComparer.Ordinal);
        var sources = Directory.Exists(structures) ? Files(structures, wanted.Values) : Lines(structures);
        using var builders = new ThreadLocal<CrystalGraphBuilder>(() => new CrystalGraphBuilder(options));
        var results = sources.AsParallel().AsOrdered().WithDegreeOfParallelism(Math.Clamp(threads, 1, 512)).Select(source => Build(source, wanted, builders.Value!)).ToArray();
        var lists = new Dictionary<string, List<CrystalExample>>(StringComparer.Ordinal) { ["train"] = [], ["val"] = [], ["test"] = [] };
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (row, example, problem) in results)
        {
            if (problem is not null) report(problem);
            if (row is null) continue;
            if (!found.Add(row.Id)) report($"{structures}: the structure '{row.Id}' occurs twice; the first counts");
            else if (example is not null) lists[row.Part].Add(example);
        }

        foreach (var row in wanted.Values.Where(row => !found.Contains(row.Id))) report($"{row.Place}: there is no structure '{row.Id}' in {structures}");
        foreach (var (part, list) in lists)
            if (list.Count == 0) throw new DataFormatException(targets, 0, $"no usable row for the part '{part}' of the split");
        return new CrystalDataset(lists["train"], lists["val"], lists["test"]);
    }

    private static IEnumerable<Func<(string Id, Structure Structure)>> Lines(string path) =>
        GzipFile.Lines(path).Select(line => (Func<(string, Structure)>)(() =>
        {
            var structure = StructureJsonLines.Parse(line.Text, path, line.Number);
            return (structure.Id, structure);
        }));

    private static IEnumerable<Func<(string Id, Structure Structure)>> Files(string folder, IEnumerable<Wanted> wanted) =>
        wanted.Where(row => File.Exists(Path.Combine(folder, row.Id + ".cif")))
            .Select(row => (Func<(string, Structure)>)(() => (row.Id, StructureReader.Read(Path.Combine(folder, row.Id + ".cif")).First() with { Id = row.Id })));

    private static (Wanted? Row, CrystalExample? Example, string? Problem) Build(Func<(string Id, Structure Structure)> source, Dictionary<string, Wanted> wanted, CrystalGraphBuilder builder)
    {
        Wanted? row = null;
        try
        {
            var (id, structure) = source();
            if (!wanted.TryGetValue(id, out row)) return default;
            var graph = builder.Build(structure);
            return graph.AtomicNumbers.IndexOfAnyInRange((byte)(CrystalBatch.Elements + 1), byte.MaxValue) < 0
                ? (row, new CrystalExample(graph, row.Target), null)
                : (row, null, $"{row.Place}: the structure '{id}' holds an element beyond the {CrystalBatch.Elements} known ones");
        }
        catch (Exception problem) when (problem is DataFormatException or ArgumentException or IOException or InvalidOperationException)
        {
            return (row, null, row is null ? problem.Message : $"{row.Place}: the structure '{row.Id}': {problem.Message}");
        }
    }
}
