using System.Text.Json;
using Debye.Learning.Metrics;
using Debye.Learning.Models;
using Debye.Techniques.Crystal;
using Debye.Tensors;

namespace Debye.Learning.Recipes.Crystal;

/// <summary>Configuration of a package: all but the weights.</summary>
internal sealed record CrystalModelConfig
{
    public const int CurrentFormat = 1;

    public int FormatVersion { get; init; } = CurrentFormat;

    public string Technique { get; init; } = "crystal";

    public string Task { get; init; } = "regression";

    public required string Property { get; init; }

    public required string Unit { get; init; }

    public required CrystalOptions Graph { get; init; }

    public required CgcnnDescription Network { get; init; }

    public required TargetScale Scale { get; init; }

    public required int Networks { get; init; }
}

/// <summary>Writes and reads a model of a property of crystals as a package: networks, configuration, recipe, metrics, model card.</summary>
public static class CrystalModelPackage
{
    /// <summary>Name of the weights of a network.</summary>
    public static string NetworkFile(int number) => $"model-{number}.safetensors";

    /// <summary>Reads a package, or a file of weights of CGCNN's own code (see <see cref="CgcnnCheckpoint"/>).</summary>
    /// <param name="path">A folder, or a .safetensors file.</param>
    /// <exception cref="DataFormatException">It is missing, damaged, or made by a newer version.</exception>
    public static CrystalModel Load(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!Directory.Exists(path))
            return path.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase) ? CgcnnCheckpoint.Read(path) : throw new DataFormatException(path, 0, "expected a model package (a folder) or weights of CGCNN (.safetensors)");
        var config = ReadConfig(Path.Combine(path, "config.json"));
        var networks = new CgcnnNetwork[config.Networks];
        for (var k = 0; k < networks.Length; k++)
        {
            networks[k] = New(config.Network, (ulong)k);
            WeightFile.LoadInto(path, networks[k], NetworkFile(k));
            networks[k].Eval();
        }

        return new CrystalModel(Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))), config.Property, config.Unit, networks, config.Graph, config.Scale);
    }

    /// <summary>A network with fresh weights whose embedding learns each element by itself.</summary>
    internal static CgcnnNetwork New(CgcnnDescription description, ulong seed)
    {
        var elements = new float[CrystalBatch.Elements * description.ElementFeatures];
        for (var z = 0; z < Math.Min(CrystalBatch.Elements, description.ElementFeatures); z++) elements[(z * description.ElementFeatures) + z] = 1;
        return new CgcnnNetwork(description, elements, new RandomStream(seed), new RandomStream(seed + 1000));
    }

    internal static void Save(string folder, CrystalRecipe recipe, CrystalDataset set, CrystalModel model, RegressionReport validation)
    {
        for (var k = 0; k < model.Networks.Count; k++) SafeTensors.Write(Path.Combine(folder, NetworkFile(k)), SafeTensors.FromModule(model.Networks[k]));
        Write("config.json", new CrystalModelConfig { Property = model.Property, Unit = model.Unit, Graph = model.Graph, Network = recipe.Network, Scale = model.Scale, Networks = model.Networks.Count });
        Write("recipe.json", recipe);
        Write("metrics.json", new { trainingCrystals = set.Training.Count, validationCrystals = validation.Count, validation.MeanAbsoluteError, validation.StandardError, validation.RootMeanSquareError, validation.Determination });
        File.WriteAllText(Path.Combine(folder, "README.md"), Card(recipe, set, validation));

        void Write<T>(string name, T value) => File.WriteAllText(Path.Combine(folder, name), JsonSerializer.Serialize(value, RecipeFiles.Json) + "\n");
    }

    private static CrystalModelConfig ReadConfig(string path)
    {
        if (!File.Exists(path)) throw new DataFormatException(path, 0, "no model package: config.json is missing");
        try
        {
            var text = File.ReadAllText(path);
            using (var document = JsonDocument.Parse(text))
                if (document.RootElement.TryGetProperty("formatVersion", out var version) && version.GetInt32() > CrystalModelConfig.CurrentFormat)
                    throw new DataFormatException(path, 0, $"format version {version} is newer than {CrystalModelConfig.CurrentFormat}, the newest this program reads: update Debye");
            var config = JsonSerializer.Deserialize<CrystalModelConfig>(text, RecipeFiles.Json);
            if (config?.Graph is null || config.Network is null || config.Property is null || config.Unit is null) throw new DataFormatException(path, 0, "a part of the configuration is missing");
            if (config.Technique != "crystal") throw new DataFormatException(path, 0, $"a model of the technique '{config.Technique}', expected 'crystal'");
            if (config.Networks is < 1 or > 50 || config.Network.Outputs != 1 || !(config.Scale.StandardDeviation > 0)) throw new DataFormatException(path, 0, "expected 1…50 networks of one output and a scale");
            config.Graph.Validate();
            config.Network.Validate();
            return config;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or FormatException)
        {
            throw new DataFormatException(path, 0, "no model configuration: " + problem.Message.Split(" Path:")[0], problem);
        }
        catch (ArgumentException problem)
        {
            throw new DataFormatException(path, 0, problem.Message, problem);
        }
    }

    private static string Card(CrystalRecipe recipe, CrystalDataset set, RegressionReport validation) => $"""
        # {recipe.Data.Property} of crystals: {recipe.Networks} graph network(s)

        {recipe.Description}

        **Answers** {recipe.Data.Property} in {recipe.Data.Unit} from an ordered crystal structure.

        **Trained** on {set.Training.Count} crystals of {Path.GetFileName(recipe.Data.Targets)}, parts by {Path.GetFileName(recipe.Data.Split)}; the test part was not looked at.

        **Validation.** {validation.Count} crystals: mean absolute error {validation.MeanAbsoluteError:f4} ± {validation.StandardError:f4} {recipe.Data.Unit}, R² {validation.Determination:f3}. The epoch was chosen on them.

        **Limits.** Elements, compositions and structures like those it was trained on; no interval, no warning of others yet.

        **Licence** of the weights: that of the data; see the source of {Path.GetFileName(recipe.Data.Targets)}.
        """ + "\n";
}
