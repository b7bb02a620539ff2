using System.Collections.Frozen;
using Debye.Learning.Training;

namespace Debye.Learning.Packages.Hub;

/// <summary>Which names a file of a model package may have: relative, plain on every system, and of a kind that nothing executes.</summary>
internal static class PackagePath
{
    private const int LongestPath = 200;

    private const int Depth = 6;

    // No .html and .svg: both can carry scripts.
    private static readonly FrozenSet<string> Kinds = new[]
    {
        ".json",
        ".jsonl",
        ".md",
        ".txt",
        ".safetensors",
        ".trees",
        ".dbtr",
        ".dbxl",
        ".png",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> PlainNames = new[] { "LICENSE", "NOTICE" }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Devices = new[] { "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$" }
        .Concat(Enumerable.Range(0, 10).SelectMany(i => new[] { Invariant($"COM{i}"), Invariant($"LPT{i}") }))
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a file is left behind without a word: it belongs to the place, not to the package.</summary>
    public static bool IsLeftBehind(string path) => path is ".gitattributes" or ModelManifest.FileName || TrainingFolder.IsTrace(path);

    /// <summary>What is wrong with a path; null if nothing is.</summary>
    /// <param name="path">Path in the package, with forward slashes.</param>
    /// <param name="isFolder">Whether it names a folder, which is of no kind.</param>
    public static string? Problem(string path, bool isFolder = false)
    {
        if (path.Length is 0 or > LongestPath)
            return $"expected a name of 1…{LongestPath} characters";
        var segments = path.Split('/');
        if (segments.Length > Depth)
            return $"lies more than {Depth} folders deep";
        foreach (var segment in segments)
            if (ProblemOfSegment(segment) is { } problem)
                return problem;
        return isFolder || PlainNames.Contains(path) || Kinds.Contains(Path.GetExtension(segments[^1]))
            ? null
            : $"files of this kind are not part of a model package ({string.Join(' ', Kinds.Order(StringComparer.Ordinal))})";
    }

    /// <summary>Checks all names of a package.</summary>
    /// <param name="paths">Paths in the package.</param>
    /// <param name="place">Where they come from, for the message.</param>
    /// <exception cref="DataFormatException">One is not allowed, or two are one name where case does not count.</exception>
    public static void Require(IEnumerable<string> paths, string place)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var path in paths)
        {
            if (Problem(path) is { } problem)
                throw new DataFormatException(place, 0, $"'{Printable(path)}': {problem}; nothing was taken over");
            if (!seen.Add(path))
                throw new DataFormatException(
                    place,
                    0,
                    $"'{Printable(path)}' is there twice (names that differ in case alone count as one)"
                );
        }
    }

    /// <summary>The path as part of an address.</summary>
    public static string Escape(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    /// <summary>The full path below a folder.</summary>
    public static string Below(string folder, string path) => Path.Combine([folder, .. path.Split('/')]);

    /// <summary>A name from elsewhere without what could disturb a terminal.</summary>
    public static string Printable(string text) =>
        string.Concat((text.Length > LongestPath ? text[..LongestPath] + "…" : text).Select(c => char.IsControl(c) ? '?' : c));

    private static string? ProblemOfSegment(string segment)
    {
        if (segment is "" or "." or "..")
            return "the name leaves the folder or has an empty part";
        if (segment.Any(c => char.IsControl(c) || c is '\\' or ':' or '*' or '?' or '"' or '<' or '>' or '|'))
            return "the name has a character that not every system allows";
        if (!segment.IsNormalized() || segment[0] is ' ' or '.' or '~' or '-' || segment[^1] is ' ' or '.')
            return "the name begins or ends in a way that not every system allows";
        return Devices.Contains(segment.Split('.')[0].TrimEnd()) ? "the name is that of a device" : null;
    }
}
