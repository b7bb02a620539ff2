namespace Debye.Techniques.Crystal;

/// <summary>Which neighbours become edges of a crystal graph.</summary>
public enum NeighbourRule
{
    /// <summary>The nearest ones, as many as asked; fewer where the sphere holds no more.</summary>
    /// <remarks>
    /// Where the count falls within a shell of equal distances, which of its members are kept depends on the order of the sites.
    /// </remarks>
    Nearest,

    /// <summary>
    /// The nearest ones, as many as asked, and all others of the last shell: the graph does not depend on the order of the sites.
    /// </summary>
    Shells,

    /// <summary>
    /// As CGCNN's own code: where there are fewer than asked, edges to the first site at one ångström beyond the radius are added.
    /// </summary>
    Padded,
}
