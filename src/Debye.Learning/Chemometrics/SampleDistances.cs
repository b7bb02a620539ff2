namespace Debye.Learning.Chemometrics;

/// <summary>How far a sample is from a class in the space of its principal components and beside it; squared distances.</summary>
/// <param name="Score">h = Σ t²/λ within the space of the components (Hotelling's T²), 0 or more.</param>
/// <param name="Orthogonal">q = ‖residual‖² in the scaled unit of the columns, 0 or more.</param>
/// <param name="Total">N_h·h/h₀ + N_q·q/q₀: follows χ² with N_h + N_q degrees of freedom for samples of the class.</param>
public readonly record struct SampleDistances(double Score, double Orthogonal, double Total);

/// <summary>Where a sample stands to the limits of a class.</summary>
public enum SampleKind
{
    /// <summary>Within the acceptance area.</summary>
    Regular = 0,

    /// <summary>Outside of it, as a share α of the class is.</summary>
    Extreme = 1,

    /// <summary>So far outside that it does not belong.</summary>
    Outlier = 2,
}

/// <summary>Extremes expected and found where the acceptance area is chosen to leave out a given number of samples.</summary>
/// <param name="Expected">Samples that should fall outside.</param>
/// <param name="Observed">Samples that do.</param>
/// <param name="Low">Lower end of what chance allows: two standard deviations.</param>
/// <param name="High">Upper end.</param>
public readonly record struct ExtremeCount(int Expected, int Observed, double Low, double High);

/// <summary>A point of the edge of an acceptance area.</summary>
/// <param name="Score">h/h₀.</param>
/// <param name="Orthogonal">q/q₀.</param>
public readonly record struct BoundaryPoint(double Score, double Orthogonal);
