using System.Numerics;
using System.Runtime.Intrinsics;

namespace Debye.Techniques.Xrd;

internal static partial class XrdKernels
{
    /// <summary>
    /// Lists one reflection of each family with 1/d² in a range, its multiplicity, and no absent ones; |F|² is left alone.
    /// </summary>
    /// <param name="metric">G* as (11, 22, 33, 12, 13, 23), 1/Å².</param>
    /// <param name="axes">Lengths of a, b, c, Å: they bound the indices.</param>
    /// <param name="symmetry">Equivalences and absences.</param>
    /// <param name="minimum">Smallest 1/d², 1/Å²; above 0.</param>
    /// <param name="maximum">Largest 1/d², 1/Å².</param>
    /// <param name="destination">Filled; Count is set.</param>
    public static void ListReflections(
        ReadOnlySpan<double> metric,
        ReadOnlySpan<double> axes,
        ReflectionSymmetry symmetry,
        double minimum,
        double maximum,
        XrdReflections destination
    )
    {
        // Rows run along the longest axis r, where they are longest.
        var r =
            axes[0] >= axes[1] && axes[0] >= axes[2] ? 0
            : axes[1] >= axes[2] ? 1
            : 2;
        var (p, q) = ((r + 1) % 3, (r + 2) % 3);
        var radius = Math.Sqrt(maximum);
        var (pMax, qMax) = ((int)(radius * axes[p] + 1e-9), (int)(radius * axes[q] + 1e-9));
        var (gpq, gpr, gqr) = (metric[2 + p + q], metric[2 + p + r], metric[2 + q + r]);
        destination.Count = 0;
        for (var i = -pMax; i <= pMax; i++)
        {
            for (var j = -qMax; j <= qMax; j++)
            {
                var constant = metric[p] * i * i + metric[q] * j * j + 2 * gpq * i * j;
                var linear = gpr * i + gqr * j;
                var discriminant = linear * linear - metric[r] * (constant - maximum);
                if (discriminant < 0)
                    continue;
                var root = Math.Sqrt(discriminant);
                var first = (int)Math.Ceiling((-linear - root) / metric[r] - 1e-9);
                var last = (int)Math.Floor((-linear + root) / metric[r] + 1e-9);
                ListRow((p, q, r), (i, j), (first, last), (constant, linear, metric[r]), symmetry, (minimum, maximum), destination);
            }
        }
    }

    private static void ListRow(
        (int P, int Q, int R) axis,
        (int I, int J) row,
        (int First, int Last) range,
        (double C, double B, double A) form,
        ReflectionSymmetry symmetry,
        (double Minimum, double Maximum) limits,
        XrdReflections destination
    )
    {
        destination.Reserve(destination.Count + range.Last - range.First + 1);
        var scores = symmetry.LaueScores;
        var (hp, hq, hr) = (Array(destination, axis.P), Array(destination, axis.Q), Array(destination, axis.R));
        for (var start = range.First; start <= range.Last; start += 8)
        {
            var x = Vector512<double>.Indices + Vector512.Create((double)start);
            var g2 = Vector512.FusedMultiplyAdd(
                Vector512.FusedMultiplyAdd(x, Vector512.Create(form.A), Vector512.Create(2 * form.B)),
                x,
                Vector512.Create(form.C)
            );
            var score = Vector512.FusedMultiplyAdd(
                x,
                Vector512.Create(scores[axis.R]),
                Vector512.Create(row.I * scores[axis.P] + row.J * scores[axis.Q])
            );
            var keep =
                Vector512.GreaterThanOrEqual(g2, Vector512.Create(limits.Minimum))
                & Vector512.LessThanOrEqual(g2, Vector512.Create(limits.Maximum))
                & Vector512.GreaterThan(score, Vector512<double>.Zero);
            var stabiliser = Vector512<double>.One;
            for (var n = 3; n < scores.Length && keep != Vector512<double>.Zero; n += 3)
            {
                var other = Vector512.Abs(
                    Vector512.FusedMultiplyAdd(
                        x,
                        Vector512.Create(scores[n + axis.R]),
                        Vector512.Create(row.I * scores[n + axis.P] + row.J * scores[n + axis.Q])
                    )
                );
                keep &= Vector512.LessThanOrEqual(other, score);
                stabiliser += Vector512.Equals(other, score) & Vector512<double>.One;
            }

            keep &= AllowedByCentring(x, axis, row, symmetry.Centrings);
            var multiplicity = Vector512.Create((double)symmetry.LaueOrder) / stabiliser;
            for (var bits = keep.ExtractMostSignificantBits(); bits != 0; bits &= bits - 1)
            {
                var lane = BitOperations.TrailingZeroCount(bits);
                var n = destination.Count;
                (hp[n], hq[n], hr[n]) = (row.I, row.J, start + lane);
                if (stabiliser[lane] != 1 && symmetry.IsAbsentByGlideOrScrew(destination.H[n], destination.K[n], destination.L[n]))
                    continue;
                (destination.InverseD2[n], destination.Mult[n]) = (g2[lane], multiplicity[lane]);
                destination.Count = n + 1;
            }
        }
    }

    private static Vector512<double> AllowedByCentring(
        Vector512<double> x,
        (int P, int Q, int R) axis,
        (int I, int J) row,
        double[] centrings
    )
    {
        var allowed = Vector512<double>.AllBitsSet;
        for (var n = 0; n < centrings.Length; n += 3)
        {
            var phase = Vector512.FusedMultiplyAdd(
                x,
                Vector512.Create(centrings[n + axis.R]),
                Vector512.Create(row.I * centrings[n + axis.P] + row.J * centrings[n + axis.Q])
            );
            allowed &= Vector512.LessThan(Vector512.Abs(phase - Vector512.Round(phase)), Vector512.Create(1e-3));
        }

        return allowed;
    }

    private static double[] Array(XrdReflections reflections, int axis) =>
        axis switch
        {
            0 => reflections.H,
            1 => reflections.K,
            _ => reflections.L,
        };
}
