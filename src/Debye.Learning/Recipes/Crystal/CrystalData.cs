namespace Debye.Learning.Recipes.Crystal;

/// <summary>The data part of a recipe; files are relative to it.</summary>
public sealed record CrystalData
{
    /// <summary>Structures: JSON lines (.jsonl, .jsonl.gz), found by their ids, or a folder with ID.cif for each id.</summary>
    public string Structures { get; init; } = "";

    /// <summary>Targets: CSV with a header that holds the two columns below, or without a header id, target (CGCNN's id_prop.csv).</summary>
    public string Targets { get; init; } = "";

    /// <summary>Column of the id.</summary>
    public string IdColumn { get; init; } = "id";

    /// <summary>Column of the target.</summary>
    public string TargetColumn { get; init; } = "target";

    /// <summary>CSV with the columns id and split (train, val, test); rows that it does not name are not used.</summary>
    public string Split { get; init; } = "";

    /// <summary>What the target is.</summary>
    public string Property { get; init; } = "bandGap";

    /// <summary>Its unit.</summary>
    public string Unit { get; init; } = "eV";

    /// <summary>Checks that every part is there.</summary>
    /// <exception cref="ArgumentException">A part is missing.</exception>
    public void Validate()
    {
        foreach (var (name, value) in ((string, string)[])[("structures", Structures), ("targets", Targets), ("split", Split), ("idColumn", IdColumn), ("targetColumn", TargetColumn), ("property", Property)])
            if (string.IsNullOrEmpty(value)) throw new ArgumentException($"data.{name} is missing");
        if (Unit is null) throw new ArgumentException("data.unit is missing");
    }
}
