using Debye.Learning.Calibration;
using Debye.Learning.Tables;
using Debye.Learning.Trees;
using Debye.Tensors.Cpu;

namespace Debye.Learning.Baselines;

/// <summary>
/// Linear least squares with penalty on targets of 1 for the class and −1 for the others; for more features than examples.
/// </summary>
/// <remarks>
/// Standardised features, free intercepts. The penalty is the one with the least mean squared error of every example predicted by all the
/// others, which the solution gives without refitting; the same predictions fix the temperature of the softmax that turns scores into
/// probabilities. Cost: n²p for n examples of p features, and 2n³/3 for every penalty. Source: D. M. Allen, Technometrics 16, 125 (1974),
/// doi 10.1080/00401706.1974.10489157; A. E. Hoerl and R. W. Kennard, Technometrics 12, 55 (1970), doi 10.1080/00401706.1970.10488634.
/// </remarks>
public sealed class RidgeClassifier : IClassifier, ILinearClassifier
{
    private RidgeClassifier(LinearSoftmax linear, RidgeSolution solution, double temperature)
    {
        Linear = linear;
        (Penalty, LeaveOneOutError, Temperature) = (solution.Penalty, solution.MeanSquaredError, temperature);
    }

    /// <inheritdoc/>
    public int FeatureCount => Linear.FeatureCount;

    /// <inheritdoc/>
    public int PredictionCount => Linear.ClassCount;

    /// <summary>The linear functions behind it.</summary>
    LinearSoftmax ILinearClassifier.Linear => Linear;

    private LinearSoftmax Linear { get; }

    /// <summary>The penalty chosen, relative to the mean squared length of a standardised example.</summary>
    public double Penalty { get; }

    /// <summary>Mean squared error of every training example predicted by all the others.</summary>
    public double LeaveOneOutError { get; }

    /// <summary>Divisor of the scores before the softmax.</summary>
    public double Temperature { get; }

    /// <summary>Fits a model.</summary>
    /// <param name="examples">At least two examples with classes; finite values. Weights are not used.</param>
    /// <param name="options">Settings.</param>
    /// <exception cref="ArgumentException">The examples have no classes or a value that is not finite, or an option is out of
    /// range.</exception>
    public static RidgeClassifier Train(TreeExamples examples, RidgeClassifierOptions options)
    {
        ClassifierInput.RequireTrainable(examples);
        return Train(examples, options, Standardisation.Of(examples.Features));
    }

    /// <summary>Fits a model to features that are centred and scaled in a given way.</summary>
    internal static RidgeClassifier Train(TreeExamples examples, RidgeClassifierOptions options, Standardisation standardisation)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (examples.Features.Rows < 2)
            throw new ArgumentException("Expected at least two examples.", nameof(examples));
        using var backend = new CpuBackend(options.Threads);
        var problem = new RidgeProblem(examples, standardisation, backend);
        var best =
            options.Penalties.Select(problem.Solve).OfType<RidgeSolution>().MinBy(solution => solution.MeanSquaredError)
            ?? throw new ArgumentException("No penalty is large enough for these examples.", nameof(options));
        var truth = examples.Targets.ToArray().Select(target => (int)target).ToArray();
        var temperature = TemperatureScaling.Fit(best.LeftOut, truth, examples.Classes);
        var (weights, intercepts) = problem.Weights(best, temperature);
        return new RidgeClassifier(new LinearSoftmax(standardisation, weights, intercepts), best, temperature);
    }

    /// <inheritdoc/>
    public void Predict(ReadOnlySpan<float> features, Span<float> destination) => Linear.Predict(features, destination);

    /// <inheritdoc/>
    public float[] Predict(FeatureTable table, int threads = 1) => Linear.Predict(table, threads);
}
