namespace Debye.Learning.Techniques.Crystal;

/// <summary>
/// Labelled crystals as people name them: a recipe with a part of its split, a folder in CGCNN's layout, or a table beside structures.
/// </summary>
public static class CrystalSource
{
    /// <summary>Name of the table in a folder of CGCNN's layout.</summary>
    public const string FolderTable = "id_prop.csv";

    /// <summary>Reads labelled crystals. A bad row is reported with its place; the rest goes on.</summary>
    /// <param name="path">A recipe (.json); a folder with id_prop.csv and ID.cif; or a CSV of targets.</param>
    /// <param name="structures">Structures of a CSV: JSON lines, or a folder with ID.cif.</param>
    /// <param name="column">Column of the target of a CSV with a header.</param>
    /// <param name="part">Part of a recipe's split: "val", "test", or "all" for every row.</param>
    /// <param name="model">The model that will take them.</param>
    /// <param name="threads">Threads.</param>
    /// <param name="report">Receives one line for each bad row.</param>
    /// <returns>Two or more.</returns>
    /// <exception cref="DataFormatException">A file cannot be read, is about another property, or holds fewer than two usable
    /// rows.</exception>
    public static IReadOnlyList<CrystalExample> Read(
        string path,
        string? structures,
        string column,
        string part,
        CrystalModel model,
        int threads,
        Action<string> report
    )
    {
        ArgumentNullException.ThrowIfNull(model);
        if (!File.Exists(path) && !Directory.Exists(path))
            throw new DataFormatException(path, 0, "there is no such file or folder");
        var examples =
            path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? OfRecipe(path, part, model, threads, report)
            : Directory.Exists(path) ? OfTable(Path.Combine(path, FolderTable), path, column, model, threads, report)
            : structures is not null ? OfTable(path, structures, column, model, threads, report)
            : throw new DataFormatException(path, 0, "a table of targets needs its structures: name them with --structures");
        return examples.Count >= 2
            ? examples
            : throw new DataFormatException(path, 0, $"expected two usable crystals or more, got {examples.Count}");
    }

    private static IReadOnlyList<CrystalExample> OfRecipe(string path, string part, CrystalModel model, int threads, Action<string> report)
    {
        var recipe = CrystalRecipe.Read(path);
        if (recipe.Data.Property != model.Property || recipe.Data.Unit != model.Unit)
            throw new DataFormatException(
                path,
                0,
                $"its data hold {recipe.Data.Property} ({recipe.Data.Unit}), the model predicts {model.Property} ({model.Unit})"
            );
        if (part == "all")
            return CrystalDataset.ReadRows(recipe.Data, path, _ => true, model.NewInputBuilder, threads, report);
        var set = CrystalDataset.Read(recipe.Data, path, model.NewInputBuilder, recipe.Seed, threads, report);
        return part switch
        {
            "val" => set.Validation,
            "test" => set.Test,
            _ => throw new ArgumentException($"expected the part val, test or all, got '{part}'", nameof(part)),
        };
    }

    private static IReadOnlyList<CrystalExample> OfTable(
        string table,
        string structures,
        string column,
        CrystalModel model,
        int threads,
        Action<string> report
    )
    {
        if (!File.Exists(table))
            throw new DataFormatException(table, 0, "there is no such table");
        var data = new CrystalData
        {
            Structures = Path.GetFullPath(structures),
            Targets = Path.GetFullPath(table),
            TargetColumn = column,
        };
        return CrystalDataset.ReadRows(data, table, _ => true, model.NewInputBuilder, threads, report);
    }
}
