namespace Debye.Learning.Regression;

/// <summary>How the covariance of two examples falls with their distance r in units of the length scale.</summary>
public enum GaussianProcessShape
{
    /// <summary>(1 + √5 r + 5r²/3)·exp(−√5 r): functions that can be differentiated twice.</summary>
    Matern52 = 0,

    /// <summary>exp(−r²/2): functions that can be differentiated without end.</summary>
    SquaredExponential = 1,
}
