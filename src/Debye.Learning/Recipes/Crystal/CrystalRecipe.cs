using Debye.Techniques.Crystal;

namespace Debye.Learning.Recipes.Crystal;

/// <summary>All that decides a model of a property of crystals: data, graphs, networks, training.</summary>
public sealed record CrystalRecipe
{
    /// <summary>Technique; "crystal".</summary>
    public string Technique { get; init; } = "crystal";

    /// <summary>One sentence on what the recipe is for and where its data come from.</summary>
    public string Description { get; init; } = "";

    /// <summary>Data.</summary>
    public CrystalData Data { get; init; } = new();

    /// <summary>How crystals become graphs.</summary>
    public CrystalOptions Graph { get; init; } = new();

    /// <summary>Each network; its element features are one for each element, so that the embedding is learned.</summary>
    public CgcnnDescription Network { get; init; } = new() { ElementFeatures = CrystalBatch.Elements };

    /// <summary>Number of networks, which differ in their seeds and are averaged, 1…50.</summary>
    public int Networks { get; init; } = 1;

    /// <summary>Training.</summary>
    public CrystalTrainingOptions Training { get; init; } = new();

    /// <summary>Seed of weights and order.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentException">A part is missing or a value is out of its range.</exception>
    public void Validate()
    {
        if (Technique != "crystal") throw new ArgumentException($"technique is '{Technique}', expected 'crystal'");
        if (Data is null || Graph is null || Network is null || Training is null) throw new ArgumentException("a part of the recipe is null");
        Data.Validate();
        Graph.Validate();
        Network.Validate();
        Training.Validate();
        if (Network.ElementFeatures != CrystalBatch.Elements || Network.Outputs != 1) throw new ArgumentException($"network: expected {CrystalBatch.Elements} elementFeatures and one output");
        if (Networks is < 1 or > 50) throw new ArgumentException($"networks is {Networks}, expected 1…50");
    }

    /// <summary>Reads a recipe.</summary>
    /// <exception cref="DataFormatException">The file is no recipe.</exception>
    public static CrystalRecipe Read(string path) => RecipeFiles.Read<CrystalRecipe>(path, recipe => recipe.Validate());
}
