namespace Debye.Crystals.Neighbours;

/// <summary>Whole-number translation between cells, in lattice vectors.</summary>
/// <param name="A">Along a.</param>
/// <param name="B">Along b.</param>
/// <param name="C">Along c.</param>
public readonly record struct CellImage(int A, int B, int C);

/// <summary>A site near another one, itself or a periodic image of itself.</summary>
/// <param name="Site">Number of the site in the structure, from 0.</param>
/// <param name="DistanceAngstrom">Distance, Å.</param>
/// <param name="Image">Cell it is in: its position is the site's position as given plus this translation.</param>
public readonly record struct PeriodicNeighbour(int Site, double DistanceAngstrom, CellImage Image);
