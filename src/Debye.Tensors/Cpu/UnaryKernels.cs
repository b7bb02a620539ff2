using System.Numerics;

namespace Debye.Tensors.Cpu;

/// <summary>Elementwise functions and their derivatives.</summary>
internal static class UnaryKernels
{
    private interface IFunction
    {
        static abstract Vector<float> Value(Vector<float> x);

        /// <summary>f'(x), with y = f(x) at hand.</summary>
        static abstract Vector<float> Slope(Vector<float> x, Vector<float> y);
    }

    private static Vector<float> One => Vector<float>.One;

    public static void Forward(UnaryFunction function, ReadOnlySpan<float> x, Span<float> destination)
    {
        switch (function)
        {
            case UnaryFunction.Relu:
                Apply<Relu>(x, destination);
                break;
            case UnaryFunction.Elu:
                Apply<Elu>(x, destination);
                break;
            case UnaryFunction.Gelu:
                Apply<Gelu>(x, destination);
                break;
            case UnaryFunction.Softplus:
                Apply<Softplus>(x, destination);
                break;
            case UnaryFunction.Sigmoid:
                Apply<Sigmoid>(x, destination);
                break;
            case UnaryFunction.Tanh:
                Apply<Tanh>(x, destination);
                break;
            case UnaryFunction.Relu6:
                Apply<Relu6>(x, destination);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(function));
        }
    }

    public static void Backward(
        UnaryFunction function,
        ReadOnlySpan<float> x,
        ReadOnlySpan<float> y,
        ReadOnlySpan<float> dy,
        Span<float> destination
    )
    {
        switch (function)
        {
            case UnaryFunction.Relu:
                ApplySlope<Relu>(x, y, dy, destination);
                break;
            case UnaryFunction.Elu:
                ApplySlope<Elu>(x, y, dy, destination);
                break;
            case UnaryFunction.Gelu:
                ApplySlope<Gelu>(x, y, dy, destination);
                break;
            case UnaryFunction.Softplus:
                ApplySlope<Softplus>(x, y, dy, destination);
                break;
            case UnaryFunction.Sigmoid:
                ApplySlope<Sigmoid>(x, y, dy, destination);
                break;
            case UnaryFunction.Tanh:
                ApplySlope<Tanh>(x, y, dy, destination);
                break;
            case UnaryFunction.Relu6:
                ApplySlope<Relu6>(x, y, dy, destination);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(function));
        }
    }

    /// <summary>
    /// The error function to 1e-7: a polynomial in x² below 1, one minus the exponential of a polynomial above
    /// (Chebyshev fits by eng/golden/fit_erf.py).
    /// </summary>
    public static Vector<float> Erf(Vector<float> x)
    {
        var size = Vector.Min(Vector.Abs(x), new Vector<float>(4f));
        var u = size * size;
        var near = new Vector<float>(7.88249711604294e-05f);
        near = Vector.FusedMultiplyAdd(near, u, new Vector<float>(-0.0008018854994446651f));
        near = Vector.FusedMultiplyAdd(near, u, new Vector<float>(0.005189311942859831f));
        near = Vector.FusedMultiplyAdd(near, u, new Vector<float>(-0.026854328796147263f));
        near = Vector.FusedMultiplyAdd(near, u, new Vector<float>(0.11283597463489317f));
        near = Vector.FusedMultiplyAdd(near, u, new Vector<float>(-0.3761262690358036f));
        near = Vector.FusedMultiplyAdd(near, u, new Vector<float>(1.1283791658815028f)) * size;
        var far = new Vector<float>(1.3309390385046249e-05f);
        far = Vector.FusedMultiplyAdd(far, size, new Vector<float>(-0.0003175720345245158f));
        far = Vector.FusedMultiplyAdd(far, size, new Vector<float>(0.0034368675973629787f));
        far = Vector.FusedMultiplyAdd(far, size, new Vector<float>(-0.022621985923268757f));
        far = Vector.FusedMultiplyAdd(far, size, new Vector<float>(0.1033189800320049f));
        far = Vector.FusedMultiplyAdd(far, size, new Vector<float>(0.6390933195030728f));
        far = Vector.FusedMultiplyAdd(far, size, new Vector<float>(1.125925949322126f));
        far = One - Vector.Exp(-Vector.FusedMultiplyAdd(far, size, new Vector<float>(0.0007569686257644648f)));
        return Vector.CopySign(Vector.ConditionalSelect(Vector.LessThan(size, One), near, far), x);
    }

    public static Vector<float> SigmoidOf(Vector<float> x) => Sigmoid.Value(x);

    public static Vector<float> SoftplusOf(Vector<float> x) => Softplus.Value(x);

    private static void Apply<T>(ReadOnlySpan<float> x, Span<float> destination)
        where T : struct, IFunction
    {
        var width = Vector<float>.Count;
        var i = 0;
        for (; i + width <= x.Length; i += width)
            T.Value(new Vector<float>(x[i..])).CopyTo(destination[i..]);
        if (i == x.Length)
            return;
        Span<float> rest = stackalloc float[width];
        rest.Clear();
        x[i..].CopyTo(rest);
        T.Value(new Vector<float>(rest)).CopyTo(rest);
        rest[..(x.Length - i)].CopyTo(destination[i..]);
    }

    private static void ApplySlope<T>(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> destination)
        where T : struct, IFunction
    {
        var width = Vector<float>.Count;
        var i = 0;
        for (; i + width <= x.Length; i += width)
            (new Vector<float>(dy[i..]) * T.Slope(new Vector<float>(x[i..]), new Vector<float>(y[i..]))).CopyTo(destination[i..]);
        if (i == x.Length)
            return;
        Span<float> restX = stackalloc float[width];
        Span<float> restY = stackalloc float[width];
        restX.Clear();
        restY.Clear();
        x[i..].CopyTo(restX);
        y[i..].CopyTo(restY);
        T.Slope(new Vector<float>(restX), new Vector<float>(restY)).CopyTo(restX);
        for (var j = i; j < x.Length; j++)
            destination[j] = dy[j] * restX[j - i];
    }

    private struct Relu : IFunction
    {
        public static Vector<float> Value(Vector<float> x) => Vector.Max(x, Vector<float>.Zero);

        public static Vector<float> Slope(Vector<float> x, Vector<float> y) =>
            Vector.ConditionalSelect(Vector.GreaterThan(y, Vector<float>.Zero), One, Vector<float>.Zero);
    }

    private struct Relu6 : IFunction
    {
        private static Vector<float> Limit => new(6f);

        public static Vector<float> Value(Vector<float> x) => Vector.Min(Vector.Max(x, Vector<float>.Zero), Limit);

        public static Vector<float> Slope(Vector<float> x, Vector<float> y) =>
            Vector.ConditionalSelect(
                Vector.BitwiseAnd(Vector.GreaterThan(y, Vector<float>.Zero), Vector.LessThan(y, Limit)),
                One,
                Vector<float>.Zero
            );
    }

    private struct Elu : IFunction
    {
        public static Vector<float> Value(Vector<float> x) =>
            Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<float>.Zero), x, Vector.Exp(Vector.Min(x, Vector<float>.Zero)) - One);

        public static Vector<float> Slope(Vector<float> x, Vector<float> y) =>
            Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<float>.Zero), One, y + One);
    }

    private struct Gelu : IFunction
    {
        private const float RootHalf = 0.70710678f;
        private const float RootHalfOverPi = 0.39894228f;

        public static Vector<float> Value(Vector<float> x) => x * 0.5f * (One + Erf(x * RootHalf));

        public static Vector<float> Slope(Vector<float> x, Vector<float> y) =>
            (0.5f * (One + Erf(x * RootHalf))) + (x * RootHalfOverPi * Vector.Exp(-0.5f * x * x));
    }

    private struct Softplus : IFunction
    {
        public static Vector<float> Value(Vector<float> x) =>
            Vector.Max(x, Vector<float>.Zero) + Vector.Log(One + Vector.Exp(-Vector.Abs(x)));

        public static Vector<float> Slope(Vector<float> x, Vector<float> y) => Sigmoid.Value(x);
    }

    private struct Sigmoid : IFunction
    {
        public static Vector<float> Value(Vector<float> x)
        {
            var small = Vector.Exp(-Vector.Abs(x));
            return Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<float>.Zero), One, small) / (One + small);
        }

        public static Vector<float> Slope(Vector<float> x, Vector<float> y) => y * (One - y);
    }

    private struct Tanh : IFunction
    {
        public static Vector<float> Value(Vector<float> x)
        {
            var small = Vector.Exp(-2 * Vector.Abs(x));
            return Vector.CopySign((One - small) / (One + small), x);
        }

        public static Vector<float> Slope(Vector<float> x, Vector<float> y) => One - (y * y);
    }
}
