using System.Numerics.Tensors;

namespace Debye.Techniques.Eis.Relaxation;

/// <summary>γ on a fine grid from the coefficients of its basis.</summary>
internal sealed class RelaxationCurve
{
    /// <summary>Points of the fine grid for each node.</summary>
    private const int Refinement = 4;
    private readonly BasisFunctions _basis;
    private readonly double[] _shape;
    private readonly int _margin;

    public RelaxationCurve(BasisFunctions basis)
    {
        _basis = basis;
        _margin = (int)Math.Ceiling(basis.Reach / basis.Step * Refinement);
        Step = basis.Step / Refinement;
        Count = (basis.Count - 1) * Refinement + 1 + 2 * _margin;
        _shape = new double[2 * _margin + 1];
        for (var i = 0; i < _shape.Length; i++)
            _shape[i] = basis.Value((i - _margin) * Step);
        TauSeconds = [.. Enumerable.Range(0, Count).Select(i => Math.Exp(basis.First + (i - _margin) * Step))];
    }

    /// <summary>Number of points.</summary>
    public int Count { get; }

    /// <summary>Distance of the points in ln τ.</summary>
    public double Step { get; }

    /// <summary>τ of the points.</summary>
    public double[] TauSeconds { get; }

    /// <summary>γ at the points.</summary>
    public void Evaluate(ReadOnlySpan<double> coefficients, Span<double> destination)
    {
        destination.Clear();
        for (var k = 0; k < _basis.Count; k++)
        {
            if (coefficients[k] == 0)
                continue;
            var window = destination.Slice(k * Refinement, _shape.Length);
            TensorPrimitives.MultiplyAdd(_shape, coefficients[k], window, window);
        }
    }

    /// <summary>Area between two points, both included; half a step at each side where an end is shared with a neighbour.</summary>
    public double Area(ReadOnlySpan<double> gamma, (int First, int Last) range)
    {
        var sum = TensorPrimitives.Sum(gamma[range.First..(range.Last + 1)]);
        if (range.First > 0)
            sum -= 0.5 * gamma[range.First];
        if (range.Last < Count - 1)
            sum -= 0.5 * gamma[range.Last];
        return sum * Step;
    }
}
