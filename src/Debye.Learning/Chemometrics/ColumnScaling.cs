namespace Debye.Learning.Chemometrics;

/// <summary>What is done to every column before components are sought.</summary>
public enum ColumnScaling
{
    /// <summary>Subtracts the mean.</summary>
    Centred = 0,

    /// <summary>Subtracts the mean, then divides by the standard deviation (over n−1).</summary>
    Standard = 1,

    /// <summary>Subtracts the mean, then divides by the root of the standard deviation.</summary>
    Pareto = 2,

    /// <summary>Subtracts the median, then divides by the interquartile range.</summary>
    Robust = 3,
}
