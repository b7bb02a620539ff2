namespace Debye.Learning.Techniques.Crystal;

/// <summary>The data part of a recipe; files are relative to it.</summary>
public sealed record CrystalData
{
    /// <summary>Structures: JSON lines (.jsonl, .jsonl.gz), found by their ids, or a folder with ID.cif for each id.</summary>
    public string Structures { get; init; } = "";

    /// <summary>
    /// Targets: CSV with a header that holds the two columns below, or without a header id, target (CGCNN's id_prop.csv).
    /// </summary>
    public string Targets { get; init; } = "";

    /// <summary>Column of the id.</summary>
    public string IdColumn { get; init; } = "id";

    /// <summary>Column of the target.</summary>
    public string TargetColumn { get; init; } = "target";

    /// <summary>Columns of further targets that networks learn beside the first (multi-task); a cell without a number is unknown.</summary>
    public IReadOnlyList<string> MoreTargetColumns { get; init; } = [];

    /// <summary>
    /// CSV with the columns id and split (train, val, test); empty: formulas are dealt to the three parts at random, 8 : 1 : 1, by the
    /// recipe's seed.
    /// </summary>
    public string Split { get; init; } = "";

    /// <summary>
    /// What becomes of rows that the split does not name: not used, or (true) learned from unless their formula is in the validation or
    /// test part.
    /// </summary>
    public bool LearnFromOthers { get; init; }

    /// <summary>Rows are used only if this column holds one of <see cref="Only"/>; empty for all rows.</summary>
    public string OnlyColumn { get; init; } = "";

    /// <summary>See <see cref="OnlyColumn"/>.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>CSV files with a column "formula": crystals of these formulas are never learned from. Their targets are not read.</summary>
    public IReadOnlyList<string> NeverLearnFormulasOf { get; init; } = [];

    /// <summary>What the target is.</summary>
    public string Property { get; init; } = "bandGap";

    /// <summary>Its unit.</summary>
    public string Unit { get; init; } = "eV";

    /// <summary>The data as a recipe in another folder has to name them.</summary>
    internal CrystalData Moved(string recipePath, string folder) =>
        this with
        {
            Structures = RecipeFiles.Moved(Structures, recipePath, folder),
            Targets = RecipeFiles.Moved(Targets, recipePath, folder),
            Split = RecipeFiles.Moved(Split, recipePath, folder),
            NeverLearnFormulasOf = [.. NeverLearnFormulasOf.Select(file => RecipeFiles.Moved(file, recipePath, folder))],
        };

    /// <summary>Checks that every part is there.</summary>
    /// <exception cref="ArgumentException">A part is missing.</exception>
    public void Validate()
    {
        foreach (
            var (name, value) in ((string, string)[])
                [
                    ("structures", Structures),
                    ("targets", Targets),
                    ("idColumn", IdColumn),
                    ("targetColumn", TargetColumn),
                    ("property", Property),
                ]
        )
            if (string.IsNullOrEmpty(value))
                throw new ArgumentException($"data.{name} is missing");
        if (Split is null || MoreTargetColumns is null || OnlyColumn is null || Only is null || NeverLearnFormulasOf is null)
            throw new ArgumentException("a part of data is null");
        if (OnlyColumn.Length > 0 && Only.Count == 0)
            throw new ArgumentException("data.onlyColumn is given without data.only");
        if (Unit is null)
            throw new ArgumentException("data.unit is missing");
    }
}
