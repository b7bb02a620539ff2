using System.Text.Json.Serialization;
using Debye.Learning.Regression;
using Debye.Learning.Trees;
using Debye.Tensors;

namespace Debye.Learning.Techniques.Crystal;

/// <summary>Kinds of members of a model.</summary>
public enum CrystalMemberKind
{
    /// <summary>A crystal graph convolutional network as published.</summary>
    Cgcnn,

    /// <summary>A network on graph and descriptors; without convolutions on descriptors alone.</summary>
    Hybrid,

    /// <summary>Gradient boosting or a forest on descriptors.</summary>
    Trees,

    /// <summary>A Gaussian process on descriptors, in adapted models.</summary>
    Process,

    /// <summary>A straight line over the answer of the base model, in adapted models.</summary>
    Line,
}

/// <summary>Members of one kind in a recipe.</summary>
public sealed record CrystalMemberOptions
{
    /// <summary>Kind.</summary>
    public CrystalMemberKind Kind { get; init; } = CrystalMemberKind.Hybrid;

    /// <summary>How many, which differ in their seeds; 1…50.</summary>
    public int Count { get; init; } = 1;

    /// <summary>Shape of networks.</summary>
    public CrystalNetworkDescription Network { get; init; } = new() { ElementFeatures = CrystalBatch.Elements };

    /// <summary>Training of networks.</summary>
    public CrystalTrainingOptions Training { get; init; } = new();

    /// <summary>Training of trees.</summary>
    public GradientBoostingOptions Trees { get; init; } = new();

    /// <summary>Whether it looks at descriptors.</summary>
    [JsonIgnore]
    public bool NeedsDescriptors => Kind != CrystalMemberKind.Cgcnn;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentException">A value is out of its range; the message names it.</exception>
    public void Validate()
    {
        if (Network is null || Training is null || Trees is null)
            throw new ArgumentException("a part of a member is null");
        if (Kind is not (CrystalMemberKind.Cgcnn or CrystalMemberKind.Hybrid or CrystalMemberKind.Trees))
            throw new ArgumentException($"a member's kind is {Kind}, expected cgcnn, hybrid or trees");
        if (Count is < 1 or > 50)
            throw new ArgumentException($"a member's count is {Count}, expected 1…50");
        Network.Validate();
        Training.Validate();
        Trees.Validate();
        if (Kind == CrystalMemberKind.Cgcnn && (Network.ElementFeatures != CrystalBatch.Elements || Network.Convolutions == 0))
            throw new ArgumentException($"network: expected {CrystalBatch.Elements} elementFeatures and a convolution or more");
    }

    /// <summary>A network with fresh weights; its embedding learns each element by itself.</summary>
    internal CrystalNetwork NewNetwork(ulong seed, RandomStream dropout)
    {
        if (Kind == CrystalMemberKind.Hybrid)
            return new HybridNetwork(Network, new RandomStream(seed), dropout);
        var elements = new float[CrystalBatch.Elements * Network.ElementFeatures];
        for (var z = 0; z < CrystalBatch.Elements; z++)
            elements[(z * Network.ElementFeatures) + z] = 1;
        return new CgcnnNetwork(Network, elements, new RandomStream(seed), dropout);
    }
}

/// <summary>One of the parts of a model whose answers are blended.</summary>
/// <param name="Kind">Kind; says which of the other parts is there.</param>
/// <param name="Scale">The scale on which a network predicts.</param>
public sealed record CrystalMember(CrystalMemberKind Kind, TargetScale Scale)
{
    /// <summary>The network.</summary>
    public CrystalNetwork? Network { get; init; }

    /// <summary>The trees.</summary>
    public TreeModel? Trees { get; init; }

    /// <summary>The Gaussian process.</summary>
    public GaussianProcess? Process { get; init; }

    /// <summary>The line: value at 0, and slope.</summary>
    public (double Constant, double Slope) Line { get; init; }

    /// <summary>Scales of the further properties that a network predicts.</summary>
    public IReadOnlyList<TargetScale> MoreScales { get; init; } = [];

    /// <summary>Whether its features are descriptors and the answer of the base model.</summary>
    public bool IsOnBase { get; init; }

    /// <summary>Fold of the model's <see cref="CrystalModel.CrossFit"/> that it has not learned from; null for none.</summary>
    public int? Fold { get; init; }

    /// <summary>Whether it looks at descriptors.</summary>
    public bool NeedsDescriptors => Kind is CrystalMemberKind.Hybrid or CrystalMemberKind.Trees or CrystalMemberKind.Process;
}
