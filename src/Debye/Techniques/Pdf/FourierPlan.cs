using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Debye.Techniques.Pdf;

/// <summary>Complex Fourier transform of one length, a power of two: Σ x_k exp(−2πi mk/n). Keeps buffers: one for each thread.</summary>
/// <remarks>
/// Stockham's order: every pass reads one pair of arrays and writes the other, so that no bits are reversed and loops are contiguous.
/// </remarks>
internal sealed class FourierPlan
{
    private readonly double[] _cosine;
    private readonly double[] _sine;
    private double[] _re;
    private double[] _im;
    private double[] _otherRe;
    private double[] _otherIm;

    /// <summary>Creates the plan.</summary>
    /// <param name="length">A power of two.</param>
    public FourierPlan(int length)
    {
        if (length < 1 || !BitOperations.IsPow2(length))
            throw new ArgumentOutOfRangeException(nameof(length), length, "The length must be a power of two.");
        Length = length;
        (_re, _im, _otherRe, _otherIm) = (new double[length], new double[length], new double[length], new double[length]);
        (_cosine, _sine) = (new double[Math.Max(1, length / 2)], new double[Math.Max(1, length / 2)]);
        for (var i = 0; i < _cosine.Length; i++)
            (_sine[i], _cosine[i]) = Math.SinCos(-2 * Math.PI * i / length);
    }

    /// <summary>Number of points.</summary>
    public int Length { get; }

    /// <summary>Real parts: input before, result after <see cref="Transform"/>; the array changes with each call.</summary>
    public Span<double> Real => _re;

    /// <summary>Imaginary parts, likewise.</summary>
    public Span<double> Imaginary => _im;

    /// <summary>Transforms what the two arrays hold.</summary>
    public void Transform()
    {
        for (var (half, stride) = (Length / 2, 1); half >= 1; (half, stride) = (half / 2, stride * 2))
        {
            if (stride >= Vector512<double>.Count)
                WidePass(half, stride);
            else
                NarrowPass(half, stride);
            (_re, _im, _otherRe, _otherIm) = (_otherRe, _otherIm, _re, _im);
        }
    }

    private void NarrowPass(int half, int stride)
    {
        var (re, im, outRe, outIm) = (_re, _im, _otherRe, _otherIm);
        for (var p = 0; p < half; p++)
        {
            var (c, s) = (_cosine[p * stride], _sine[p * stride]);
            for (var q = 0; q < stride; q++)
            {
                var (a, b) = (q + stride * p, q + stride * (p + half));
                var (x, y) = (re[a] - re[b], im[a] - im[b]);
                outRe[q + stride * 2 * p] = re[a] + re[b];
                outIm[q + stride * 2 * p] = im[a] + im[b];
                outRe[q + stride * (2 * p + 1)] = x * c - y * s;
                outIm[q + stride * (2 * p + 1)] = x * s + y * c;
            }
        }
    }

    private void WidePass(int half, int stride)
    {
        ref var re = ref MemoryMarshal.GetArrayDataReference(_re);
        ref var im = ref MemoryMarshal.GetArrayDataReference(_im);
        ref var outRe = ref MemoryMarshal.GetArrayDataReference(_otherRe);
        ref var outIm = ref MemoryMarshal.GetArrayDataReference(_otherIm);
        for (var p = 0; p < half; p++)
        {
            var (c, s) = (Vector512.Create(_cosine[p * stride]), Vector512.Create(_sine[p * stride]));
            for (var q = 0; q < stride; q += Vector512<double>.Count)
            {
                var (a, b) = ((nuint)(q + stride * p), (nuint)(q + stride * (p + half)));
                var (aRe, aIm) = (Vector512.LoadUnsafe(ref re, a), Vector512.LoadUnsafe(ref im, a));
                var (bRe, bIm) = (Vector512.LoadUnsafe(ref re, b), Vector512.LoadUnsafe(ref im, b));
                var (x, y) = (aRe - bRe, aIm - bIm);
                var (sum, difference) = ((nuint)(q + stride * 2 * p), (nuint)(q + stride * (2 * p + 1)));
                (aRe + bRe).StoreUnsafe(ref outRe, sum);
                (aIm + bIm).StoreUnsafe(ref outIm, sum);
                (x * c - y * s).StoreUnsafe(ref outRe, difference);
                (x * s + y * c).StoreUnsafe(ref outIm, difference);
            }
        }
    }
}
