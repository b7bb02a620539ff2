namespace Debye.Learning.Data;

/// <summary>Where data sets lie on this machine: in a cache folder that downloads go to, and perhaps in a shared folder.</summary>
/// <param name="Cache">Folder of downloads: one folder a set.</param>
/// <param name="Shared">Folder with the same contents at places of its own, looked at second; null for none.</param>
public sealed record DataPlaces(string Cache, string? Shared)
{
    /// <summary>What the environment says: DEBYE_DATA, or else the user's cache folder; DEBYE_SHARED.</summary>
    /// <param name="variable">Value of a variable by name, null where it is not set; without it, those of the process.</param>
    /// <remarks>
    /// The user's cache folder is XDG_CACHE_HOME/debye or ~/.cache/debye on Linux, ~/Library/Caches/debye on macOS and
    /// %LOCALAPPDATA%\debye on Windows.
    /// </remarks>
    public static DataPlaces FromEnvironment(Func<string, string?>? variable = null)
    {
        variable ??= Environment.GetEnvironmentVariable;
        return new DataPlaces(Path.GetFullPath(Value("DEBYE_DATA") ?? UserCache(Value)), Value("DEBYE_SHARED"));

        string? Value(string name) => variable(name) is { Length: > 0 } value ? value : null;
    }

    /// <summary>Where a file lies or would lie in the cache.</summary>
    public string InCache(DataSet set, DataFile file) => Path.Combine(Cache, set.Name, file.Name);

    /// <summary>Where a file lies; null if it is nowhere. Its content is not looked at.</summary>
    public string? Find(DataSet set, DataFile file)
    {
        var own = InCache(set, file);
        if (File.Exists(own))
            return own;
        var shared = Shared is null || file.Shared is null ? null : Path.Combine(Shared, file.Shared);
        return File.Exists(shared) ? shared : null;
    }

    private static string UserCache(Func<string, string?> value)
    {
        if (OperatingSystem.IsWindows())
            return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "debye");
        var home = value("HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (OperatingSystem.IsMacOS())
            return Path.Combine(home, "Library", "Caches", "debye");
        // A relative XDG_CACHE_HOME is to be ignored, says the XDG base directory specification.
        return value("XDG_CACHE_HOME") is { } cache && Path.IsPathRooted(cache)
            ? Path.Combine(cache, "debye")
            : Path.Combine(home, ".cache", "debye");
    }
}
