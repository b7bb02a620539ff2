using System.Text.Json;
using Debye.Learning.Metrics;
using Debye.Learning.Packages;
using Debye.Learning.Regression;
using Debye.Learning.Trees;
using Debye.Techniques.Crystal.Descriptors;
using Debye.Tensors;

namespace Debye.Learning.Techniques.Crystal;

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
            return path.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase)
                ? CgcnnCheckpoint.Read(path)
                : throw new DataFormatException(path, 0, "expected a model package (a folder) or weights of CGCNN (.safetensors)");
        ModelPackage.Open(path, "crystal");
        var config = CrystalModelConfig.Read(Path.Combine(path, CrystalModelConfig.FileName));
        var members = config.Members.Select((member, k) => Load(path, member, k)).ToArray();
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        return new CrystalModel(
            name,
            config.Property,
            config.Unit,
            members,
            [.. config.Members.Select(member => member.Weight)],
            config.Graph,
            config.Calibration
        )
        {
            Base = config.HasBase ? Load(Path.Combine(path, BaseFolder)) : null,
            CrossFit = config.CrossFit,
            MoreProperties = config.MoreProperties,
        };
    }

    /// <summary>Name of the file of a member.</summary>
    internal static string FileOf(CrystalMemberKind kind, int number) =>
        kind == CrystalMemberKind.Trees ? Invariant($"model-{number}.trees") : Invariant($"model-{number}.safetensors");

    /// <summary>Task in config.json.</summary>
    internal const string Task = "regression";

    /// <summary>Folder of the model that another was adapted from.</summary>
    internal const string BaseFolder = "base";

    /// <summary>Writes members and configuration.</summary>
    internal static void SaveModel(string folder, CrystalModel model, bool isPart = false)
    {
        Directory.CreateDirectory(folder);
        for (var k = 0; k < model.Members.Count; k++)
        {
            var (member, file) = (model.Members[k], Path.Combine(folder, FileOf(model.Members[k].Kind, k)));
            member.Trees?.Save(file);
            member.Process?.Save(file);
            if (member.Network is { } network)
                SafeTensors.Write(file, SafeTensors.FromModule(network));
        }

        if (model.Base is { } under)
            SaveModel(Path.Combine(folder, BaseFolder), under, isPart: true);
        Write(
            folder,
            CrystalModelConfig.FileName,
            new CrystalModelConfig
            {
                FormatVersion = isPart ? 1 : PackageHeader.CurrentFormat,
                Property = model.Property,
                Unit = model.Unit,
                Graph = model.Graph,
                Members =
                [
                    .. model.Members.Select(
                        (member, k) =>
                            new CrystalMemberConfig
                            {
                                Kind = member.Kind,
                                Network = member.Network?.Description,
                                Scale = member.Scale,
                                Weight = model.Weights[k],
                                Line = member.Kind == CrystalMemberKind.Line ? [member.Line.Constant, member.Line.Slope] : null,
                                MoreScales = member.MoreScales,
                                IsOnBase = member.IsOnBase,
                                Fold = member.Fold,
                            }
                    ),
                ],
                CrossFit = model.CrossFit,
                MoreProperties = model.MoreProperties,
                HasBase = model.Base is not null,
                Calibration = model.Calibration,
            }
        );
    }

    internal static void Save(
        string folder,
        CrystalRecipe recipe,
        CrystalDataset set,
        CrystalModel model,
        IReadOnlyList<RegressionReport> single,
        RegressionReport validation
    )
    {
        using var staged = ModelPackage.Stage(folder, "crystal", Task);
        SaveModel(staged.Folder, model);
        Write(staged.Folder, "recipe.json", recipe);
        Write(
            staged.Folder,
            "metrics.json",
            new
            {
                trainingCrystals = set.Training.Count,
                validationCrystals = validation.Count,
                validation,
                members = single,
            }
        );
        File.WriteAllText(Path.Combine(staged.Folder, "README.md"), CrystalModelCard.Of(recipe, set, model, single, validation));
        staged.Commit();
    }

    internal static void Write<T>(string folder, string name, T value) =>
        File.WriteAllText(Path.Combine(folder, name), JsonSerializer.Serialize(value, RecipeFiles.Json) + "\n");

    private static CrystalMember Load(string folder, CrystalMemberConfig config, int number)
    {
        var path = Path.Combine(folder, FileOf(config.Kind, number));
        var member = new CrystalMember(config.Kind, config.Scale)
        {
            IsOnBase = config.IsOnBase,
            Fold = config.Fold,
            MoreScales = config.MoreScales,
        };
        var columns = CrystalDescriptors.Names.Count + (config.IsOnBase ? 1 : 0);
        switch (config.Kind)
        {
            case CrystalMemberKind.Line:
                return member with { Line = (config.Line![0], config.Line[1]) };
            case CrystalMemberKind.Trees:
                var trees = TreeModel.Load(Existing(path));
                return trees.FeatureCount == columns && trees.PredictionCount == 1
                    ? member with
                    {
                        Trees = trees,
                    }
                    : throw new DataFormatException(path, 0, Invariant($"trees over {trees.FeatureCount} numbers, expected {columns}"));
            case CrystalMemberKind.Process:
                var process = GaussianProcess.Load(Existing(path));
                return process.FeatureCount == columns
                    ? member with
                    {
                        Process = process,
                    }
                    : throw new DataFormatException(
                        path,
                        0,
                        Invariant($"a process over {process.FeatureCount} numbers, expected {columns}")
                    );
            default:
                var network = new CrystalMemberOptions { Kind = config.Kind, Network = config.Network! }.NewNetwork(1, new RandomStream(1));
                WeightFile.LoadInto(folder, network, Path.GetFileName(path));
                network.Eval();
                return member with { Network = network };
        }
    }

    private static string Existing(string path) =>
        File.Exists(path) ? path : throw new DataFormatException(path, 0, "this part of the model is missing");
}
