namespace Debye.Learning.Explanation;

/// <summary>Class activation maps brought to the points of the spectrum.</summary>
public static class MapProjection
{
    /// <summary>Values of a map of a signal at the points of the spectrum.</summary>
    /// <param name="map">A map with one row.</param>
    /// <param name="points">Points of the spectrum, 1 or more.</param>
    /// <param name="interpolation">Between the centres of the cells; beyond the outer ones the outer values hold.</param>
    /// <param name="cells">Where the cells lie; cells of equal width if null.</param>
    /// <exception cref="ArgumentException">The map is of an image.</exception>
    public static double[] OfSignal(
        ActivationMap map,
        int points,
        MapInterpolation interpolation = MapInterpolation.Linear,
        ReceptiveCells? cells = null
    )
    {
        ArgumentNullException.ThrowIfNull(map);
        if (map.Rows != 1)
            throw new ArgumentException(Invariant($"Expected the map of a signal, got one of {map.Rows} × {map.Columns}."), nameof(map));
        return Interpolate(map.Values.Span, points, interpolation, cells ?? ReceptiveCells.Even(points, map.Columns));
    }

    /// <summary>
    /// A map of a square image of the spectrum against itself, condensed over one axis and brought to the points of the spectrum.
    /// </summary>
    /// <param name="map">A square map; it is made symmetric first, for row and column of an image stand for the same points.</param>
    /// <param name="points">Points of the spectrum, 1 or more.</param>
    /// <param name="condensation">How a row of the map becomes one value.</param>
    /// <param name="interpolation">Between the centres of the cells.</param>
    /// <exception cref="InvalidOperationException">The map is not square.</exception>
    public static double[] OfImage(
        ActivationMap map,
        int points,
        MapCondensation condensation = MapCondensation.Mean,
        MapInterpolation interpolation = MapInterpolation.Linear
    )
    {
        ArgumentNullException.ThrowIfNull(map);
        var symmetric = map.Symmetrised();
        var profile = new double[map.Rows];
        for (var i = 0; i < profile.Length; i++)
        {
            var row = symmetric.Values.Span.Slice(i * map.Columns, map.Columns);
            var (sum, largest) = (0.0, double.NegativeInfinity);
            foreach (var value in row)
                (sum, largest) = (sum + value, Math.Max(largest, value));
            profile[i] = condensation == MapCondensation.Mean ? sum / row.Length : largest;
        }

        return Interpolate(profile, points, interpolation, ReceptiveCells.Even(points, profile.Length));
    }

    private static double[] Interpolate(ReadOnlySpan<double> values, int points, MapInterpolation interpolation, ReceptiveCells cells)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 1);
        var result = new double[points];
        for (var i = 0; i < points; i++)
        {
            var at = Math.Clamp((i - cells.First) / cells.Step, 0, values.Length - 1);
            if (interpolation == MapInterpolation.Nearest)
            {
                result[i] = values[(int)Math.Floor(Math.Min(at + 0.5, values.Length - 1))];
                continue;
            }

            var left = Math.Min((int)at, values.Length - 1);
            var right = Math.Min(left + 1, values.Length - 1);
            result[i] = values[left] + (at - left) * (values[right] - values[left]);
        }

        return result;
    }
}

/// <summary>How values between the centres of cells are found.</summary>
public enum MapInterpolation
{
    /// <summary>On the straight line between the neighbouring centres.</summary>
    Linear = 0,

    /// <summary>Those of the nearest centre.</summary>
    Nearest = 1,
}

/// <summary>How a row of a map becomes one value.</summary>
public enum MapCondensation
{
    /// <summary>Its mean.</summary>
    Mean = 0,

    /// <summary>Its largest value.</summary>
    Maximum = 1,
}
