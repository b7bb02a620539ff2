using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using Debye.Learning.Data;

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
    /// A file that a recipe names: relative to the recipe, "data:set/file" of a data set, or "$DEBYE_SHARED/…" in the folder of
    /// reference data.
    /// </summary>
    /// <exception cref="DataFormatException">It belongs to a data set that is not known or not on this machine.</exception>
    public static string Beside(string recipePath, string relative)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(recipePath))!;
        var places = DataPlaces.FromEnvironment();
        var shared = places.Shared ?? Path.GetFullPath("../../shared", folder);
        if (DataReference.IsOne(relative))
            return DataReference.Resolve(relative, recipePath, places with { Shared = shared });
        return Path.GetFullPath(relative.Replace("$DEBYE_SHARED", shared, StringComparison.Ordinal), folder);
    }

    /// <summary>How a recipe in another folder names a file that this one names; what is not part of the repository keeps its
    /// name.</summary>
    [return: NotNullIfNotNull(nameof(relative))]
    public static string? Moved(string? relative, string recipePath, string folder) =>
        string.IsNullOrEmpty(relative)
        || DataReference.IsOne(relative)
        || relative.Contains("$DEBYE_SHARED", StringComparison.Ordinal)
        || Path.IsPathRooted(relative)
            ? relative
            : Path.GetRelativePath(folder, Beside(recipePath, relative)).Replace('\\', '/');
}
