namespace Debye.Learning.Regression;

/// <summary>What a Gaussian process says about one example, in the unit of the training values.</summary>
/// <param name="Mean">Expected value.</param>
/// <param name="StandardDeviation">Of a new measurement of weight 1: uncertainty of the function and noise.</param>
/// <param name="FunctionDeviation">Of the function alone, without noise.</param>
public readonly record struct GaussianPrediction(double Mean, double StandardDeviation, double FunctionDeviation);
