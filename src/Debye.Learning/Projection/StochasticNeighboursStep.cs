namespace Debye.Learning.Projection;

/// <summary>Progress of a fit of <see cref="StochasticNeighbours"/>.</summary>
/// <param name="Iteration">Iterations done.</param>
/// <param name="Iterations">Iterations in all.</param>
/// <param name="Divergence">Kullback–Leibler divergence of the embedding from the affinities, natural logarithm; without
/// exaggeration.</param>
public readonly record struct StochasticNeighboursStep(int Iteration, int Iterations, double Divergence);
