namespace Debye.Learning.Projection;

/// <summary>Points of one cell of a <see cref="RepulsionTree"/>.</summary>
/// <param name="Cell">Number, mean and spread of the points.</param>
/// <param name="SquaredSide">Square of the longer side of the box around them.</param>
/// <param name="Next">The node that follows where this one is taken as a whole.</param>
/// <param name="First">First point of a leaf.</param>
/// <param name="End">After the last point of a leaf; 0 for a node with children, the first of which follows it.</param>
internal readonly record struct RepulsionNode(RepulsionCell Cell, double SquaredSide, int Next, int First, int End);
