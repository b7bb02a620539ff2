namespace Debye.Learning.Calibration;

/// <summary>Whether an example resembles those a model was trained on.</summary>
/// <param name="Distance">Mahalanobis distance from the training examples, 0 or more.</param>
/// <param name="Limit">Largest distance that counts as inside.</param>
public readonly record struct DomainVerdict(double Distance, double Limit)
{
    /// <summary>Whether the distance is within the limit.</summary>
    public bool IsInside => Distance <= Limit;
}
