using Debye.Learning.Tables;
using Debye.Learning.Trees;
using Debye.Tensors.Cpu;

namespace Debye.Learning.Baselines;

/// <summary>Multinomial logistic regression: class probabilities are the softmax of linear functions of standardised features.</summary>
/// <remarks>
/// Minimises Σᵢ wᵢ·(−ln p(class of i)) + ½λ‖W‖², which is convex: the answer does not depend on a start or a seed. Source: D. R. Cox,
/// J. R. Stat. Soc. B 20, 215 (1958), doi 10.1111/j.2517-6161.1958.tb00292.x.
/// </remarks>
public sealed class LogisticRegression : IClassifier, ILinearClassifier
{
    private LogisticRegression(LinearSoftmax linear, double penalty, MinimisationResult result)
    {
        Linear = linear;
        Penalty = penalty;
        (Iterations, Converged, GradientNorm, Objective) = (result.Iterations, result.Converged, result.GradientNorm, result.Value);
    }

    /// <inheritdoc/>
    public int FeatureCount => Linear.FeatureCount;

    /// <inheritdoc/>
    public int PredictionCount => Linear.ClassCount;

    /// <summary>The linear functions behind it.</summary>
    LinearSoftmax ILinearClassifier.Linear => Linear;

    private LinearSoftmax Linear { get; }

    /// <summary>Weight of the penalty it was fitted with.</summary>
    public double Penalty { get; }

    /// <summary>Iterations of the fit.</summary>
    public int Iterations { get; }

    /// <summary>Whether the fit reached the tolerance.</summary>
    public bool Converged { get; }

    /// <summary>Largest component of the gradient of the mean objective at the end.</summary>
    public double GradientNorm { get; }

    /// <summary>Mean objective at the end: cross entropy plus penalty, per unit of weight.</summary>
    public double Objective { get; }

    /// <summary>Fits a model.</summary>
    /// <param name="examples">Examples with classes; finite values.</param>
    /// <param name="options">Settings.</param>
    /// <exception cref="ArgumentException">The examples have no classes or a value that is not finite, or an option is out of
    /// range.</exception>
    public static LogisticRegression Train(TreeExamples examples, LogisticRegressionOptions options)
    {
        ClassifierInput.RequireTrainable(examples);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        using var backend = new CpuBackend(options.Threads);
        var standardisation = Standardisation.Of(examples.Features);
        var objective = new SoftmaxObjective(examples, standardisation, options, backend);
        var point = new double[objective.Dimension];
        var result = new QuasiNewton(objective.Evaluate, point.Length).Run(point, options.GradientTolerance, options.MaxIterations);
        var weights = point[..^examples.Classes].Select(value => (float)value).ToArray();
        return new LogisticRegression(new LinearSoftmax(standardisation, weights, point[^examples.Classes..]), options.Penalty, result);
    }

    /// <inheritdoc/>
    public void Predict(ReadOnlySpan<float> features, Span<float> destination) => Linear.Predict(features, destination);

    /// <inheritdoc/>
    public float[] Predict(FeatureTable table, int threads = 1) => Linear.Predict(table, threads);
}
