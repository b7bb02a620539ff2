using Debye.Learning.Tables;
using Debye.Learning.Trees;

namespace Debye.Learning.Baselines;

/// <summary>
/// Features of a signal from groups of random kernels that compete: how often each answers most, and how often least, of its group.
/// </summary>
/// <remarks>
/// Kernels of 9 taps at dilations 1, 2, 4 …, half of the groups on the signal and half on its first difference, zeros beyond the ends. At
/// each point the kernel of largest response gains that response, the kernel of smallest response gains 1; square roots of these counts
/// are scaled so that zeros stay zeros. Kernels are random; only the scaling is learned. Soft counts grow with the signal, so signals of
/// order 1 are expected. Source: A. Dempster, D. F. Schmidt and G. I. Webb, Data Min. Knowl. Discov. 37, 1779 (2023), doi
/// 10.1007/s10618-023-00939-3.
/// </remarks>
public sealed class Hydra
{
    private Hydra(HydraKernels kernels, SparseScaling scaling)
    {
        (Kernels, Scaling) = (kernels, scaling);
    }

    /// <summary>Points of a signal.</summary>
    public int SignalLength => Kernels.SignalLength;

    /// <summary>Number of features: 2 × dilations × groups × kernels of a group.</summary>
    public int FeatureCount => Kernels.FeatureCount;

    /// <summary>The kernels.</summary>
    internal HydraKernels Kernels { get; }

    /// <summary>What their counts go through.</summary>
    internal SparseScaling Scaling { get; }

    /// <summary>Features whose kernels and scaling are known.</summary>
    /// <exception cref="ArgumentException">The scaling is for another number of features.</exception>
    internal static Hydra Restore(HydraKernels kernels, float[] mean, float[] factor)
    {
        ClassifierInput.RequireLength(mean.Length, kernels.FeatureCount, nameof(mean));
        ClassifierInput.RequireLength(factor.Length, kernels.FeatureCount, nameof(factor));
        return new Hydra(kernels, new SparseScaling(mean, factor));
    }

    /// <summary>Draws kernels and takes the scaling from signals.</summary>
    /// <param name="signals">At least one row of at least 9 finite values.</param>
    /// <param name="options">Settings.</param>
    /// <exception cref="ArgumentException">There is no signal, it is too short or has a value that is not finite, or an option is out of
    /// range.</exception>
    public static Hydra Fit(FeatureTable signals, HydraOptions options) => FitTransform(signals, options).Features;

    /// <summary>Features of one signal.</summary>
    /// <param name="signal"><see cref="SignalLength"/> finite values.</param>
    /// <param name="destination">Room for <see cref="FeatureCount"/> numbers.</param>
    /// <exception cref="ArgumentException">A length does not match.</exception>
    public void Transform(ReadOnlySpan<float> signal, Span<float> destination)
    {
        ClassifierInput.RequireLength(signal.Length, SignalLength, nameof(signal));
        ClassifierInput.RequireLength(destination.Length, FeatureCount, nameof(destination));
        Kernels.Count(signal, destination);
        Scaling.Apply(destination);
    }

    /// <summary>Features of many signals.</summary>
    /// <param name="signals">Rows of <see cref="SignalLength"/> finite values.</param>
    /// <param name="threads">Threads, 1 or more; the result does not depend on it.</param>
    /// <exception cref="ArgumentException">The number of columns does not match, or a value is not finite.</exception>
    public FeatureTable Transform(FeatureTable signals, int threads = 1)
    {
        ClassifierInput.RequireTable(signals, SignalLength, threads);
        var features = new float[checked(signals.Rows * FeatureCount)];
        ParallelLoop.Run(signals.Rows, threads, (row, _) => Transform(signals.Row(row), features.AsSpan(row * FeatureCount, FeatureCount)));
        return new FeatureTable(features, FeatureCount);
    }

    /// <summary>As <see cref="Fit"/>, with the features of the signals themselves, which it has to count anyway.</summary>
    internal static (Hydra Features, FeatureTable Transformed) FitTransform(FeatureTable signals, HydraOptions options)
    {
        ArgumentNullException.ThrowIfNull(signals);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        ClassifierInput.RequireTable(signals, signals.Columns, options.Threads);
        if (signals.Rows == 0)
            throw new ArgumentException("Expected at least one signal.", nameof(signals));
        if (signals.Columns < HydraCompetition.Taps)
            throw new ArgumentException(
                Invariant($"Expected signals of at least {HydraCompetition.Taps} points, got {signals.Columns}."),
                nameof(signals)
            );
        var kernels = HydraKernels.Draw(signals.Columns, options);
        var width = kernels.FeatureCount;
        var features = new float[checked(signals.Rows * width)];
        ParallelLoop.Run(signals.Rows, options.Threads, (row, _) => kernels.Count(signals.Row(row), features.AsSpan(row * width, width)));
        var table = new FeatureTable(features, width);
        var scaling = SparseScaling.Of(table);
        ParallelLoop.Run(signals.Rows, options.Threads, (row, _) => scaling.Apply(features.AsSpan(row * width, width)));
        return (new Hydra(kernels, scaling), table);
    }
}
