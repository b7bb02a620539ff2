namespace Debye.Learning.Chemometrics;

/// <summary>What is done to every column before components are sought.</summary>
public enum ColumnScaling
{
    /// <summary>The mean is taken off.</summary>
    Centred = 0,

    /// <summary>The mean is taken off, then division by the standard deviation (over n−1).</summary>
    Standard = 1,

    /// <summary>The mean is taken off, then division by the root of the standard deviation.</summary>
    Pareto = 2,

    /// <summary>The median is taken off, then division by the interquartile range.</summary>
    Robust = 3,
}
