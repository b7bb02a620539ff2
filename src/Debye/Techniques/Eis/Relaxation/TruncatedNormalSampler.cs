using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Debye.Numerics;

namespace Debye.Techniques.Eis.Relaxation;

/// <summary>Draws from a normal distribution that is cut off where any component is negative, by exact Hamiltonian motion.</summary>
/// <remarks>
/// Between walls the motion is x(t) = m + a sin t + b cos t; at a wall the velocity is reflected. Source: A. Pakman, L. Paninski,
/// J. Comput. Graph. Stat. 23, 518 (2014), doi 10.1080/10618600.2013.788448. Written in x itself: with covariance S a wall xᵢ = 0 takes
/// 2 (ẋᵢ/Sᵢᵢ) S·ᵢ off the velocity. With w = tan(t/2) the first wall is the smallest positive root of (mᵢ - bᵢ) w² + 2 aᵢ w + (mᵢ + bᵢ): no
/// trigonometry.
/// </remarks>
internal sealed class TruncatedNormalSampler
{
    private readonly int _n;
    private readonly double[] _mean;
    private readonly double[] _covariance;
    private readonly double[] _factor;
    private readonly double[] _velocity;
    private readonly double[] _offset;
    private readonly double[] _times;
    private readonly double[] _normal;
    private RandomSource _random;

    /// <summary>Prepares draws.</summary>
    /// <param name="mean">m, of the distribution before it is cut off.</param>
    /// <param name="precision">Factor of the inverse of S.</param>
    /// <param name="deviation">The draws' covariance is this squared times the inverse of the factored matrix.</param>
    /// <param name="start">Where the motion starts; every component above 0.</param>
    /// <param name="random">Source of velocities.</param>
    public TruncatedNormalSampler(double[] mean, CholeskyFactor precision, double deviation, double[] start, RandomSource random)
    {
        (_n, _mean, _random) = (mean.Length, mean, random);
        (_covariance, _factor) = (new double[_n * _n], new double[_n * _n]);
        precision.Inverse(_covariance);
        TensorPrimitives.Multiply(_covariance, deviation * deviation, _covariance);
        precision.InverseTransposed(_factor);
        TensorPrimitives.Multiply(_factor, deviation, _factor);
        (_velocity, _offset, _times, _normal) = (new double[_n], new double[_n], new double[_n], new double[_n]);
        Current = start.ToArray();
    }

    /// <summary>The last draw.</summary>
    public double[] Current { get; }

    /// <summary>Walls met so far.</summary>
    public long Reflections { get; private set; }

    /// <summary>The next draw, in <see cref="Current"/>.</summary>
    public void Next()
    {
        for (var i = 0; i < _n; i++)
            _normal[i] = _random.NextNormal();
        for (var i = 0; i < _n; i++)
            _velocity[i] = TensorPrimitives.Dot<double>(_factor.AsSpan(i * _n + i, _n - i), _normal.AsSpan(i));
        TensorPrimitives.Subtract(Current, _mean, _offset);
        // A quarter turn: without walls the draw would not depend on the one before.
        var left = 0.5 * Math.PI;
        for (var wall = 0; wall < 200 * _n; wall++)
        {
            var (index, root) = FirstWall();
            var time = 2 * Math.Atan(root);
            if (time >= left)
                break;
            Move(time);
            Reflect(index);
            left -= time;
        }

        Move(left);
        TensorPrimitives.Add(_mean, _offset, Current);
        for (var i = 0; i < _n; i++)
            Current[i] = Math.Max(0, Current[i]);
    }

    private (int Index, double Root) FirstWall()
    {
        var i = 0;
        ref var mean = ref MemoryMarshal.GetArrayDataReference(_mean);
        ref var velocity = ref MemoryMarshal.GetArrayDataReference(_velocity);
        ref var offset = ref MemoryMarshal.GetArrayDataReference(_offset);
        ref var times = ref MemoryMarshal.GetArrayDataReference(_times);
        for (; i <= _n - Vector<double>.Count; i += Vector<double>.Count)
        {
            var (m, a, b) = (
                Vector.LoadUnsafe(ref mean, (nuint)i),
                Vector.LoadUnsafe(ref velocity, (nuint)i),
                Vector.LoadUnsafe(ref offset, (nuint)i)
            );
            // Roots of c + 2aw + dw² with c ≥ 0, by the form that does not cancel: the smaller positive one is c/(√(a² - cd) - a).
            var c = Vector.Max(m + b, Vector<double>.Zero);
            var square = a * a - c * (m - b);
            var root = c / (Vector.SquareRoot(Vector.Max(square, Vector<double>.Zero)) - a);
            // At the wall itself (c = 0, moving away) the other root is meant.
            root = Vector.ConditionalSelect(
                Vector.Equals(c, Vector<double>.Zero) & Vector.GreaterThan(a, Vector<double>.Zero),
                -2 * a / (m - b),
                root
            );
            var isHit = Vector.GreaterThanOrEqual(square, Vector<double>.Zero) & Vector.GreaterThanOrEqual(root, Vector<double>.Zero);
            Vector.ConditionalSelect(isHit, root, new Vector<double>(double.PositiveInfinity)).StoreUnsafe(ref times, (nuint)i);
        }

        for (; i < _n; i++)
            _times[i] = ScalarRoot(i);
        var index = TensorPrimitives.IndexOfMin<double>(_times);
        return (index, _times[index]);
    }

    private double ScalarRoot(int i)
    {
        var (c, a, d) = (Math.Max(0, _mean[i] + _offset[i]), _velocity[i], _mean[i] - _offset[i]);
        var square = a * a - c * d;
        if (square < 0)
            return double.PositiveInfinity;
        var root = c == 0 && a > 0 ? -2 * a / d : c / (Math.Sqrt(square) - a);
        return root >= 0 ? root : double.PositiveInfinity;
    }

    private void Move(double time)
    {
        var (sine, cosine) = Math.SinCos(time);
        for (var i = 0; i < _n; i++)
            (_velocity[i], _offset[i]) = (_velocity[i] * cosine - _offset[i] * sine, _velocity[i] * sine + _offset[i] * cosine);
    }

    private void Reflect(int index)
    {
        Reflections++;
        _offset[index] = -_mean[index];
        var factor = -2 * _velocity[index] / _covariance[index * _n + index];
        TensorPrimitives.MultiplyAdd(_covariance.AsSpan(index * _n, _n), factor, _velocity, _velocity);
    }
}
