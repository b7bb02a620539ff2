using Debye.Techniques.Spectra.Images;

namespace Debye.Learning.Techniques.Spectra.Preprocessing;

/// <summary>Means over segments of nearly equal length (<see cref="PiecewiseAggregation"/>); the axis becomes their mean place.</summary>
public sealed record SegmentsStep : SpectrumStep
{
    /// <summary>Number of segments, 2 or more.</summary>
    public int Count { get; init; } = 224;

    /// <inheritdoc/>
    public override void Validate() => ArgumentOutOfRangeException.ThrowIfLessThan(Count, 2);

    /// <inheritdoc/>
    internal override SpectrumPoints Apply(SpectrumPoints spectrum)
    {
        if (spectrum.Values.Length < Count)
            throw new ArgumentException(
                $"Expected at least {Count} points, one for each segment, got {spectrum.Values.Length}.",
                nameof(spectrum)
            );
        var segments = new PiecewiseAggregation(spectrum.Values.Length, Count);
        var (axis, values) = (new double[Count], new double[Count]);
        segments.Apply(spectrum.Axis, axis);
        segments.Apply(spectrum.Values, values);
        return spectrum with { Axis = axis, Values = values };
    }
}
