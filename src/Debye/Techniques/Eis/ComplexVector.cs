using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Debye.Techniques.Eis;

/// <summary>Eight complex numbers.</summary>
internal readonly struct ComplexVector(Vector512<double> real, Vector512<double> imaginary)
{
    public readonly Vector512<double> Real = real;
    public readonly Vector512<double> Imaginary = imaginary;

    public static ComplexVector One => new(Vector512<double>.One, Vector512<double>.Zero);

    public static ComplexVector Create(Complex value) => new(Vector512.Create(value.Real), Vector512.Create(value.Imaginary));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ComplexVector operator +(ComplexVector a, ComplexVector b) => new(a.Real + b.Real, a.Imaginary + b.Imaginary);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ComplexVector operator *(ComplexVector a, ComplexVector b) =>
        new(
            Vector512.FusedMultiplyAdd(a.Real, b.Real, -(a.Imaginary * b.Imaginary)),
            Vector512.FusedMultiplyAdd(a.Real, b.Imaginary, a.Imaginary * b.Real)
        );

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ComplexVector operator *(Vector512<double> a, ComplexVector b) => new(a * b.Real, a * b.Imaginary);

    /// <summary>1/z; accurate while |z|² neither over- nor underflows (|z| within 1e-150…1e150).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ComplexVector Reciprocal()
    {
        var scale = Vector512<double>.One / Vector512.FusedMultiplyAdd(Real, Real, Imaginary * Imaginary);
        return new(Real * scale, -(Imaginary * scale));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Load(ReadOnlySpan<double> values, int index) =>
        Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(values), (nuint)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ComplexVector Load(ReadOnlySpan<double> real, ReadOnlySpan<double> imaginary, int index) =>
        new(Load(real, index), Load(imaginary, index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(Span<double> real, Span<double> imaginary, int index)
    {
        Real.StoreUnsafe(ref MemoryMarshal.GetReference(real), (nuint)index);
        Imaginary.StoreUnsafe(ref MemoryMarshal.GetReference(imaginary), (nuint)index);
    }
}
