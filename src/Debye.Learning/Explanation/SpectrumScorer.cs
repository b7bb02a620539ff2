using Debye.Learning.Tables;
using Debye.Learning.Trees;

namespace Debye.Learning.Explanation;

/// <summary>
/// What is explained: one number for every version of a spectrum, such as the logit of a class or the score of a detector.
/// </summary>
/// <param name="rows">Versions of the spectrum as the model takes them, one a row.</param>
/// <returns>One finite score per row; the same row always has the same score.</returns>
public delegate double[] SpectrumScorer(FeatureTable rows);
