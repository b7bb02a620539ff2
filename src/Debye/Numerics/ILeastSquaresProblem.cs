namespace Debye.Numerics;

/// <summary>A sum of squares to be minimised within limits.</summary>
internal interface ILeastSquaresProblem
{
    /// <summary>Number of coordinates.</summary>
    int Count { get; }

    /// <summary>Smallest value of each coordinate.</summary>
    ReadOnlySpan<double> Lower { get; }

    /// <summary>Largest value of each coordinate.</summary>
    ReadOnlySpan<double> Upper { get; }

    /// <summary>χ² = |r|² at a point, with Jᵀr and JᵀJ (row-major) of the residuals r.</summary>
    double Linearise(ReadOnlySpan<double> point, Span<double> gradient, Span<double> curvature);
}
