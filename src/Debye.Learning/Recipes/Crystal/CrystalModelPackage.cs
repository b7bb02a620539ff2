using System.Text.Json;
using Debye.Learning.Metrics;
using Debye.Learning.Models;
using Debye.Learning.Trees;
using Debye.Tensors;

namespace Debye.Learning.Recipes.Crystal;

/// <summary>Writes and reads a model of a property of crystals as a package: members, configuration, recipe, metrics, model card.</summary>
public static class CrystalModelPackage
{
    /// <summary>Reads a package, or a file of weights of CGCNN's own code (see <see cref="CgcnnCheckpoint"/>).</summary>
    /// <param name="path">A folder, or a .safetensors file.</param>
    /// <exception cref="DataFormatException">It is missing, damaged, or made by a newer version.</exception>
    public static CrystalModel Load(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!Directory.Exists(path))
            return path.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase) ? CgcnnCheckpoint.Read(path) : throw new DataFormatException(path, 0, "expected a model package (a folder) or weights of CGCNN (.safetensors)");
        var config = CrystalModelConfig.Read(Path.Combine(path, CrystalModelConfig.FileName));
        var members = config.Members.Select((member, k) => Load(path, member, k)).ToArray();
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        return new CrystalModel(name, config.Property, config.Unit, members, [.. config.Members.Select(member => member.Weight)], config.Graph, config.Calibration);
    }

    /// <summary>Name of the file of a member.</summary>
    internal static string FileOf(CrystalMemberKind kind, int number) => kind == CrystalMemberKind.Trees ? $"model-{number}.trees" : $"model-{number}.safetensors";

    /// <summary>Writes members and configuration.</summary>
    internal static void SaveModel(string folder, CrystalModel model)
    {
        Directory.CreateDirectory(folder);
        for (var k = 0; k < model.Members.Count; k++)
        {
            var file = Path.Combine(folder, FileOf(model.Members[k].Kind, k));
            if (model.Members[k].Trees is { } trees) trees.Save(file);
            else SafeTensors.Write(file, SafeTensors.FromModule(model.Members[k].Network!));
        }

        Write(folder, CrystalModelConfig.FileName, new CrystalModelConfig
        {
            Property = model.Property,
            Unit = model.Unit,
            Graph = model.Graph,
            Members = [.. model.Members.Select((member, k) => new CrystalMemberConfig { Kind = member.Kind, Network = member.Network?.Description, Scale = member.Scale, Weight = model.Weights[k] })],
            Calibration = model.Calibration,
        });
    }

    internal static void Save(string folder, CrystalRecipe recipe, CrystalDataset set, CrystalModel model, IReadOnlyList<RegressionReport> single, RegressionReport validation)
    {
        SaveModel(folder, model);
        Write(folder, "recipe.json", recipe);
        Write(folder, "metrics.json", new { trainingCrystals = set.Training.Count, validationCrystals = validation.Count, validation, members = single });
        File.WriteAllText(Path.Combine(folder, "README.md"), CrystalModelCard.Of(recipe, set, model, single, validation));
    }

    internal static void Write<T>(string folder, string name, T value) => File.WriteAllText(Path.Combine(folder, name), JsonSerializer.Serialize(value, RecipeFiles.Json) + "\n");

    private static CrystalMember Load(string folder, CrystalMemberConfig config, int number)
    {
        var file = FileOf(config.Kind, number);
        if (config.Kind == CrystalMemberKind.Trees) return new CrystalMember(config.Kind, null, LoadTrees(Path.Combine(folder, file)), config.Scale);
        var options = new CrystalMemberOptions { Kind = config.Kind, Network = config.Network! };
        var network = options.NewNetwork(1, new RandomStream(1));
        WeightFile.LoadInto(folder, network, file);
        network.Eval();
        return new CrystalMember(config.Kind, network, null, config.Scale);
    }

    private static TreeModel LoadTrees(string path)
    {
        if (!File.Exists(path)) throw new DataFormatException(path, 0, "the trees are missing");
        var trees = TreeModel.Load(path);
        return trees.FeatureCount == Debye.Techniques.Crystal.Descriptors.CrystalDescriptors.Names.Count && trees.PredictionCount == 1 ? trees : throw new DataFormatException(path, 0, $"trees over {trees.FeatureCount} numbers do not fit the descriptors");
    }
}
