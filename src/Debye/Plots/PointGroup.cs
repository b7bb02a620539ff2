namespace Debye.Plots;

/// <summary>Points of one colour.</summary>
/// <param name="Name">Entry in the legend; empty for none.</param>
/// <param name="Color">CSS colour.</param>
/// <param name="Points">Which points.</param>
internal sealed record PointGroup(string Name, string Color, int[] Points)
{
    /// <summary>Steps of a colour scale.</summary>
    public const int Steps = 48;

    /// <summary>Groups in the order in which they are drawn; the last on top.</summary>
    public static IReadOnlyList<PointGroup> Of(PointColors? colors, int count) =>
        colors switch
        {
            ValueColors values => OfValues(values),
            CategoryColors classes => OfClasses(classes.Names),
            _ => [new PointGroup("", PlotColors.Measured, [.. Enumerable.Range(0, count)])],
        };

    /// <summary>Range of a colour scale: as given, or that of the finite values, a little wider where they are all equal.</summary>
    public static (double Low, double High) RangeOf(ValueColors colors)
    {
        if (colors.Range is { } given)
            return given;
        var finite = colors.Values.Where(double.IsFinite).DefaultIfEmpty(0).ToArray();
        var (low, high) = (finite.Min(), finite.Max());
        var least = 1e-6 * Math.Max(Math.Abs(low), Math.Abs(high));
        return high - low > least ? (low, high) : (low - Math.Max(0.5, least), high + Math.Max(0.5, least));
    }

    private static PointGroup[] OfValues(ValueColors colors)
    {
        var (low, high) = RangeOf(colors);
        int Step(int point) =>
            double.IsFinite(colors.Values[point]) ? (int)Math.Clamp((colors.Values[point] - low) / (high - low) * Steps, 0, Steps - 1) : -1;
        return
        [
            .. Enumerable
                .Range(0, colors.Values.Length)
                .GroupBy(Step)
                .OrderBy(step => step.Key)
                .Select(step =>
                    step.Key < 0
                        ? new PointGroup("no value", PlotColors.Other, [.. step])
                        : new PointGroup("", ColorScale.At((step.Key + 0.5) / Steps), [.. step])
                ),
        ];
    }

    private static PointGroup[] OfClasses(string[] names)
    {
        var classes = Enumerable
            .Range(0, names.Length)
            .GroupBy(point => names[point], StringComparer.Ordinal)
            .OrderByDescending(own => own.Count())
            .ThenBy(own => own.Key, StringComparer.Ordinal)
            .ToArray();
        var groups = classes
            .Take(PlotColors.Classes.Count)
            .Select((own, k) => new PointGroup(own.Key, PlotColors.Classes[k], [.. own]))
            .ToList();
        int[] others = [.. classes.Skip(PlotColors.Classes.Count).SelectMany(own => own)];
        if (others.Length > 0)
            groups.Insert(0, new PointGroup("others", PlotColors.Other, others));
        return [.. groups];
    }
}
