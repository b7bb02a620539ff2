namespace Debye;

/// <summary>Tables carried inside the assembly: tab-separated, '#' comments, one header line.</summary>
internal static class Resources
{
    /// <summary>Opens a resource by file name.</summary>
    public static Stream Open(string name)
    {
        var assembly = typeof(Resources).Assembly;
        var full =
            Array.Find(assembly.GetManifestResourceNames(), candidate => Path.GetFileName(candidate.Replace('\\', '/')) == name)
            ?? throw new InvalidOperationException($"The assembly carries no resource '{name}'.");
        return assembly.GetManifestResourceStream(full)!;
    }

    /// <summary>Rows of a table without comments and header, split at tabs.</summary>
    public static IEnumerable<string[]> Rows(string name)
    {
        using var reader = new StreamReader(Open(name));
        var header = true;
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#'))
                continue;
            if (!header && line.Length > 0)
                yield return line.Split('\t');
            header = false;
        }
    }
}
