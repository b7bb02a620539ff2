namespace Debye.Plots;

/// <summary>A spectrum with an importance at every point, as figures show it.</summary>
public sealed record ColoredSpectrum
{
    /// <summary>Heading.</summary>
    public string Title { get; init; } = "";

    /// <summary>Quantity of the axis, such as "Energy".</summary>
    public required string AxisName { get; init; }

    /// <summary>Unit of the axis, such as "keV"; empty for none.</summary>
    public string AxisUnit { get; init; } = "";

    /// <summary>Quantity of the intensities, such as "Counts".</summary>
    public string IntensityName { get; init; } = "Intensity";

    /// <summary>Strictly increasing axis values, 2 or more.</summary>
    public required double[] Axis { get; init; }

    /// <summary>As many finite intensities.</summary>
    public required double[] Intensity { get; init; }

    /// <summary>As many signed importances in any unit; the largest absolute value gets the full colour.</summary>
    public required double[] Importance { get; init; }

    /// <summary>Stretches that are marked and named.</summary>
    public IReadOnlyList<SpectrumBand> Bands { get; init; } = [];

    /// <summary>Whether intensities are drawn on a logarithmic scale; values of 0 and below then lie at the bottom.</summary>
    public bool IsLogarithmic { get; init; }

    /// <summary>Quantity and unit of the axis.</summary>
    internal string AxisLabel => AxisUnit.Length > 0 ? $"{AxisName} ({AxisUnit})" : AxisName;

    /// <summary>Importances divided by the largest absolute one; zeros where all are zero.</summary>
    internal double[] RelativeImportance()
    {
        var largest = Importance.Max(Math.Abs);
        return largest > 0 ? Array.ConvertAll(Importance, value => value / largest) : new double[Importance.Length];
    }

    /// <summary>Checks lengths and values.</summary>
    /// <exception cref="ArgumentException">They do not fit.</exception>
    internal void Validate()
    {
        if (Axis.Length < 2 || Intensity.Length != Axis.Length || Importance.Length != Axis.Length)
            throw new ArgumentException(
                $"Expected as many intensities and importances as axis values, 2 or more, got {Intensity.Length}, "
                    + $"{Importance.Length} and {Axis.Length}."
            );
        for (var i = 0; i < Axis.Length; i++)
        {
            if (!double.IsFinite(Axis[i]) || !double.IsFinite(Intensity[i]) || !double.IsFinite(Importance[i]))
                throw new ArgumentException(Invariant($"Point {i} is not finite."));
            if (i > 0 && Axis[i] <= Axis[i - 1])
                throw new ArgumentException(Invariant($"The axis does not increase at point {i}."));
        }
    }
}
