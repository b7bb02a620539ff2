using System.Runtime.Intrinsics;

namespace Debye.Learning.Projection;

/// <summary>Sums over all points as a <see cref="RepulsionTree"/> holds them.</summary>
/// <remarks>
/// Points of a far cell are replaced by the Taylor series to second order about their mean. With S = Σ δδᵀ, d from the mean to the point
/// and q = 1 / (1 + |d|²): Σ q = m q − q² tr S + 4 q³ dᵀSd, and Σ q² d = −½ of its slope = q² ((m − 2 q tr S + 12 q² dᵀSd) d − 4 q S d).
/// The mean alone, as usual, has errors of one sign, which add up over the iterations.
/// </remarks>
internal static class RepulsionKernels
{
    /// <summary>Points that descend together.</summary>
    public const int Lanes = 8;

    /// <summary>
    /// For eight points that follow each other: Σ qᵢⱼ² (yᵢ − yⱼ) and Σ qᵢⱼ over all points, the point itself included, qᵢⱼ = 1 / (1 + |yᵢ −
    /// yⱼ|²).
    /// </summary>
    /// <param name="tree">The tree.</param>
    /// <param name="first">Place of the first of the eight, a multiple of eight.</param>
    /// <param name="theta">Largest side over distance of a cell that counts as one point; a cell is opened where any of the eight asks for
    /// it.</param>
    /// <param name="forceX">Room for eight sums.</param>
    /// <param name="forceY">Room for eight sums.</param>
    /// <param name="weight">Room for eight sums.</param>
    public static void Sum(RepulsionTree tree, int first, double theta, Span<double> forceX, Span<double> forceY, Span<double> weight)
    {
        var nodes = tree.Nodes;
        var allX = tree.X;
        var allY = tree.Y;
        var (x, y) = (Vector512.Create(allX.Slice(first, Lanes)), Vector512.Create(allY.Slice(first, Lanes)));
        var (sumX, sumY, sum) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
        var squaredTheta = Vector512.Create(theta * theta);
        for (var i = 0; i < nodes.Length; )
        {
            ref readonly var node = ref nodes[i];
            var (dx, dy) = (x - Vector512.Create(node.Cell.X), y - Vector512.Create(node.Cell.Y));
            var square = dx * dx + dy * dy;
            if (Vector512.LessThanOrEqualAll(Vector512.Create(node.SquaredSide), squaredTheta * square))
            {
                var q = Vector512<double>.One / (Vector512<double>.One + square);
                var turnedX = dx * node.Cell.SpreadXx + dy * node.Cell.SpreadXy;
                var turnedY = dx * node.Cell.SpreadXy + dy * node.Cell.SpreadYy;
                var bend = q * (dx * turnedX + dy * turnedY);
                var spread = Vector512.Create(node.Cell.SpreadXx + node.Cell.SpreadYy);
                var points = Vector512.Create(node.Cell.Points);
                sum += q * (points + q * (4 * bend - spread));
                var pull = points + q * (12 * bend - 2 * spread);
                var sideways = -4 * q;
                q *= q;
                sumX += q * (pull * dx + sideways * turnedX);
                sumY += q * (pull * dy + sideways * turnedY);
                i = node.Next;
                continue;
            }

            for (var j = node.First; j < node.End; j++)
            {
                (dx, dy) = (x - Vector512.Create(allX[j]), y - Vector512.Create(allY[j]));
                var q = Vector512<double>.One / (Vector512<double>.One + (dx * dx + dy * dy));
                sum += q;
                q *= q;
                sumX += q * dx;
                sumY += q * dy;
            }

            i = node.End > 0 ? node.Next : i + 1;
        }

        sumX.CopyTo(forceX);
        sumY.CopyTo(forceY);
        sum.CopyTo(weight);
    }
}
