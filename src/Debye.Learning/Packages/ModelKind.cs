namespace Debye.Learning.Packages;

/// <summary>Kinds of models that a package can hold.</summary>
public enum ModelKind
{
    /// <summary>A neural network: model.safetensors.</summary>
    Network,

    /// <summary>A random forest: model.dbtr.</summary>
    Forest,

    /// <summary>Gradient-boosted trees: model.dbtr.</summary>
    Boosting,

    /// <summary>Known examples that are looked up, and nothing else: library.safetensors.</summary>
    Library,
}
