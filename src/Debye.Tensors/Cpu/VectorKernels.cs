using System.Numerics;

namespace Debye.Tensors.Cpu;

/// <summary>Simple arithmetic on vectors of equal length.</summary>
internal static class VectorKernels
{
    private static int Width => Vector<float>.Count;

    public static void AddScaled(ReadOnlySpan<float> x, float scale, Span<float> destination)
    {
        var i = 0;
        var factor = new Vector<float>(scale);
        for (; i + Width <= x.Length; i += Width)
            Vector.FusedMultiplyAdd(new Vector<float>(x[i..]), factor, new Vector<float>(destination[i..])).CopyTo(destination[i..]);
        for (; i < x.Length; i++)
            destination[i] = MathF.FusedMultiplyAdd(x[i], scale, destination[i]);
    }

    public static void Add(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> destination)
    {
        var i = 0;
        for (; i + Width <= a.Length; i += Width)
            (new Vector<float>(a[i..]) + new Vector<float>(b[i..])).CopyTo(destination[i..]);
        for (; i < a.Length; i++)
            destination[i] = a[i] + b[i];
    }

    public static void Multiply(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> destination)
    {
        var i = 0;
        for (; i + Width <= a.Length; i += Width)
            (new Vector<float>(a[i..]) * new Vector<float>(b[i..])).CopyTo(destination[i..]);
        for (; i < a.Length; i++)
            destination[i] = a[i] * b[i];
    }

    public static void Scale(ReadOnlySpan<float> x, float scale, Span<float> destination)
    {
        var i = 0;
        for (; i + Width <= x.Length; i += Width)
            (new Vector<float>(x[i..]) * scale).CopyTo(destination[i..]);
        for (; i < x.Length; i++)
            destination[i] = x[i] * scale;
    }

    /// <summary>x - ln Σ eˣ of one row, in double precision (rows are short).</summary>
    public static void LogSoftmax(ReadOnlySpan<float> x, Span<float> destination)
    {
        var maximum = float.NegativeInfinity;
        foreach (var value in x)
            maximum = Math.Max(maximum, value);
        var sum = 0.0;
        foreach (var value in x)
            sum += Math.Exp((double)value - maximum);
        var logarithm = maximum + Math.Log(sum);
        for (var i = 0; i < x.Length; i++)
            destination[i] = (float)(x[i] - logarithm);
    }
}
