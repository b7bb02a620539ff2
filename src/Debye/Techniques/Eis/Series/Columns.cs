using System.Runtime.Intrinsics;

namespace Debye.Techniques.Eis.Series;

/// <summary>Arithmetic on columns whose length is a multiple of eight.</summary>
internal static class Columns
{
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var (first, second) = (Vector512<double>.Zero, Vector512<double>.Zero);
        var i = 0;
        for (; i + 16 <= a.Length; i += 16)
        {
            first = Vector512.FusedMultiplyAdd(ComplexVector.Load(a, i), ComplexVector.Load(b, i), first);
            second = Vector512.FusedMultiplyAdd(ComplexVector.Load(a, i + 8), ComplexVector.Load(b, i + 8), second);
        }

        for (; i < a.Length; i += 8)
            first = Vector512.FusedMultiplyAdd(ComplexVector.Load(a, i), ComplexVector.Load(b, i), first);
        return Vector512.Sum(first + second);
    }

    /// <summary>destination += factor × source.</summary>
    public static void Add(double factor, ReadOnlySpan<double> source, Span<double> destination)
    {
        var scale = Vector512.Create(factor);
        for (var i = 0; i < source.Length; i += 8)
            Vector512.FusedMultiplyAdd(scale, ComplexVector.Load(source, i), ComplexVector.Load(destination, i)).CopyTo(destination[i..]);
    }

    public static void Scale(double factor, Span<double> column)
    {
        var scale = Vector512.Create(factor);
        for (var i = 0; i < column.Length; i += 8)
            (scale * ComplexVector.Load(column, i)).CopyTo(column[i..]);
    }
}
