namespace Debye.Learning.Packages.Hub;

/// <summary>How a package is pushed.</summary>
public sealed record ModelPushOptions
{
    /// <summary>Whether a repository that the push creates is open to everybody; one that exists stays as it is.</summary>
    public bool Public { get; init; }

    /// <summary>Licence for a model card that names none, as the hub writes it ("cc-by-4.0", "mit"); null for none.</summary>
    public string? License { get; init; }

    /// <summary>Title of the commit on a hub.</summary>
    public string Message { get; init; } = "Model package pushed with Debye";

    /// <summary>Whether files of the repository that the package does not have are removed from it.</summary>
    public bool Prune { get; init; }

    /// <summary>Whether a package in a folder may be replaced.</summary>
    public bool Replace { get; init; }

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentException">A value is outside its range.</exception>
    public void Validate()
    {
        if (License is not null && (License.Length is 0 or > 60 || !License.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.')))
            throw new ArgumentException($"Expected a licence such as cc-by-4.0 or mit, got '{License}'.");
        if (Message is null || Message.Length is 0 or > 200 || Message.Any(char.IsControl))
            throw new ArgumentException("Expected a message of one line, 1…200 characters.");
    }
}
