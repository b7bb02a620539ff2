namespace Debye.Learning.Explanation;

/// <summary>A stretch of the axis that speaks for what is explained.</summary>
/// <param name="From">Axis value of its first point.</param>
/// <param name="To">Axis value of its last point.</param>
/// <param name="Importance">Its share of all positive importance, 0…1.</param>
/// <param name="Peak">Axis value of its most important point.</param>
/// <param name="Assignment">What it is, such as "H 2223.26 keV"; null where that is not known.</param>
public sealed record ImportantBand(double From, double To, double Importance, double Peak, string? Assignment = null);
