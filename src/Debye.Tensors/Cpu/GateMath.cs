using System.Runtime.CompilerServices;

namespace Debye.Tensors.Cpu;

/// <summary>The gate σ(a) softplus(b) and its slopes, to a few units in the last place, for lanes of any width.</summary>
internal static class GateMath<T>
    where T : struct, ILane<T>
{
    /// <summary>σ(a) softplus(b).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value(T a, T b)
    {
        var ea = Exp(T.Of(0) - T.Abs(a));
        var eb = Exp(T.Of(0) - T.Abs(b));
        var gate = T.WherePositive(a, T.Of(1), ea) / (T.Of(1) + ea);
        return gate * (T.Max(b, T.Of(0)) + LogOnePlus(eb / (T.Of(2) + eb)));
    }

    /// <summary>Derivatives of the value with respect to a and b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Slopes(T a, T b, out T slopeA, out T slopeB)
    {
        var ea = Exp(T.Of(0) - T.Abs(a));
        var eb = Exp(T.Of(0) - T.Abs(b));
        var inverse = T.Of(1) / (T.Of(1) + ea);
        var gate = T.WherePositive(a, inverse, ea * inverse);
        // Both quotients of b share one division.
        var (one, two) = (T.Of(1) + eb, T.Of(2) + eb);
        var shared = T.Of(1) / (one * two);
        var core = T.Max(b, T.Of(0)) + LogOnePlus(eb * one * shared);
        slopeA = gate * T.WherePositive(a, ea * inverse, inverse) * core;
        slopeB = gate * T.WherePositive(b, T.Of(1), eb) * two * shared;
    }

    /// <summary>eˣ for x ≤ 0; 0 to rounding below -87.</summary>
    /// <remarks>Source: S. L. Moshier, Cephes library, expf: whole powers of two, and a polynomial for the rest.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Exp(T x)
    {
        x = T.Max(x, T.Of(-87));
        var n = T.Round(x * T.Of(1.44269504f));
        var r = T.MultiplyAdd(n, T.Of(-0.693359375f), x);
        r = T.MultiplyAdd(n, T.Of(2.12194440e-4f), r);
        var p = T.MultiplyAdd(T.Of(1.9875691500e-4f), r, T.Of(1.3981999507e-3f));
        p = T.MultiplyAdd(p, r, T.Of(8.3334519073e-3f));
        p = T.MultiplyAdd(p, r, T.Of(4.1665795894e-2f));
        p = T.MultiplyAdd(p, r, T.Of(1.6666665459e-1f));
        p = T.MultiplyAdd(p, r, T.Of(5.0000001201e-1f));
        return (T.MultiplyAdd(p, r * r, r) + T.Of(1)) * T.PowerOfTwo(n);
    }

    /// <summary>ln(1 + e) from t = e / (2 + e), for e within 0…1: 2 artanh t as a series.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T LogOnePlus(T t)
    {
        var u = t * t;
        var p = T.MultiplyAdd(T.Of(2f / 13), u, T.Of(2f / 11));
        p = T.MultiplyAdd(p, u, T.Of(2f / 9));
        p = T.MultiplyAdd(p, u, T.Of(2f / 7));
        p = T.MultiplyAdd(p, u, T.Of(2f / 5));
        p = T.MultiplyAdd(p, u, T.Of(2f / 3));
        return T.MultiplyAdd(p * u, t, t + t);
    }
}
