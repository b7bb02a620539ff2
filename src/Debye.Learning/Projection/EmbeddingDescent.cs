using System.Numerics.Tensors;
using Debye.Learning.Tables;
using Debye.Learning.Trees;
using Debye.Numerics;

namespace Debye.Learning.Projection;

/// <summary>Moves an embedding down the gradient: momentum, and a gain of its own for every coordinate.</summary>
/// <remarks>Source of the gains: R. A. Jacobs, Neural Networks 1, 295 (1988), doi 10.1016/0893-6080(88)90003-2.</remarks>
internal static class EmbeddingDescent
{
    private const double StartSpread = 1e-4;
    private const double Disturbance = 1e-2;
    private const double LeastGain = 0.01;
    private const double LargestCoordinate = 1e6;
    private const int ReportEvery = 50;

    /// <summary>
    /// Scores along two principal components, scaled to a standard deviation of 1e-4 in the first, and a hundredth of that at random.
    /// </summary>
    public static double[] Start(FeatureTable table, ulong seed)
    {
        var count = Math.Min(2, Math.Min(table.Rows, table.Columns));
        var components = PrincipalComponents.Fit(table, count);
        var scores = components.Transform(table);
        var scale = components.Variances[0] > 0 ? StartSpread / Math.Sqrt(components.Variances[0]) : 0;
        var (positions, random) = (new double[2 * table.Rows], new RandomSource(seed));
        for (var i = 0; i < table.Rows; i++)
        for (var axis = 0; axis < 2; axis++)
            positions[2 * i + axis] =
                (axis < count ? scale * scores[i * count + axis] : 0) + Disturbance * StartSpread * random.NextNormal();
        return positions;
    }

    /// <summary>Moves the positions in place, and gives the divergence reached.</summary>
    public static double Run(
        double[] positions,
        EmbeddingGradient gradient,
        StochasticNeighboursOptions options,
        Action<StochasticNeighboursStep>? report,
        CancellationToken cancellation
    )
    {
        var (velocity, gains, rate) = (
            new double[positions.Length],
            new double[positions.Length],
            options.LearningRateFor(positions.Length / 2)
        );
        Array.Fill(gains, 1);
        for (var iteration = 1; iteration <= options.Iterations; iteration++)
        {
            cancellation.ThrowIfCancellationRequested();
            var isEarly = iteration <= options.ExaggeratedIterations;
            Move(positions, velocity, gains, gradient.At(isEarly ? options.EarlyExaggeration : 1), isEarly ? 0.5 : 0.8, rate);
            Centre(positions);
            if (report is not null && iteration % ReportEvery == 0 && iteration < options.Iterations)
                report(new StochasticNeighboursStep(iteration, options.Iterations, gradient.Divergence()));
        }

        var divergence = gradient.Divergence();
        report?.Invoke(new StochasticNeighboursStep(options.Iterations, options.Iterations, divergence));
        return divergence;
    }

    private static void Move(
        double[] positions,
        double[] velocity,
        double[] gains,
        ReadOnlySpan<double> gradient,
        double momentum,
        double rate
    )
    {
        for (var k = 0; k < positions.Length; k++)
        {
            gains[k] = velocity[k] * gradient[k] < 0 ? gains[k] + 0.2 : Math.Max(LeastGain, 0.8 * gains[k]);
            velocity[k] = momentum * velocity[k] - rate * gains[k] * gradient[k];
            positions[k] += velocity[k];
        }
    }

    private static void Centre(double[] positions)
    {
        var (x, y) = (0.0, 0.0);
        for (var k = 0; k < positions.Length; k += 2)
            (x, y) = (x + positions[k], y + positions[k + 1]);
        (x, y) = (2 * x / positions.Length, 2 * y / positions.Length);
        for (var k = 0; k < positions.Length; k += 2)
            (positions[k], positions[k + 1]) = (positions[k] - x, positions[k + 1] - y);
        if (!(Math.Abs(TensorPrimitives.MaxMagnitude<double>(positions)) < LargestCoordinate))
            throw new ArgumentException(
                "The embedding grew beyond all bounds: expected a smaller learning rate.",
                nameof(StochasticNeighboursOptions.LearningRate)
            );
    }
}
