using System.Runtime.Intrinsics;

namespace Debye.Learning.Projection;

/// <summary>Sums over all points as a <see cref="RepulsionTree"/> holds them.</summary>
internal static class RepulsionKernels
{
    /// <summary>Points that descend together.</summary>
    public const int Lanes = 8;

    /// <summary>
    /// For eight points that follow each other: Σ qᵢⱼ² (yᵢ − yⱼ) and Σ qᵢⱼ over all points, the point itself included, qᵢⱼ = 1 / (1 + |yᵢ − yⱼ|²).
    /// </summary>
    /// <param name="tree">The tree.</param>
    /// <param name="first">Place of the first of the eight, a multiple of eight.</param>
    /// <param name="theta">Largest side over distance of a cell that counts as one point; a cell is opened where any of the eight asks for it.</param>
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
        for (var i = 0; i < nodes.Length;)
        {
            ref readonly var node = ref nodes[i];
            var (dx, dy) = (x - Vector512.Create(node.X), y - Vector512.Create(node.Y));
            var square = dx * dx + dy * dy;
            if (Vector512.LessThanOrEqualAll(Vector512.Create(node.SquaredSide), squaredTheta * square))
            {
                var q = Vector512<double>.One / (Vector512<double>.One + square);
                var share = q * node.Points;
                sum += share;
                share *= q;
                sumX += share * dx;
                sumY += share * dy;
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
