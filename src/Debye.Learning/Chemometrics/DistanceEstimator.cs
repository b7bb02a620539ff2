namespace Debye.Learning.Chemometrics;

/// <summary>How the distribution of distances is estimated.</summary>
public enum DistanceEstimator
{
    /// <summary>From mean and variance: the most efficient where all samples belong.</summary>
    Classical = 0,

    /// <summary>From median and interquartile range: up to a quarter of the samples may be foreign.</summary>
    Robust = 1,
}
