using System.Text.Json;
using System.Text.Json.Serialization;

namespace Debye.Learning.Techniques;

/// <summary>What recipes of all techniques have in common.</summary>
internal static class RecipeFiles
{
    /// <summary>
    /// JSON conventions of recipes: camel case, comments allowed, unknown keys refused; "kind" may stand anywhere in its object.
    /// </summary>
    public static JsonSerializerOptions Json { get; } =
        new()
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            ReadCommentHandling = JsonCommentHandling.Skip,
            AllowTrailingCommas = true,
            WriteIndented = true,
            AllowOutOfOrderMetadataProperties = true,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        };

    /// <summary>The same on one line.</summary>
    public static JsonSerializerOptions JsonLine { get; } = new(Json) { WriteIndented = false };

    /// <summary>Reads a recipe.</summary>
    /// <param name="path">The file.</param>
    /// <param name="check">Looks at its values; complains by ArgumentException.</param>
    /// <exception cref="DataFormatException">The file is no recipe of that kind.</exception>
    public static T Read<T>(string path, Action<T> check)
        where T : class
    {
        try
        {
            var recipe =
                JsonSerializer.Deserialize<T>(File.ReadAllText(path), Json)
                ?? throw new DataFormatException(path, 1, "expected a JSON object");
            check(recipe);
            return recipe;
        }
        catch (JsonException problem)
        {
            throw new DataFormatException(path, (int)(problem.LineNumber ?? -1) + 1, Describe(problem), problem);
        }
        catch (NotSupportedException problem)
        {
            throw new DataFormatException(path, 0, Describe(problem), problem);
        }
        catch (ArgumentException problem)
        {
            throw new DataFormatException(path, 0, Describe(problem), problem);
        }
    }

    /// <summary>What is wrong with a recipe, in its own terms rather than in those of the program.</summary>
    /// <param name="problem">Why it cannot be read, or a value that is refused.</param>
    public static string Describe(Exception problem)
    {
        var text = problem.Message.ReplaceLineEndings(" ");
        if (problem is ArgumentException { ParamName: { } name })
            return $"{JsonNamingPolicy.CamelCase.ConvertName(name)}: "
                + $"{text.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal)}";
        var parts = text.Split(" Path: $");
        var (sentence, place) = (parts[0], parts[^1].Split(" |")[0].Trim('.'));
        bool Says(string words) => sentence.Contains(words, StringComparison.Ordinal);
        if (Says("could not be mapped"))
            return $"unknown key '{sentence.Split('\'')[1]}'";
        if (parts.Length < 2)
            return text;
        if (Says("unrecognized type discriminator"))
            return $"{place}: unknown kind '{sentence.Split('\'')[1]}'";
        if (problem is NotSupportedException)
            return $"{place}: expected a \"kind\"";
        return Says("could not be converted") && place.Length > 0 ? $"{place}: expected a value of another kind" : sentence;
    }

    /// <summary>
    /// A file that a recipe names, relative to the recipe; "$DEBYE_SHARED/…" names data that are not part of the repository.
    /// </summary>
    public static string Beside(string recipePath, string relative)
    {
        var expanded = relative.Replace(
            "$DEBYE_SHARED",
            Environment.GetEnvironmentVariable("DEBYE_SHARED") ?? "../../shared",
            StringComparison.Ordinal
        );
        return Path.GetFullPath(expanded, Path.GetDirectoryName(Path.GetFullPath(recipePath))!);
    }

    /// <summary>
    /// How a recipe in another folder names a file that this one names; what is not part of the repository keeps its name.
    /// </summary>
    public static string Moved(string relative, string recipePath, string folder) =>
        relative.Contains("$DEBYE_SHARED", StringComparison.Ordinal) || Path.IsPathRooted(relative)
            ? relative
            : Path.GetRelativePath(folder, Beside(recipePath, relative)).Replace('\\', '/');
}
