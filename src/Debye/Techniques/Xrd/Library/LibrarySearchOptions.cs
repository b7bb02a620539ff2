namespace Debye.Techniques.Xrd.Library;

/// <summary>How a library is searched.</summary>
public sealed record LibrarySearchOptions
{
    /// <summary>Number of hits whose cell is fitted, 1…10,000.</summary>
    public int Refined { get; init; } = 300;

    /// <summary>Smallest factor on all lengths that is tried.</summary>
    public double MinScale { get; init; } = 0.97;

    /// <summary>Largest factor on all lengths that is tried.</summary>
    public double MaxScale { get; init; } = 1.03;

    /// <summary>Largest relative change of the cell's shape that is fitted.</summary>
    public double MaxDistortion { get; init; } = 0.02;

    /// <summary>Gaussian peak width in 2θ, degrees; 0 means it is chosen from the pattern.</summary>
    public double SigmaDegrees { get; init; }

    /// <summary>Loss of score for a distortion of 1 % (quadratic), a mild prior for the cell as stored.</summary>
    public double DistortionPenalty { get; init; } = 0.02;

    /// <summary>Worker threads.</summary>
    public int Threads { get; init; } = 1;
}
