namespace Debye.Plots;

/// <summary>A marked stretch of the axis of a spectrum.</summary>
/// <param name="From">Axis value of its beginning.</param>
/// <param name="To">Axis value of its end.</param>
/// <param name="Label">What it is; empty for no text.</param>
public readonly record struct SpectrumBand(double From, double To, string Label);
