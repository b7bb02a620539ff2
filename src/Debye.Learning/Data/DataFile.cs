namespace Debye.Learning.Data;

/// <summary>A file of a data set, as recipes read it.</summary>
/// <remarks>
/// Length and hash are those of the content: a file whose name ends in .gz is unpacked first, because the same content can be packed in
/// many ways.
/// </remarks>
public sealed record DataFile
{
    /// <summary>Name within the set: the part after the slash of "data:set/file".</summary>
    public required string Name { get; init; }

    /// <summary>What it holds: columns or keys, with units.</summary>
    public required string Holds { get; init; }

    /// <summary>Length of the content in bytes.</summary>
    public required long Size { get; init; }

    /// <summary>SHA-256 of the content, 64 lower-case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Its place inside the folder that DEBYE_SHARED names; null if it has none.</summary>
    public string? Shared { get; init; }

    /// <summary>What it is made of; none where it is obtained by hand.</summary>
    public IReadOnlyList<DataOriginal> Originals { get; init; } = [];

    /// <summary>How it is made of them.</summary>
    public DataConverter Converter { get; init; }

    /// <summary>Lines that a conversion must give where its bytes need not be those of <see cref="Sha256"/>; 0 where they must.</summary>
    public int LeastLines { get; init; }

    /// <summary>Whether every conversion gives the bytes that <see cref="Sha256"/> names.</summary>
    public bool IsExact => LeastLines == 0;
}
