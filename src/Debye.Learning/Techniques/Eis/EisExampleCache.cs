using System.Security.Cryptography;
using System.Text.Json;
using Debye.Learning.Tables;
using Debye.Learning.Training;
using Debye.Learning.Trees;
using Debye.Tensors;

namespace Debye.Learning.Techniques.Eis;

/// <summary>Keeps the examples of a training beside it until it is done: making them may take longer than learning from them.</summary>
internal static class EisExampleCache
{
    private const string RecipeKey = "recipe";

    /// <summary>
    /// The examples: those kept, when resuming and the recipe's seed, features and data are the same, else freshly made and kept.
    /// </summary>
    public static EisTrainingSet Get(string folder, EisRecipe recipe, bool resume, Func<EisTrainingSet> make)
    {
        var (path, key) = (PathIn(folder), KeyOf(recipe));
        if (resume && File.Exists(path) && Read(path, key) is { } kept)
            return kept;
        var set = make();
        var tensors = new Dictionary<string, SafeTensor>(StringComparer.Ordinal);
        foreach (var (name, part) in Parts(set))
        {
            tensors[name + ".features"] = SafeTensor.From(part.Features.Values, part.Count, part.Features.Columns);
            tensors[name + ".labels"] = SafeTensor.From(Array.ConvertAll(part.Labels, label => (long)label), part.Count);
        }

        var temporary = path + ".tmp";
        SafeTensors.Write(temporary, tensors, new Dictionary<string, string>(StringComparer.Ordinal) { [RecipeKey] = key });
        File.Move(temporary, path, overwrite: true);
        return set;
    }

    /// <summary>Removes the kept examples.</summary>
    public static void Delete(string folder) => File.Delete(PathIn(folder));

    private static EisTrainingSet? Read(string path, string key)
    {
        try
        {
            var (tensors, metadata) = SafeTensors.Read(File.ReadAllBytes(path).AsMemory());
            return metadata.TryGetValue(RecipeKey, out var own) && own == key
                ? new EisTrainingSet(Part(tensors, "training"), Part(tensors, "validation"))
                : null;
        }
        catch (Exception problem) when (problem is InvalidDataException or KeyNotFoundException or ArgumentException)
        {
            throw new DataFormatException(path, 0, "the examples kept by the training are damaged: delete the file", problem);
        }
    }

    private static EisExamples Part(IReadOnlyDictionary<string, SafeTensor> tensors, string name)
    {
        var labels = Array.ConvertAll(tensors[name + ".labels"].ToInt64(), label => (int)label);
        var values = tensors[name + ".features"].ToSingle();
        return new EisExamples(
            [.. Enumerable.Range(0, labels.Length).Select(i => Invariant($"{i}"))],
            new FeatureTable(values, values.Length / Math.Max(1, labels.Length)),
            labels
        );
    }

    private static IEnumerable<(string, EisExamples)> Parts(EisTrainingSet set) =>
        [("training", set.Training), ("validation", set.Validation)];

    private static string PathIn(string folder) => Path.Combine(folder, TrainingFolder.Examples);

    private static string KeyOf(EisRecipe recipe) =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                JsonSerializer.SerializeToUtf8Bytes(
                    new
                    {
                        recipe.Seed,
                        recipe.Features,
                        recipe.Data,
                    },
                    RecipeFiles.Json
                )
            )
        );
}
