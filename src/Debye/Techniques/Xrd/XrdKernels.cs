using System.Runtime.Intrinsics;

namespace Debye.Techniques.Xrd;

/// <summary>Span arithmetic of powder diffraction: no allocation, no checks beyond those of the caller.</summary>
internal static partial class XrdKernels
{
    /// <summary>Reflections handled together by the structure-factor kernel.</summary>
    public const int Block = 16;

    /// <summary>G* as (11, 22, 33, 12, 13, 23), 1/Å², from the inverse of the lattice matrix.</summary>
    public static void ReciprocalMetric(ReadOnlySpan<double> inverse, Span<double> destination)
    {
        destination[0] = Dot(inverse, 0, 0);
        destination[1] = Dot(inverse, 1, 1);
        destination[2] = Dot(inverse, 2, 2);
        destination[3] = Dot(inverse, 0, 1);
        destination[4] = Dot(inverse, 0, 2);
        destination[5] = Dot(inverse, 1, 2);
    }

    /// <summary>1/d² = h·G*·h for each triple of indices.</summary>
    public static void InverseDSquared(
        ReadOnlySpan<double> h,
        ReadOnlySpan<double> k,
        ReadOnlySpan<double> l,
        ReadOnlySpan<double> metric,
        Span<double> destination
    )
    {
        for (var i = 0; i < destination.Length; i++)
        {
            destination[i] =
                metric[0] * h[i] * h[i]
                + metric[1] * k[i] * k[i]
                + metric[2] * l[i] * l[i]
                + 2 * (metric[3] * h[i] * k[i] + metric[4] * h[i] * l[i] + metric[5] * k[i] * l[i]);
        }
    }

    /// <summary>sin and cos of 2πp; p is reduced to [−½, ½] turns. Error below 1e-12.</summary>
    public static (Vector512<double> Sin, Vector512<double> Cos) SinCosTurns(Vector512<double> turns)
    {
        var p = turns - Vector512.Round(turns);
        var t = p * p;
        var sin = Vector512.Create(0.09150073227182454);
        sin = Vector512.FusedMultiplyAdd(sin, t, Vector512.Create(-0.7122794830616319));
        sin = Vector512.FusedMultiplyAdd(sin, t, Vector512.Create(3.8184910902046156));
        sin = Vector512.FusedMultiplyAdd(sin, t, Vector512.Create(-15.094428621282015));
        sin = Vector512.FusedMultiplyAdd(sin, t, Vector512.Create(42.058675507181476));
        sin = Vector512.FusedMultiplyAdd(sin, t, Vector512.Create(-76.70585885946878));
        sin = Vector512.FusedMultiplyAdd(sin, t, Vector512.Create(81.60524925436437));
        sin = Vector512.FusedMultiplyAdd(sin, t, Vector512.Create(-41.341702240196575));
        sin = Vector512.FusedMultiplyAdd(sin, t, Vector512.Create(6.283185307179274));
        return (sin * p, CosPolynomial(t));
    }

    /// <summary>cos of 2πp, as <see cref="SinCosTurns"/>.</summary>
    public static Vector512<double> CosTurns(Vector512<double> turns)
    {
        var p = turns - Vector512.Round(turns);
        return CosPolynomial(p * p);
    }

    private static Vector512<double> CosPolynomial(Vector512<double> t)
    {
        var cos = Vector512.Create(0.24376283982596855);
        cos = Vector512.FusedMultiplyAdd(cos, t, Vector512.Create(-1.6968751444332508));
        cos = Vector512.FusedMultiplyAdd(cos, t, Vector512.Create(7.899160081955669));
        cos = Vector512.FusedMultiplyAdd(cos, t, Vector512.Create(-26.42561655338114));
        cos = Vector512.FusedMultiplyAdd(cos, t, Vector512.Create(60.24458622484861));
        cos = Vector512.FusedMultiplyAdd(cos, t, Vector512.Create(-85.45681453483417));
        cos = Vector512.FusedMultiplyAdd(cos, t, Vector512.Create(64.9393939577687));
        cos = Vector512.FusedMultiplyAdd(cos, t, Vector512.Create(-19.73920880157146));
        return Vector512.FusedMultiplyAdd(cos, t, Vector512.Create(0.9999999999990643));
    }

    private static double Dot(ReadOnlySpan<double> m, int i, int j) => m[i] * m[j] + m[3 + i] * m[3 + j] + m[6 + i] * m[6 + j];
}
