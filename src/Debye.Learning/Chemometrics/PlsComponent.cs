using System.Numerics.Tensors;

namespace Debye.Learning.Chemometrics;

/// <summary>One component of partial least squares.</summary>
/// <param name="Weights">Direction in X, of length 1.</param>
/// <param name="Loadings">What the component explains of X.</param>
/// <param name="TargetLoadings">What it explains of Y.</param>
/// <param name="Converged">Whether the iteration reached its tolerance.</param>
internal sealed record PlsComponent(double[] Weights, double[] Loadings, double[] TargetLoadings, bool Converged)
{
    /// <summary>Adds what the component predicts, and takes what it explains off the row.</summary>
    public void Add(Span<double> row, Span<double> targets)
    {
        var score = TensorPrimitives.Dot(row, Weights);
        TensorPrimitives.MultiplyAdd(Loadings, -score, row, row);
        TensorPrimitives.MultiplyAdd(TargetLoadings, score, targets, targets);
    }
}
