using System.Text.Json.Serialization;
using Debye.Learning.Tables;
using Debye.Learning.Trees;

namespace Debye.Learning.Techniques.Spectra.Classifiers;

/// <summary>Which classifier stands behind the preprocessing, with its settings; in JSON "kind" names it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(BoostingClassifierOptions), "boosting")]
[JsonDerivedType(typeof(DiscriminantClassifierOptions), "linear-discriminant")]
[JsonDerivedType(typeof(ForestClassifierOptions), "forest")]
[JsonDerivedType(typeof(HydraSpectrumOptions), "hydra")]
[JsonDerivedType(typeof(LogisticClassifierOptions), "logistic-regression")]
[JsonDerivedType(typeof(MiniRocketSpectrumOptions), "mini-rocket")]
[JsonDerivedType(typeof(NeighbourClassifierOptions), "nearest-neighbours")]
[JsonDerivedType(typeof(NetworkClassifierOptions), "network")]
[JsonDerivedType(typeof(PlsClassifierOptions), "pls-discriminant")]
[JsonDerivedType(typeof(RidgeSpectrumOptions), "ridge")]
public abstract record SpectrumClassifierOptions
{
    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentException">A value is outside its range.</exception>
    public abstract void Validate();

    /// <summary>A short name for tables.</summary>
    [JsonIgnore]
    public abstract string Name { get; }

    /// <summary>Fits the classifier.</summary>
    /// <exception cref="ArgumentException">The examples do not suffice.</exception>
    internal abstract IClassifier Train(TreeExamples examples, SpectrumTrainingContext context);
}
