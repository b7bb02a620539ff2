namespace Debye.Learning.Data;

/// <summary>A named data set: what it is, whose it is, and the files it consists of.</summary>
public sealed record DataSet
{
    /// <summary>Name in recipes and on the command line: lower-case letters, digits and hyphens.</summary>
    public required string Name { get; init; }

    /// <summary>What it is, in one sentence.</summary>
    public required string Description { get; init; }

    /// <summary>Licence: an SPDX name, or what the origin says.</summary>
    public required string Licence { get; init; }

    /// <summary>Whom to name.</summary>
    public required string Attribution { get; init; }

    /// <summary>Where the files come from and how to obtain them, if they cannot be fetched as they are; null otherwise.</summary>
    public string? ByHand { get; init; }

    /// <summary>The files.</summary>
    public required IReadOnlyList<DataFile> Files { get; init; }

    /// <summary>Whether all files can be fetched.</summary>
    public bool CanBeFetched => Files.All(file => file.Originals.Count > 0);

    /// <summary>Length of the contents in bytes, unpacked.</summary>
    public long Size => Files.Sum(file => file.Size);

    /// <summary>The file of a name; null if the set has none.</summary>
    public DataFile? Find(string name) => Files.FirstOrDefault(file => file.Name == name);
}
