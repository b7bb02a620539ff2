using Debye.Techniques.Crystal;

namespace Debye.Learning.Techniques.Crystal;

/// <summary>Shape of a network for crystals.</summary>
/// <remarks>Source: T. Xie and J. C. Grossman, Phys. Rev. Lett. 120, 145301 (2018), doi 10.1103/PhysRevLett.120.145301.</remarks>
public sealed record CrystalNetworkDescription
{
    /// <summary>Numbers that describe an element, 1…1000; only for <see cref="CgcnnNetwork"/>.</summary>
    public int ElementFeatures { get; init; } = 92;

    /// <summary>Channels of a site, 1…1024.</summary>
    public int Channels { get; init; } = 64;

    /// <summary>Convolutions, 0…20; none: a network on descriptors alone.</summary>
    public int Convolutions { get; init; } = 3;

    /// <summary>
    /// Nearest neighbours of a site between which angles are looked at, 0 (none) or 2…12; only for <see cref="HybridNetwork"/>, with graphs
    /// that keep directions.
    /// </summary>
    /// <remarks>
    /// Where the count falls within a shell of equal distances, which of its members are looked at depends on the order of the sites.
    /// </remarks>
    public int AngleNeighbours { get; init; }

    /// <summary>Gaussians in which distances are expanded, 1…1000.</summary>
    public int Gaussians { get; init; } = 41;

    /// <summary>Step and width of the Gaussians, Å, above 0, up to 5.</summary>
    public double GaussianStepAngstrom { get; init; } = 0.2;

    /// <summary>Channels of the layers after pooling, 1…4096.</summary>
    public int Hidden { get; init; } = 128;

    /// <summary>Layers after pooling, 1…10.</summary>
    public int HiddenLayers { get; init; } = 1;

    /// <summary>Numbers that are predicted: properties, or classes, or a value and the logarithm of its error; 1…1000.</summary>
    public int Outputs { get; init; } = 1;

    /// <summary>Probability of dropout behind pooling, 0 up to, not including, 1.</summary>
    public double Dropout { get; init; }

    /// <summary>The expansion of distances.</summary>
    public GaussianBasis Basis => new(Gaussians, GaussianStepAngstrom);

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentException">A value is out of its range; the message names it.</exception>
    public void Validate()
    {
        Check("elementFeatures", ElementFeatures, 1000);
        Check("channels", Channels, 1024);
        if (AngleNeighbours is < 0 or 1 or > 12)
            throw new ArgumentException(Invariant($"angleNeighbours is {AngleNeighbours}, expected 0 or 2…12"));
        if (Convolutions is < 0 or > 20)
            throw new ArgumentException(Invariant($"convolutions is {Convolutions}, expected 0…20"));
        Check("gaussians", Gaussians, 1000);
        Check("hidden", Hidden, 4096);
        Check("hiddenLayers", HiddenLayers, 10);
        Check("outputs", Outputs, 1000);
        if (GaussianStepAngstrom is not (> 0 and <= 5))
            throw new ArgumentException(Invariant($"gaussianStepAngstrom is {GaussianStepAngstrom}, expected above 0, up to 5"));
        if (Dropout is not (>= 0 and < 1))
            throw new ArgumentException(Invariant($"dropout is {Dropout}, expected 0 up to below 1"));

        static void Check(string name, int value, int most)
        {
            if (value < 1 || value > most)
                throw new ArgumentException(Invariant($"{name} is {value}, expected 1…{most}"));
        }
    }
}
