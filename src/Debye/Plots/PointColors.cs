namespace Debye.Plots;

/// <summary>What the colours of a <see cref="SvgScatter"/> mean.</summary>
/// <param name="Label">Heading of the legend: quantity and unit, or kind of class.</param>
public abstract record PointColors(string Label);

/// <summary>A value for each point, on the <see cref="ColorScale"/>.</summary>
/// <param name="Label">Quantity and unit.</param>
/// <param name="Values">As many as points; NaN or an infinity is drawn grey as "no value".</param>
/// <param name="Range">Values at the ends of the scale, finite and increasing; beyond, the colours of the ends. Null for the range of the
/// values.</param>
public sealed record ValueColors(string Label, double[] Values, (double Low, double High)? Range = null) : PointColors(Label);

/// <summary>A class for each point: a colour for each of the nine most frequent, grey for "others".</summary>
/// <param name="Label">Kind of class.</param>
/// <param name="Names">As many as points.</param>
public sealed record CategoryColors(string Label, string[] Names) : PointColors(Label);
