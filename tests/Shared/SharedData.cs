namespace Debye.TestSupport;

/// <summary>Finds reference data outside the repository; a test that needs it is skipped where it is absent.</summary>
internal static class SharedData
{
    /// <summary>The folder named by DEBYE_SHARED, or a folder "shared" beside the repository, or null.</summary>
    public static string? Root { get; } = Find();

    /// <summary>Full path of a file below the shared folder; skips the running test when it is not there.</summary>
    public static string Require(string relativePath)
    {
        var path = Root is null ? null : Path.Combine(Root, relativePath);
        Assert.SkipUnless(path is not null && File.Exists(path), $"needs reference data: {relativePath}");
        return path!;
    }

    /// <summary>The root of the repository the tests were built from.</summary>
    public static string RepositoryRoot { get; } = FindRepository();

    private static string? Find()
    {
        var named = Environment.GetEnvironmentVariable("DEBYE_SHARED");
        if (!string.IsNullOrEmpty(named))
            return Directory.Exists(named) ? named : null;
        var beside = Path.GetFullPath(Path.Combine(FindRepository(), "..", "shared"));
        return Directory.Exists(beside) ? beside : null;
    }

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Debye.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? AppContext.BaseDirectory;
    }
}
