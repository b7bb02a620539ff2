using Debye.Learning.Tables;
using Debye.Learning.Trees;

namespace Debye.Learning.Projection;

/// <summary>
/// An embedding of rows in the plane that keeps neighbours together: t-distributed stochastic neighbour embedding (t-SNE).
/// </summary>
/// <remarks>
/// Euclidean distances of the columns as they are; scale or project them before where their units differ. The start is the plane of the
/// principal components. What is near in the embedding was near before; distances between groups, their sizes and densities mean little.
/// Memory: some 60 bytes for every row and neighbour. Source: L. van der Maaten and G. Hinton, J. Mach. Learn. Res. 9, 2579 (2008); L. van
/// der Maaten, J. Mach. Learn. Res. 15, 3221 (2014); start and learning rate: D. Kobak and P. Berens, Nat. Commun. 10, 5416 (2019),
/// doi 10.1038/s41467-019-13056-x; A. C. Belkina et al., Nat. Commun. 10, 5415 (2019), doi 10.1038/s41467-019-13055-y.
/// </remarks>
public sealed class StochasticNeighbours
{
    private readonly FeatureTable _table;
    private readonly double[] _positions;
    private readonly double _perplexity;

    private StochasticNeighbours(FeatureTable table, double[] positions, double perplexity, double divergence)
    {
        (_table, _positions, _perplexity) = (table, positions, perplexity);
        Divergence = divergence;
    }

    /// <summary>Number of rows.</summary>
    public int Count => _table.Rows;

    /// <summary>Number of columns.</summary>
    public int FeatureCount => _table.Columns;

    /// <summary>Coordinates in the plane, rows × 2; their mean is 0.</summary>
    public ReadOnlySpan<double> Positions => _positions;

    /// <summary>
    /// Kullback–Leibler divergence of the embedding from the affinities, natural logarithm, 0 or more up to the error of the tree.
    /// </summary>
    public double Divergence { get; }

    /// <summary>Embeds rows.</summary>
    /// <param name="table">Two rows or more of finite values, magnitudes up to 1e15; equal rows are fine. Kept for
    /// <see cref="Place"/>.</param>
    /// <param name="options">Settings.</param>
    /// <param name="report">Told of every fiftieth iteration and of the last; null for nobody. Each report costs about one
    /// iteration.</param>
    /// <param name="cancellation">Stops the fit.</param>
    /// <returns>The embedding: the same for the same table, options and kind of processor, whatever the number of threads.</returns>
    /// <exception cref="ArgumentException">
    /// There are too few rows, a value is missing or too large, an option is out of range, the perplexity is above rows − 1, or the
    /// learning rate is so large that positions grow without bounds.
    /// </exception>
    /// <exception cref="OperationCanceledException">The fit was stopped.</exception>
    public static StochasticNeighbours Fit(
        FeatureTable table,
        StochasticNeighboursOptions options,
        Action<StochasticNeighboursStep>? report = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        ProjectionInput.RequireTable(table, table.Columns, options.Threads);
        if (table.Rows < 2)
            throw new ArgumentException(Invariant($"Expected two rows or more, got {table.Rows}."), nameof(table));
        if (options.Perplexity > table.Rows - 1)
            throw new ArgumentException(
                Invariant($"Expected a perplexity of 1…{table.Rows - 1} for {table.Rows} rows, got {options.Perplexity}."),
                nameof(options)
            );
        var affinities = NeighbourAffinities.Of(table, options.Perplexity, options.Threads, cancellation);
        var positions = EmbeddingDescent.Start(table, options.Seed);
        var gradient = new EmbeddingGradient(affinities, positions, options.Theta, options.Threads);
        var divergence = EmbeddingDescent.Run(positions, gradient, options, report, cancellation);
        return new StochasticNeighbours(table, positions, options.Perplexity, divergence);
    }

    /// <summary>Places new rows in the embedding, without changing it.</summary>
    /// <param name="table">Rows with <see cref="FeatureCount"/> columns; finite values, magnitudes up to 1e15.</param>
    /// <param name="steps">
    /// Steps down the divergence after the first guess, 0 or more; 0 for the guess alone, the mean position of the nearest rows weighted by
    /// their affinities. A new row is compared with all old ones, and each step costs about as much again.
    /// </param>
    /// <param name="threads">Threads, 1 or more; the result does not depend on it.</param>
    /// <returns>Coordinates in the plane, rows × 2. New rows do not see each other.</returns>
    /// <remarks>
    /// A perplexity of 5 (or that of the fit where it is less), so that a row lands among its very nearest. Source: P. G. Poličar, M.
    /// Stražar and B. Zupan, Mach. Learn. 112, 721 (2023), doi 10.1007/s10994-021-06043-1.
    /// </remarks>
    /// <exception cref="ArgumentException">The number of columns does not match, or a value is missing or too large.</exception>
    public double[] Place(FeatureTable table, int steps = 0, int threads = 1)
    {
        ProjectionInput.RequireTable(table, FeatureCount, threads);
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        return new EmbeddingPlacement(_table, _positions, _perplexity).Place(table, steps, threads);
    }
}
