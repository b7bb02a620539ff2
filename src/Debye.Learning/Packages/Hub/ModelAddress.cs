using System.Text.RegularExpressions;

namespace Debye.Learning.Packages.Hub;

/// <summary>Where a model package lies: on a hub, on a web host or in a folder.</summary>
/// <remarks>
/// <c>hf://owner/name</c> or <c>hf://owner/name@revision</c> is a repository of the hub, <c>https://host/path/</c> (or http) a
/// folder of a web host that holds a manifest.json, and everything else is a folder of this machine. What an address
/// means never depends on what is there.
/// </remarks>
public abstract partial record ModelAddress
{
    private const string HubScheme = "hf://";

    private protected ModelAddress() { }

    /// <summary>The last part of the address, fit to be the name of a folder; null where there is none.</summary>
    public abstract string? Name { get; }

    /// <summary>Reads an address as it is written on a command line.</summary>
    /// <param name="text">The address.</param>
    /// <exception cref="ArgumentException">The text is no address; the message says what was expected.</exception>
    public static ModelAddress Parse(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        if (text.StartsWith(HubScheme, StringComparison.OrdinalIgnoreCase))
            return ParseHub(text);
        if (
            text.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
        )
            return ParseWeb(text);
        if (text.Contains("://", StringComparison.Ordinal) || text.StartsWith("hf:", StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException($"Expected hf://owner/name, https://host/path/ or a folder, got '{text}'.", nameof(text));
        if (text.Any(char.IsControl))
            throw new ArgumentException("Expected a folder, got a name with control characters.", nameof(text));
        return new FolderAddress(text);
    }

    private static HubAddress ParseHub(string text)
    {
        var parts = text[HubScheme.Length..].Split('@', 2);
        var revision = parts.Length == 2 ? parts[1] : HubAddress.UsualRevision;
        var names = parts[0].TrimEnd('/').Split('/');
        if (names.Length != 2 || !Array.TrueForAll(names, IsHubName))
            throw new ArgumentException($"Expected hf://owner/name or hf://owner/name@revision, got '{text}'.", nameof(text));
        if (
            revision.Length > 200
            || !Revision().IsMatch(revision)
            || revision.Contains("..", StringComparison.Ordinal)
            || revision.Contains("//", StringComparison.Ordinal)
        )
            throw new ArgumentException($"Expected a branch, tag or commit after '@', got '{revision}'.", nameof(text));
        return new HubAddress(names[0], names[1], revision);
    }

    private static WebAddress ParseWeb(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri))
            throw new ArgumentException($"Expected https://host/path/, got '{text}'.", nameof(text));
        // A password in an address would end up in logs and manifests.
        if (uri.UserInfo.Length > 0)
            throw new ArgumentException("Expected https://host/path/ without a user name or password.", nameof(text));
        if (uri.Query.Length > 0 || uri.Fragment.Length > 0)
            throw new ArgumentException("Expected https://host/path/ without '?' and '#'.", nameof(text));
        if (uri.Host is "huggingface.co" or "www.huggingface.co" or "hf.co")
            throw new ArgumentException("A model of the hub is written hf://owner/name.", nameof(text));
        var path = uri.AbsolutePath;
        if (path.EndsWith("/" + ModelManifest.FileName, StringComparison.Ordinal))
            path = path[..^ModelManifest.FileName.Length];
        if (!path.EndsWith('/'))
            path += "/";
        return new WebAddress(new Uri(uri.GetLeftPart(UriPartial.Authority) + path));
    }

    private static bool IsHubName(string name) =>
        name.Length <= 96
        && HubName().IsMatch(name)
        && !name.Contains("..", StringComparison.Ordinal)
        && !name.Contains("--", StringComparison.Ordinal)
        && PackagePath.Problem(name, isFolder: true) is null;

    [GeneratedRegex("^[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?\\z", RegexOptions.None, 1000)]
    private static partial Regex HubName();

    [GeneratedRegex("^[A-Za-z0-9_](?:[A-Za-z0-9._/+-]*[A-Za-z0-9_])?\\z", RegexOptions.None, 1000)]
    private static partial Regex Revision();
}
