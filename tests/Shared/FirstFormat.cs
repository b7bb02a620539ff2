namespace Debye.TestSupport;

/// <summary>Packages of format 1, whose parts are looked at without a header in front.</summary>
internal static class FirstFormat
{
    /// <summary>Takes the header away from a package.</summary>
    /// <param name="folder">A copy of a package of format 2.</param>
    public static void Of(string folder)
    {
        File.Delete(Path.Combine(folder, "package.json"));
        var config = Path.Combine(folder, "config.json");
        File.WriteAllText(
            config,
            File.ReadAllText(config).Replace("\"formatVersion\": 2", "\"formatVersion\": 1", StringComparison.Ordinal)
        );
    }
}
