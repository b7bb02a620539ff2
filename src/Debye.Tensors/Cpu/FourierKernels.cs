using System.Numerics;
using System.Runtime.CompilerServices;

namespace Debye.Tensors.Cpu;

/// <summary>
/// Real Fourier transforms of a power-of-two length, one channel per vector lane. Work arrays hold a vector per point.
/// </summary>
/// <remarks>
/// N real points are transformed as N/2 complex ones (even points real, odd points imaginary) and then separated.
/// Decimation in time, two radix-2 stages per pass. Source: W. H. Press et al., Numerical Recipes, 3rd ed., ch. 12.
/// </remarks>
internal sealed unsafe class FourierKernels
{
    private readonly Storage _table;
    private readonly int[] _reversed;
    private readonly int _bits;

    /// <summary>Makes the tables for a length.</summary>
    public FourierKernels(int length)
    {
        Length = length;
        Half = length / 2;
        _bits = BitOperations.Log2((uint)Half);
        _table = new Storage(2 * (Half + 1));
        for (var k = 0; k <= Half; k++)
        {
            var (sin, cos) = Math.SinCos(-2 * Math.PI * k / length);
            _table.Span[2 * k] = (float)cos;
            _table.Span[(2 * k) + 1] = (float)sin;
        }

        _reversed = new int[Half];
        for (var i = 0; i < Half; i++)
            _reversed[i] = (_reversed[i >> 1] >> 1) | ((i & 1) << (_bits - 1));
    }

    /// <summary>Points, a power of two.</summary>
    public int Length { get; }

    /// <summary>Half the points: the number of frequencies less one.</summary>
    public int Half { get; }

    /// <summary>Where point n of a complex series has to be put before <see cref="Transform"/>.</summary>
    public ReadOnlySpan<int> Reversed => _reversed;

    /// <summary>exp(-2πik / N) as cosine and sine, k = 0 … N/2.</summary>
    public ReadOnlySpan<float> Table => _table.Span;

    /// <summary>Complex transform in place of N/2 points given in bit-reversed order; exchange the arguments for the inverse.</summary>
    public void Transform(float* real, float* imaginary)
    {
        var half = 1;
        if ((_bits & 1) == 1)
        {
            FirstStage(real, imaginary);
            half = 2;
        }

        for (; half < Half; half *= 4)
            TwoStages(real, imaginary, half);
    }

    private static void Store(Vector<float> value, float* destination) => Vector.Store(value, destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Real(Vector<float> a, Vector<float> b, float cos, float sin) =>
        Vector.FusedMultiplyAdd(a, new Vector<float>(cos), -(b * new Vector<float>(sin)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Imaginary(Vector<float> a, Vector<float> b, float cos, float sin) =>
        Vector.FusedMultiplyAdd(a, new Vector<float>(sin), b * new Vector<float>(cos));

    private void FirstStage(float* real, float* imaginary)
    {
        var width = Vector<float>.Count;
        for (var i = 0; i < Half * width; i += 2 * width)
        {
            var (ar, br) = (Vector.Load(real + i), Vector.Load(real + i + width));
            var (ai, bi) = (Vector.Load(imaginary + i), Vector.Load(imaginary + i + width));
            Store(ar + br, real + i);
            Store(ar - br, real + i + width);
            Store(ai + bi, imaginary + i);
            Store(ai - bi, imaginary + i + width);
        }
    }

    private void TwoStages(float* real, float* imaginary, int half)
    {
        var step = half * Vector<float>.Count;
        for (var j = 0; j < half; j++)
        {
            var (first, second) = (2 * (j * (Length / (2 * half))), 2 * (j * (Length / (4 * half))));
            var (c1, s1, c2, s2) = (Table[first], Table[first + 1], Table[second], Table[second + 1]);
            var at = j * Vector<float>.Count;
            for (var i = at; i < Half * Vector<float>.Count; i += 4 * step)
            {
                var r = real + i;
                var m = imaginary + i;
                var (xr, xi) = (Vector.Load(r + step), Vector.Load(m + step));
                var (tr, ti) = (Real(xr, xi, c1, s1), Imaginary(xr, xi, c1, s1));
                var (ar, ai) = (Vector.Load(r), Vector.Load(m));
                var (b0r, b0i, b1r, b1i) = (ar + tr, ai + ti, ar - tr, ai - ti);
                (xr, xi) = (Vector.Load(r + (3 * step)), Vector.Load(m + (3 * step)));
                (tr, ti) = (Real(xr, xi, c1, s1), Imaginary(xr, xi, c1, s1));
                (ar, ai) = (Vector.Load(r + (2 * step)), Vector.Load(m + (2 * step)));
                var (b2r, b2i, b3r, b3i) = (ar + tr, ai + ti, ar - tr, ai - ti);
                var (ur, ui) = (Real(b2r, b2i, c2, s2), Imaginary(b2r, b2i, c2, s2));
                Store(b0r + ur, r);
                Store(b0i + ui, m);
                Store(b0r - ur, r + (2 * step));
                Store(b0i - ui, m + (2 * step));
                (ur, ui) = (Real(b3r, b3i, c2, s2), Imaginary(b3r, b3i, c2, s2));
                Store(b1r + ui, r + step);
                Store(b1i - ur, m + step);
                Store(b1r - ui, r + (3 * step));
                Store(b1i + ur, m + (3 * step));
            }
        }
    }
}
