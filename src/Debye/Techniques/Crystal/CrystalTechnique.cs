namespace Debye.Techniques.Crystal;

/// <summary>Crystal graphs: from a crystal structure to a property of the material.</summary>
public static class CrystalTechnique
{
    /// <summary>The technique's entry in the registry.</summary>
    public static Technique Description { get; } =
        new(
            "crystal",
            "Crystal graph",
            "symmetry, graphs of neighbours, properties by graph networks.",
            "distance between sites",
            "Å",
            ["T. Xie, J. C. Grossman, Phys. Rev. Lett. 120, 145301 (2018), doi 10.1103/PhysRevLett.120.145301"]
        );
}
