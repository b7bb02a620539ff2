using System.Text.Json.Serialization;
using Debye.Learning.Trees;
using Debye.Tensors;

namespace Debye.Learning.Recipes.Crystal;

/// <summary>Kinds of members of a model.</summary>
public enum CrystalMemberKind
{
    /// <summary>A crystal graph convolutional network as published.</summary>
    Cgcnn,

    /// <summary>A network on graph and descriptors; without convolutions on descriptors alone.</summary>
    Hybrid,

    /// <summary>Gradient boosting on descriptors.</summary>
    Trees,
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
        if (Network is null || Training is null || Trees is null) throw new ArgumentException("a part of a member is null");
        if (!Enum.IsDefined(Kind)) throw new ArgumentException($"a member's kind is {Kind}, expected cgcnn, hybrid or trees");
        if (Count is < 1 or > 50) throw new ArgumentException($"a member's count is {Count}, expected 1…50");
        Network.Validate();
        Training.Validate();
        Trees.Validate();
        if (Kind == CrystalMemberKind.Cgcnn && (Network.ElementFeatures != CrystalBatch.Elements || Network.Convolutions == 0))
            throw new ArgumentException($"network: expected {CrystalBatch.Elements} elementFeatures and a convolution or more");
    }

    /// <summary>A network with fresh weights; its embedding learns each element by itself.</summary>
    internal CrystalNetwork NewNetwork(ulong seed, RandomStream dropout)
    {
        if (Kind == CrystalMemberKind.Hybrid) return new HybridNetwork(Network, new RandomStream(seed), dropout);
        var elements = new float[CrystalBatch.Elements * Network.ElementFeatures];
        for (var z = 0; z < CrystalBatch.Elements; z++) elements[(z * Network.ElementFeatures) + z] = 1;
        return new CgcnnNetwork(Network, elements, new RandomStream(seed), dropout);
    }
}

/// <summary>One of the parts of a model whose answers are blended: a network or trees.</summary>
/// <param name="Kind">Kind.</param>
/// <param name="Network">The network; null for trees.</param>
/// <param name="Trees">The trees; null for a network.</param>
/// <param name="Scale">The scale on which a network predicts.</param>
public sealed record CrystalMember(CrystalMemberKind Kind, CrystalNetwork? Network, TreeModel? Trees, TargetScale Scale)
{
    /// <summary>Whether it looks at descriptors.</summary>
    public bool NeedsDescriptors => Kind != CrystalMemberKind.Cgcnn;
}
