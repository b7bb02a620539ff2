using Debye.Learning.Projection;
using Debye.Learning.Tables;
using Debye.Learning.Trees;

namespace Debye.Learning.Techniques.Crystal;

/// <summary>How vectors are brought to the plane.</summary>
public enum ProjectionMethod
{
    /// <summary>Two principal components.</summary>
    Pca,

    /// <summary>t-SNE.</summary>
    Tsne,
}

/// <summary>Crystals in the plane: the vectors of a graph network, projected.</summary>
/// <param name="Positions">(crystals × 2), row-major.</param>
/// <param name="Stage">Convolutions behind which the vectors were taken; 0: the embedding.</param>
/// <param name="Quality">How well neighbourhoods are kept.</param>
/// <param name="VarianceShares">Shares of the variance that two principal components hold; empty for t-SNE.</param>
public sealed record CrystalProjection(double[] Positions, int Stage, Trustworthiness Quality, IReadOnlyList<double> VarianceShares)
{
    private const int Neighbours = 10;

    /// <summary>Projects crystals.</summary>
    /// <param name="model">A model with a graph network; of several the first counts, of an adapted model without one that of its
    /// base.</param>
    /// <param name="crystals">Twenty-two or more.</param>
    /// <param name="method">How.</param>
    /// <param name="stage">Convolutions behind which the vectors are taken; null for all.</param>
    /// <param name="perplexity">Perplexity of t-SNE; null for the usual one, lowered for few crystals.</param>
    /// <param name="seed">Seed of t-SNE.</param>
    /// <param name="threads">Threads.</param>
    /// <param name="report">Receives a line now and then.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="ArgumentException">The model has no graph network or not that many convolutions, or there are too few
    /// crystals.</exception>
    public static CrystalProjection Of(
        CrystalModel model,
        IReadOnlyList<CrystalInput> crystals,
        ProjectionMethod method,
        int? stage,
        double? perplexity,
        ulong seed,
        int threads,
        Action<string> report,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(crystals);
        if (crystals.Count < (2 * Neighbours) + 2)
            throw new ArgumentException($"expected {(2 * Neighbours) + 2} crystals or more, got {crystals.Count}", nameof(crystals));
        var source =
            HasGraphs(model) ? model
            : model.Base is { } under && HasGraphs(under) ? under
            : throw new ArgumentException("the model has no graph network whose vectors could be projected", nameof(model));
        var network = source.Members.First(member => member.Network?.Description.Convolutions > 0).Network!;
        var last = network.Description.Convolutions;
        if (stage is < 0 || stage > last)
            throw new ArgumentException(Invariant($"expected a stage of 0…{last}, got {stage}"), nameof(stage));
        using var predictor = new CrystalPredictor(source, threads);
        var vectors = new FeatureTable(predictor.Vectors(network, crystals)[stage ?? last], network.Description.Channels);
        var (positions, shares) =
            method == ProjectionMethod.Pca
                ? Components(vectors)
                : (Neighbourly(vectors, perplexity, seed, threads, report, cancellation), []);
        return new CrystalProjection(positions, stage ?? last, Trustworthiness.Evaluate(vectors, positions, Neighbours, threads), shares);
    }

    private static bool HasGraphs(CrystalModel model) => model.Members.Any(member => member.Network?.Description.Convolutions > 0);

    private static (double[] Positions, double[] Shares) Components(FeatureTable vectors)
    {
        var components = PrincipalComponents.Fit(vectors, 2);
        return (components.Transform(vectors), components.VarianceShares);
    }

    private static double[] Neighbourly(
        FeatureTable vectors,
        double? perplexity,
        ulong seed,
        int threads,
        Action<string> report,
        CancellationToken cancellation
    )
    {
        var options = new StochasticNeighboursOptions
        {
            Perplexity = perplexity ?? StochasticNeighboursOptions.PerplexityFor(vectors.Rows),
            Seed = seed,
            Threads = threads,
        };
        var fitted = StochasticNeighbours.Fit(vectors, options, step => Say(step), cancellation);
        return fitted.Positions.ToArray();

        void Say(StochasticNeighboursStep step)
        {
            if (step.Iteration % 100 == 0)
                report(Invariant($"t-SNE: {step.Iteration}/{step.Iterations}  divergence {step.Divergence:f3}"));
        }
    }
}
