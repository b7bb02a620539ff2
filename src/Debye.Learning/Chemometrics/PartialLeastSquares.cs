using Debye.Learning.Tables;

namespace Debye.Learning.Chemometrics;

/// <summary>Regression of several quantities on many correlated ones by partial least squares (PLS2, NIPALS).</summary>
/// <remarks>
/// Every component is the direction of X whose scores covary most with Y; both are then reduced by it. Source: S. Wold, M. Sjöström and
/// L. Eriksson, Chemom. Intell. Lab. Syst. 58, 109 (2001), doi 10.1016/S0169-7439(01)00155-1. Immutable; safe from many threads.
/// </remarks>
public sealed class PartialLeastSquares
{
    private readonly ColumnScaler _scaler;
    private readonly double[] _means;
    private readonly PlsComponent[] _components;

    private PartialLeastSquares(SampleTable x, SampleTable y, PartialLeastSquaresOptions options)
    {
        _scaler = ColumnScaler.Of(x, options.Scaling);
        (FeatureCount, TargetCount) = (x.Columns, y.Columns);
        _means = new double[y.Columns];
        for (var i = 0; i < y.Rows; i++)
        for (var k = 0; k < _means.Length; k++)
            _means[k] += y.Row(i)[k] / y.Rows;
        var centred = y.Values.ToArray();
        for (var i = 0; i < centred.Length; i++)
            centred[i] -= _means[i % _means.Length];
        var problem = new NipalsProblem(_scaler.Apply(x), centred, x.Rows);
        _components = new PlsComponent[options.Components];
        for (var a = 0; a < _components.Length; a++)
            _components[a] =
                problem.Next(options)
                ?? throw new ArgumentException(
                    Invariant($"Expected at most {a} components, got {options.Components}: nothing covaries any more."),
                    nameof(options)
                );
    }

    /// <summary>Numbers of a sample.</summary>
    public int FeatureCount { get; }

    /// <summary>Quantities predicted.</summary>
    public int TargetCount { get; }

    /// <summary>Whether every component reached the tolerance.</summary>
    public bool Converged => Array.TrueForAll(_components, component => component.Converged);

    /// <summary>Fits a model.</summary>
    /// <param name="x">Samples.</param>
    /// <param name="y">As many rows of quantities to predict.</param>
    /// <param name="options">Settings.</param>
    /// <exception cref="ArgumentException">The numbers of rows differ, there are too few for the components, or an option is out of
    /// range.</exception>
    public static PartialLeastSquares Fit(SampleTable x, SampleTable y, PartialLeastSquaresOptions options)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (x.Rows != y.Rows)
            throw new ArgumentException(Invariant($"Expected {x.Rows} rows of quantities, one per sample, got {y.Rows}."), nameof(y));
        var most = Math.Min(x.Rows - 1, x.Columns);
        if (options.Components > most)
            throw new ArgumentException(
                Invariant($"Expected 1…{most} components for {x.Rows} samples of {x.Columns} values, got {options.Components}."),
                nameof(options)
            );
        return new PartialLeastSquares(x, y, options);
    }

    /// <summary>Predicts the quantities of one sample.</summary>
    /// <param name="row"><see cref="FeatureCount"/> finite values.</param>
    /// <param name="destination">Room for <see cref="TargetCount"/> numbers.</param>
    /// <exception cref="ArgumentException">A length does not match, or a value is not finite.</exception>
    public void Predict(ReadOnlySpan<double> row, Span<double> destination)
    {
        SampleTable.RequireSample(row, FeatureCount);
        if (destination.Length != TargetCount)
            throw new ArgumentException(
                Invariant($"Expected room for {TargetCount} values, got {destination.Length}."),
                nameof(destination)
            );
        var left = new double[row.Length];
        _scaler.Apply(row, left);
        _means.CopyTo(destination);
        foreach (var component in _components)
            component.Add(left, destination);
    }
}
