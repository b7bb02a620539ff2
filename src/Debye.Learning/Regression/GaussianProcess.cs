using Debye.Learning.Tables;
using Debye.Learning.Trees;

namespace Debye.Learning.Regression;

/// <summary>Gaussian-process regression for small tables, with an uncertainty for every value.</summary>
/// <remarks>
/// Features and values are standardised. An example of weight w has 1/w of the noise variance. Memory: 8n² bytes for a trained model of n
/// examples, and 4(g + 3)n² while it learns from n examples and g groups of columns; meant for up to some thousand examples. Immutable and
/// safe to use from many threads at once. Source: C. E. Rasmussen and C. K. I. Williams, Gaussian Processes for Machine Learning, MIT Press
/// (2006), algorithm 2.1; additive kernels: D. Duvenaud, H. Nickisch and C. E. Rasmussen, Adv. Neural Inf. Process. Syst. 24, 226 (2011).
/// </remarks>
public sealed class GaussianProcess
{
    /// <summary>Most training examples.</summary>
    public const int MostRows = 10_000;

    private readonly GaussianProcessState _state;
    private readonly double[][] _rows;
    private readonly Lazy<PositiveDefiniteFactor> _factor;

    internal GaussianProcess(GaussianProcessState state, PositiveDefiniteFactor? factor = null)
    {
        _state = state;
        _rows = state.ArrangedRows();
        _factor = factor is null ? new Lazy<PositiveDefiniteFactor>(Refactor) : new Lazy<PositiveDefiniteFactor>(factor);
    }

    /// <summary>Number of features that an example must have.</summary>
    public int FeatureCount => _state.Standardisation.Mean.Length;

    /// <summary>Number of training examples.</summary>
    public int TrainingCount => _rows.Length;

    /// <summary>Hyper-parameters in use.</summary>
    public GaussianProcessParameters Parameters => _state.Parameters;

    /// <summary>ln p of all standardised training values.</summary>
    public double LogMarginalLikelihood => _state.LogLikelihood;

    internal GaussianProcessState State => _state;

    /// <summary>Trains a model.</summary>
    /// <param name="examples">2…<see cref="MostRows"/> examples with values; features must be finite.</param>
    /// <param name="options">Settings.</param>
    /// <exception cref="ArgumentException">The examples have classes, are too few or too many, or have a missing or infinite feature, or a
    /// column of a group is out of range.</exception>
    public static GaussianProcess Train(TreeExamples examples, GaussianProcessOptions options)
    {
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var table = examples.Features;
        if (examples.Classes != 0 || table.Rows is < 2 or > MostRows)
            throw new ArgumentException(
                Invariant($"Expected 2…{MostRows} examples with values, got {table.Rows} with {examples.Classes} classes."),
                nameof(examples)
            );
        foreach (var value in table.Values)
            if (!float.IsFinite(value))
                throw new ArgumentException(
                    Invariant($"Expected finite features, got {value}; fill missing ones first."),
                    nameof(examples)
                );
        int[][] groups =
            options.Groups.Count == 0
                ?
                [
                    [.. Enumerable.Range(0, table.Columns)],
                ]
                : [.. options.Groups.Select(group => group.ToArray())];
        if (groups.Any(group => group.Any(column => column < 0 || column >= table.Columns)))
            throw new ArgumentException(Invariant($"Expected columns 0…{table.Columns - 1} in the groups."), nameof(options));
        options.Parameters?.Validate(groups.Length);
        return GaussianProcessTrainer.Train(examples, options, new GaussianProcessKernel(options.Shape, groups, table.Columns));
    }

    /// <summary>Prediction of one example.</summary>
    /// <param name="features"><see cref="FeatureCount"/> finite values.</param>
    /// <exception cref="ArgumentException">The length does not match, or a value is not finite.</exception>
    public GaussianPrediction Predict(ReadOnlySpan<float> features)
    {
        if (features.Length != FeatureCount)
            throw new ArgumentException(Invariant($"Expected {FeatureCount} values, got {features.Length}."), nameof(features));
        foreach (var value in features)
            if (!float.IsFinite(value))
                throw new ArgumentException(
                    Invariant($"Expected finite features, got {value}; fill missing ones first."),
                    nameof(features)
                );
        var standardised = new float[features.Length];
        _state.Standardisation.Apply(features, standardised);
        var (own, kernel) = (_state.Kernel.Arrange(standardised), _state.Kernel);
        var (squares, covariances) = (new double[kernel.Groups + 1], new double[_rows.Length]);
        for (var i = 0; i < _rows.Length; i++)
        {
            kernel.Squares(own, _rows[i], squares);
            covariances[i] = kernel.Value(squares, Parameters);
        }

        var mean = Dot(covariances, _state.Weights);
        kernel.Squares(own, own, squares);
        _factor.Value.SolveLower(covariances);
        var variance = Math.Max(0, kernel.Value(squares, Parameters) - Dot(covariances, covariances));
        return InUnits(mean, variance, variance + Parameters.NoiseVariance);
    }

    /// <summary>Predictions for a table, row by row.</summary>
    /// <param name="table">Examples with <see cref="FeatureCount"/> columns.</param>
    /// <param name="threads">Threads, 1 or more; the result does not depend on it.</param>
    /// <exception cref="ArgumentException">The number of columns does not match, or a value is not finite.</exception>
    public GaussianPrediction[] Predict(FeatureTable table, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        var predictions = new GaussianPrediction[table.Rows];
        ParallelLoop.Run(table.Rows, threads, (i, _) => predictions[i] = Predict(table.Row(i)));
        return predictions;
    }

    /// <summary>Every training example predicted by all the others, hyper-parameters kept; without refitting.</summary>
    /// <remarks>
    /// Deviations are those of an example of its own weight. Cost: n³/2. Source: Rasmussen and Williams (2006), eq. 5.12.
    /// </remarks>
    public GaussianPrediction[] LeaveOneOut()
    {
        var (values, diagonal) = (_factor.Value.Multiply(_state.Weights), _factor.Value.InverseDiagonal());
        return
        [
            .. values.Select(
                (value, i) =>
                    InUnits(
                        value - _state.Weights[i] / diagonal[i],
                        Math.Max(0, 1 / diagonal[i] - Parameters.NoiseVariance * _state.NoiseShares[i]),
                        1 / diagonal[i]
                    )
            ),
        ];
    }

    /// <summary>Writes the model as one safetensors file; an older one is replaced whole or not at all.</summary>
    /// <param name="path">The file.</param>
    public void Save(string path) => GaussianProcessFile.Write(path, _state);

    /// <summary>Reads a model.</summary>
    /// <exception cref="DataFormatException">The file is no such model, is damaged, or comes from a newer version.</exception>
    public static GaussianProcess Load(string path) => new(GaussianProcessFile.Read(path));

    private PositiveDefiniteFactor Refactor() =>
        new GaussianProcessLikelihood(_state.Kernel, _rows, _state.Weights, _state.NoiseShares).Factor(Parameters)
        ?? throw new InvalidOperationException("The covariances of the training examples are not positive definite.");

    private GaussianPrediction InUnits(double mean, double functionVariance, double variance) =>
        new(_state.Mean + _state.Deviation * mean, _state.Deviation * Math.Sqrt(variance), _state.Deviation * Math.Sqrt(functionVariance));

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b) => System.Numerics.Tensors.TensorPrimitives.Dot(a, b);
}
