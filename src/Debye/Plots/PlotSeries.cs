namespace Debye.Plots;

/// <summary>One thing drawn in a <see cref="SvgPlot"/>.</summary>
/// <param name="Name">Its entry in the legend; empty for none.</param>
/// <param name="Color">CSS colour.</param>
public abstract record PlotSeries(string Name, string Color);

/// <summary>A line through points.</summary>
/// <param name="Name">Its entry in the legend; empty for none.</param>
/// <param name="Color">CSS colour.</param>
/// <param name="X">Ascending positions.</param>
/// <param name="Y">As many values.</param>
public sealed record LineSeries(string Name, string Color, double[] X, double[] Y) : PlotSeries(Name, Color);

/// <summary>Single points, drawn as circles.</summary>
/// <param name="Name">Its entry in the legend; empty for none.</param>
/// <param name="Color">CSS colour.</param>
/// <param name="X">Positions.</param>
/// <param name="Y">As many values.</param>
public sealed record PointSeries(string Name, string Color, double[] X, double[] Y) : PlotSeries(Name, Color);

/// <summary>One vertical stick from zero.</summary>
/// <param name="X">Position.</param>
/// <param name="Y">Height; negative for downwards.</param>
/// <param name="Tooltip">Text shown under the pointer.</param>
public readonly record struct Stick(double X, double Y, string Tooltip);

/// <summary>Sticks such as calculated reflections.</summary>
/// <param name="Name">Its entry in the legend; empty for none.</param>
/// <param name="Color">CSS colour.</param>
/// <param name="Sticks">The sticks.</param>
public sealed record StickSeries(string Name, string Color, Stick[] Sticks) : PlotSeries(Name, Color);
