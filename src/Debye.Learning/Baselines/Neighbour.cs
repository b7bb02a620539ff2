namespace Debye.Learning.Baselines;

/// <summary>A training example near to a curve that was asked about.</summary>
/// <param name="Row">Row of the training table.</param>
/// <param name="Distance">Distance by the metric, 0 or more.</param>
/// <param name="Stretch">Factor s at which the curve, read at x·s, was nearest; 1 without a search.</param>
public readonly record struct Neighbour(int Row, double Distance, double Stretch);
