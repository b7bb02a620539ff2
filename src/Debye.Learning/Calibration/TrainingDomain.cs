using Debye.Learning.Baselines;
using Debye.Learning.Regression;
using Debye.Learning.Tables;
using Debye.Learning.Trees;

namespace Debye.Learning.Calibration;

/// <summary>Where a model for values was trained: says when an example is too far away to be believed.</summary>
/// <remarks>
/// Mahalanobis distance of standardised features, with the covariance of the training examples drawn towards a multiple of the identity so
/// that it can be inverted for any number of features. A feature that was constant in training is not looked at. The limit is the
/// ⌈(n + 1)·share⌉-th smallest distance of n held-out examples: of examples exchangeable with them at least that share is inside. Stored as
/// JSON by its properties. Cost: np² for n examples of p features, p² per distance. Source: O. Ledoit and M. Wolf, J. Multivar. Anal. 88,
/// 365 (2004), doi 10.1016/S0047-259X(03)00096-4.
/// </remarks>
public sealed record TrainingDomain
{
    private readonly double[] _covariance = [];
    private readonly Lazy<PositiveDefiniteFactor>? _factor;

    /// <summary>Mean of each feature.</summary>
    public required IReadOnlyList<double> Mean { get; init; }

    /// <summary>One over the standard deviation of each feature; 0 where it was constant.</summary>
    public required IReadOnlyList<double> Factor { get; init; }

    /// <summary>Shrunk covariance of the standardised features: its lower half, row by row.</summary>
    public required IReadOnlyList<double> Covariance
    {
        get => _covariance;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            _covariance = [.. value];
            _factor = new Lazy<PositiveDefiniteFactor>(FactorOfCovariance);
        }
    }

    /// <summary>How far the covariance was drawn towards the identity, 0…1.</summary>
    public required double Shrinkage { get; init; }

    /// <summary>Share of held-out examples that are inside, above 0 and below 1.</summary>
    public required double Share { get; init; }

    /// <summary>Largest distance that counts as inside.</summary>
    public required double Limit { get; init; }

    /// <summary>Measures a domain.</summary>
    /// <param name="training">Two or more training examples, features finite, at least one of them not constant.</param>
    /// <param name="heldOut">Examples the model did not see, of the same columns; at least share/(1 − share) of them.</param>
    /// <param name="share">Share of such examples that should be inside, above 0 and below 1.</param>
    /// <exception cref="ArgumentException">A number is out of range, the columns differ, or there are too few held-out
    /// examples.</exception>
    public static TrainingDomain Fit(FeatureTable training, FeatureTable heldOut, double share = 0.95)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(heldOut);
        if (!(share is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(share), share, "Expected a share above 0 and below 1.");
        if (training.Rows < 2)
            throw new ArgumentException(Invariant($"Expected two or more training examples, got {training.Rows}."), nameof(training));
        if (heldOut.Rows < share / (1 - share) * (1 - 1e-12))
            throw new ArgumentException(
                Invariant($"Expected at least {share / (1 - share):f0} held-out examples for a share of {share}, got {heldOut.Rows}."),
                nameof(heldOut)
            );
        var standardisation = Standardisation.Of(training);
        var (mean, factor) = (standardisation.Mean.ToArray(), standardisation.Factor.ToArray());
        if (Array.TrueForAll(factor, value => value == 0))
            throw new ArgumentException("Expected at least one feature that varies, all finite.", nameof(training));
        var (covariance, shrinkage) = ShrunkCovariance.Of([
            .. Enumerable.Range(0, training.Rows).Select(i => Standardised(training.Row(i), mean, factor)),
        ]);
        var domain = new TrainingDomain
        {
            Mean = mean,
            Factor = factor,
            Covariance = covariance,
            Shrinkage = shrinkage,
            Share = share,
            Limit = double.PositiveInfinity,
        };
        var distances = new ConformalIntervals
        {
            Scores = [.. Enumerable.Range(0, heldOut.Rows).Select(i => domain.Judge(heldOut.Row(i)).Distance)],
        };
        return domain with { Limit = distances.Quantile(share) };
    }

    /// <summary>Judges an example.</summary>
    /// <param name="features">As many finite values as the training examples had.</param>
    /// <exception cref="ArgumentException">The length does not match, or a value is not finite.</exception>
    /// <exception cref="InvalidDataException">The stored covariance does not fit, or cannot be inverted.</exception>
    public DomainVerdict Judge(ReadOnlySpan<float> features)
    {
        if (features.Length != Mean.Count)
            throw new ArgumentException($"Expected {Mean.Count} values, got {features.Length}.", nameof(features));
        var standardised = Standardised(features, Mean, Factor);
        _factor!.Value.SolveLower(standardised);
        return new DomainVerdict(Math.Sqrt(System.Numerics.Tensors.TensorPrimitives.SumOfSquares<double>(standardised)), Limit);
    }

    private static double[] Standardised(ReadOnlySpan<float> row, IReadOnlyList<double> mean, IReadOnlyList<double> factor)
    {
        var standardised = new double[row.Length];
        for (var f = 0; f < row.Length; f++)
        {
            if (!float.IsFinite(row[f]))
                throw new ArgumentException(Invariant($"Expected finite features, got {row[f]}; fill missing ones first."), nameof(row));
            standardised[f] = (row[f] - mean[f]) * factor[f];
        }

        return standardised;
    }

    private PositiveDefiniteFactor FactorOfCovariance()
    {
        var columns = Mean.Count;
        if (Factor.Count != columns || _covariance.Length != columns * (columns + 1) / 2)
            throw new InvalidDataException(
                Invariant($"Expected {columns} factors and {columns * (columns + 1) / 2} covariances, got {Factor.Count} and ")
                    + Invariant($"{_covariance.Length}.")
            );
        var stride = PositiveDefiniteFactor.Padded(columns);
        var matrix = new double[stride * stride];
        for (var i = 0; i < columns; i++)
            _covariance.AsSpan(i * (i + 1) / 2, i + 1).CopyTo(matrix.AsSpan(i * stride));
        return PositiveDefiniteFactor.Factor(matrix, columns)
            ?? throw new InvalidDataException("The covariance of the training examples is not positive definite.");
    }
}
