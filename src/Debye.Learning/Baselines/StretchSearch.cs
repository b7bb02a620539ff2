namespace Debye.Learning.Baselines;

/// <summary>Stretches of an even axis that are tried when curves are compared: a curve f(x) is read at x·s.</summary>
/// <remarks>
/// A crystal whose cell is larger by a factor s has its peaks in G(r) at s times the distance. Where x·s leaves the axis nothing was
/// measured: those points count in neither curve, and the correlation is that of the rest.
/// </remarks>
public sealed record StretchSearch
{
    private const int FewestPoints = 3;

    /// <summary>First value of the axis, 0 or more, in any unit.</summary>
    public required double First { get; init; }

    /// <summary>Last value of the axis, above <see cref="First"/>, same unit.</summary>
    public required double Last { get; init; }

    /// <summary>Largest relative stretch and compression, above 0, at most 0.5.</summary>
    public double Range { get; init; } = 0.2;

    /// <summary>Step between stretches, above 0, at most <see cref="Range"/>.</summary>
    public double Step { get; init; } = 0.01;

    /// <summary>The factors, rising; 1 is the middle one.</summary>
    public double[] Factors()
    {
        var half = (int)Math.Floor(Range / Step + 1e-9);
        return [.. Enumerable.Range(-half, 2 * half + 1).Select(i => 1 + i * Step)];
    }

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public void Validate()
    {
        if (!(First >= 0 && double.IsFinite(First)))
            throw new ArgumentOutOfRangeException(nameof(First), First, "Expected 0 or more.");
        if (!(Last > First && double.IsFinite(Last)))
            throw new ArgumentOutOfRangeException(nameof(Last), Last, Invariant($"Expected more than {First}."));
        if (Range is not (> 0 and <= 0.5))
            throw new ArgumentOutOfRangeException(nameof(Range), Range, "Expected above 0, at most 0.5.");
        if (!(Step > 0 && Step <= Range))
            throw new ArgumentOutOfRangeException(nameof(Step), Step, Invariant($"Expected above 0, at most {Range}."));
    }

    /// <summary>Points [start, end) of the axis that a factor leaves within it.</summary>
    internal (int Start, int End) Window(double factor, int points)
    {
        var (start, end) = (0, points);
        while (start < points && Position(start, factor, points) < -1e-9)
            start++;
        while (end > start && Position(end - 1, factor, points) > points - 1 + 1e-9)
            end--;
        if (end - start < FewestPoints)
            throw new ArgumentException(
                Invariant($"A stretch of {factor} leaves {end - start} of {points} points, expected at least {FewestPoints}."),
                nameof(factor)
            );
        return (start, end);
    }

    /// <summary>Reads a curve at x·s by linear interpolation, within the window of the factor; zeros elsewhere.</summary>
    internal void Resample(ReadOnlySpan<float> curve, double factor, Span<float> destination)
    {
        var (start, end) = Window(factor, curve.Length);
        destination.Clear();
        for (var i = start; i < end; i++)
        {
            var position = Math.Clamp(Position(i, factor, curve.Length), 0, curve.Length - 1);
            var below = Math.Min((int)position, curve.Length - 2);
            var share = (float)(position - below);
            destination[i] = curve[below] + share * (curve[below + 1] - curve[below]);
        }
    }

    /// <summary>Where on the axis, counted in points, the stretched point lies.</summary>
    private double Position(int point, double factor, int points)
    {
        var spacing = (Last - First) / (points - 1);
        return ((First + point * spacing) * factor - First) / spacing;
    }
}
