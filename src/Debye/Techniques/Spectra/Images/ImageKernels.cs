using System.Numerics;
using System.Runtime.InteropServices;

namespace Debye.Techniques.Spectra.Images;

/// <summary>Arithmetic of images of spectra.</summary>
internal static class ImageKernels
{
    /// <summary>destination[i, j] = a[i]·b[j] − c[i]·d[j].</summary>
    /// <remarks>
    /// Products are rounded before they are subtracted, so that a field that should be antisymmetric is. Nothing may overlap.
    /// </remarks>
    /// <param name="a">Factors of rows.</param>
    /// <param name="b">Factors of columns.</param>
    /// <param name="c">Factors of rows.</param>
    /// <param name="d">Factors of columns.</param>
    /// <param name="destination">Row-major.</param>
    public static void CrossDifference<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, ReadOnlySpan<T> c, ReadOnlySpan<T> d, Span<T> destination)
        where T : unmanaged, IFloatingPoint<T>
    {
        var first = MemoryMarshal.Cast<T, Vector<T>>(b);
        var second = MemoryMarshal.Cast<T, Vector<T>>(d);
        for (var i = 0; i < a.Length; i++)
        {
            var row = destination.Slice(i * b.Length, b.Length);
            var vectors = MemoryMarshal.Cast<T, Vector<T>>(row);
            var (left, right) = (new Vector<T>(a[i]), new Vector<T>(c[i]));
            for (var j = 0; j < vectors.Length; j++)
                vectors[j] = left * first[j] - right * second[j];
            for (var j = vectors.Length * Vector<T>.Count; j < row.Length; j++)
                row[j] = a[i] * b[j] - c[i] * d[j];
        }
    }
}
