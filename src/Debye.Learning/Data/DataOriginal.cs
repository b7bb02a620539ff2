namespace Debye.Learning.Data;

/// <summary>A file as a public host serves it.</summary>
public sealed record DataOriginal
{
    /// <summary>Its name there.</summary>
    public required string Name { get; init; }

    /// <summary>Length in bytes; null where the host makes the file on request, so that it is not known beforehand.</summary>
    public long? Size { get; init; }

    /// <summary>SHA-256 as 64 lower-case hexadecimal digits; null where the host makes the file on request.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Where it can be fetched (https), the first that answers wins; one or more.</summary>
    public required IReadOnlyList<Uri> Addresses { get; init; }
}
