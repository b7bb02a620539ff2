using System.Reflection;
using System.Text;
using System.Xml.Linq;
using Debye.TestSupport;

namespace Debye.Learning.Tests;

/// <summary>The arrows of ARCHITECTURE.md, and the public API as text under docs/api.</summary>
public sealed class ArchitectureTests
{
    [Theory]
    [InlineData("Debye", "")]
    [InlineData("Debye.Tensors", "")]
    [InlineData("Debye.Learning", "Debye,Debye.Tensors")]
    [InlineData("Debye.Models", "")]
    [InlineData("Debye.Cli", "Debye.Learning,Debye.Models")]
    public void Projects_KnowOnlyWhomTheyMay(string project, string allowed)
    {
        var file = XDocument.Load(Path.Combine(SharedData.RepositoryRoot, "src", project, project + ".csproj"));
        var known = file.Descendants("ProjectReference")
            .Select(element => Path.GetFileNameWithoutExtension(element.Attribute("Include")!.Value))
            .Order();
        known.ShouldBe(allowed.Split(',', StringSplitOptions.RemoveEmptyEntries).Order());
    }

    [Fact]
    public void Techniques_NeverSeeEachOther()
    {
        var folder = Path.Combine(SharedData.RepositoryRoot, "src", "Debye", "Techniques");
        var names = Directory.GetDirectories(folder).Select(path => Path.GetFileName(path)!).ToArray();
        foreach (var own in names)
        foreach (var file in Directory.GetFiles(Path.Combine(folder, own), "*.cs", SearchOption.AllDirectories))
        foreach (var other in names.Where(name => name != own))
            File.ReadAllText(file).ShouldNotContain($"Techniques.{other}", customMessage: file);
    }

    /// <summary>The formatter wraps code; comments and strings are wrapped by hand.</summary>
    [Fact]
    public void Sources_HaveNoLineBeyondTheLimit()
    {
        const int limit = 140;
        var folders = new[] { "src", "tests", "bench", "samples" }.Select(name => Path.Combine(SharedData.RepositoryRoot, name));
        var files = folders
            .SelectMany(folder => Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories))
            .Where(file => !IsBuilt(Path.GetRelativePath(SharedData.RepositoryRoot, file)))
            .ToArray();
        files.Length.ShouldBeGreaterThan(1000);
        var beyond = files.SelectMany(file =>
            File.ReadLines(file).Select((line, i) => (line.Length, Place: Invariant($"{file}:{i + 1}"))).Where(line => line.Length > limit)
        );
        beyond.Select(line => line.Place).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Debye")]
    [InlineData("Debye.Tensors")]
    [InlineData("Debye.Learning")]
    public void PublicApi_IsAsReviewed(string assembly)
    {
        var path = Path.Combine(SharedData.RepositoryRoot, "docs", "api", assembly + ".txt");
        var now = Describe(Assembly.Load(assembly));
        if (Environment.GetEnvironmentVariable("DEBYE_UPDATE_API") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, now);
        }

        File.Exists(path).ShouldBeTrue($"{path} is missing: run the tests once with DEBYE_UPDATE_API=1");
        now.ShouldBe(File.ReadAllText(path), "the public API changed: review it, then run the tests with DEBYE_UPDATE_API=1");
    }

    private static bool IsBuilt(string path) => path.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj");

    private static string Describe(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(Kind(type)).Append(' ').Append(type.FullName).Append('\n');
            var members = type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
                .Where(member =>
                    member is not Type
                    && !(member is MethodInfo { IsSpecialName: true })
                    && !member.Name.Contains('<', StringComparison.Ordinal)
                )
                .Select(member => "    " + member)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal);
            foreach (var member in members)
                text.Append(member).Append('\n');
        }

        return text.ToString();
    }

    private static string Kind(Type type) =>
        type switch
        {
            { IsEnum: true } => "enum",
            { IsInterface: true } => "interface",
            { IsValueType: true } => "struct",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            _ => "class",
        };
}
