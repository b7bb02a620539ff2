using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Debye.Tensors.Cpu;

/// <summary>Some numbers side by side, so that a kernel is written once for every width.</summary>
internal unsafe interface ILane<T>
    where T : struct, ILane<T>
{
    /// <summary>How many numbers.</summary>
    static abstract int Width { get; }

    static abstract T Load(float* from);

    static abstract T Of(float value);

    void Store(float* to);

    static abstract T operator +(T a, T b);

    static abstract T operator -(T a, T b);

    static abstract T operator *(T a, T b);

    static abstract T operator /(T a, T b);

    /// <summary>a b + c, rounded once.</summary>
    static abstract T MultiplyAdd(T a, T b, T c);

    static abstract T Abs(T a);

    static abstract T Max(T a, T b);

    static abstract T Round(T a);

    /// <summary>2ⁿ for whole numbers n within -126…127.</summary>
    static abstract T PowerOfTwo(T n);

    /// <summary>a where x is above 0, else b.</summary>
    static abstract T WherePositive(T x, T a, T b);
}

/// <summary>Sixteen numbers.</summary>
internal readonly unsafe struct Lane512(Vector512<float> v) : ILane<Lane512>
{
    private readonly Vector512<float> _v = v;

    public static int Width => Vector512<float>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Load(float* from) => new(Vector512.Load(from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Of(float value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* to) => _v.Store(to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 operator +(Lane512 a, Lane512 b) => new(a._v + b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 operator -(Lane512 a, Lane512 b) => new(a._v - b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 operator *(Lane512 a, Lane512 b) => new(a._v * b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 operator /(Lane512 a, Lane512 b) => new(a._v / b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 MultiplyAdd(Lane512 a, Lane512 b, Lane512 c) => new(Vector512.FusedMultiplyAdd(a._v, b._v, c._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Abs(Lane512 a) => new(Vector512.Abs(a._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Max(Lane512 a, Lane512 b) => new(Vector512.Max(a._v, b._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Round(Lane512 a) => new(Vector512.Round(a._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 PowerOfTwo(Lane512 n) => new(((Vector512.ConvertToInt32(n._v) + Vector512.Create(127)) << 23).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 WherePositive(Lane512 x, Lane512 a, Lane512 b) =>
        new(Vector512.ConditionalSelect(Vector512.GreaterThan(x._v, Vector512<float>.Zero), a._v, b._v));
}

/// <summary>As many numbers as the processor's usual vectors hold.</summary>
internal readonly unsafe struct LaneAny(Vector<float> v) : ILane<LaneAny>
{
    private readonly Vector<float> _v = v;

    public static int Width => Vector<float>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneAny Load(float* from) => new(Vector.Load(from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneAny Of(float value) => new(new Vector<float>(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* to) => _v.Store(to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneAny operator +(LaneAny a, LaneAny b) => new(a._v + b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneAny operator -(LaneAny a, LaneAny b) => new(a._v - b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneAny operator *(LaneAny a, LaneAny b) => new(a._v * b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneAny operator /(LaneAny a, LaneAny b) => new(a._v / b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneAny MultiplyAdd(LaneAny a, LaneAny b, LaneAny c) => new(Vector.FusedMultiplyAdd(a._v, b._v, c._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneAny Abs(LaneAny a) => new(Vector.Abs(a._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneAny Max(LaneAny a, LaneAny b) => new(Vector.Max(a._v, b._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneAny Round(LaneAny a) => new(Vector.Round(a._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneAny PowerOfTwo(LaneAny n) =>
        new(Vector.AsVectorSingle(Vector.ShiftLeft(Vector.ConvertToInt32(n._v) + new Vector<int>(127), 23)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneAny WherePositive(LaneAny x, LaneAny a, LaneAny b) =>
        new(Vector.ConditionalSelect(Vector.GreaterThan(x._v, Vector<float>.Zero), a._v, b._v));
}

/// <summary>One number: the residual.</summary>
internal readonly unsafe struct LaneOne(float v) : ILane<LaneOne>
{
    private readonly float _v = v;

    public static int Width => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneOne Load(float* from) => new(*from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneOne Of(float value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* to) => *to = _v;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneOne operator +(LaneOne a, LaneOne b) => new(a._v + b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneOne operator -(LaneOne a, LaneOne b) => new(a._v - b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneOne operator *(LaneOne a, LaneOne b) => new(a._v * b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneOne operator /(LaneOne a, LaneOne b) => new(a._v / b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneOne MultiplyAdd(LaneOne a, LaneOne b, LaneOne c) => new(MathF.FusedMultiplyAdd(a._v, b._v, c._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneOne Abs(LaneOne a) => new(MathF.Abs(a._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneOne Max(LaneOne a, LaneOne b) => new(MathF.Max(a._v, b._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneOne Round(LaneOne a) => new(MathF.Round(a._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneOne PowerOfTwo(LaneOne n) => new(BitConverter.Int32BitsToSingle(((int)n._v + 127) << 23));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneOne WherePositive(LaneOne x, LaneOne a, LaneOne b) => new(x._v > 0 ? a._v : b._v);
}
