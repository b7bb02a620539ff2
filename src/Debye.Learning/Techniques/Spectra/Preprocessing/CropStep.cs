namespace Debye.Learning.Techniques.Spectra.Preprocessing;

/// <summary>Keeps a range of the axis.</summary>
public sealed record CropStep : SpectrumStep
{
    /// <summary>Lowest axis value that is kept, in the unit of the axis.</summary>
    public required double Low { get; init; }

    /// <summary>Highest axis value that is kept, above <see cref="Low"/>.</summary>
    public required double High { get; init; }

    /// <inheritdoc/>
    public override void Validate()
    {
        if (!(High > Low))
            throw new ArgumentOutOfRangeException(nameof(High), High, Invariant($"Expected above {Low}."));
    }

    /// <inheritdoc/>
    internal override SpectrumPoints Apply(SpectrumPoints spectrum)
    {
        var start = Array.FindIndex(spectrum.Axis, value => value >= Low);
        var end = Array.FindLastIndex(spectrum.Axis, value => value <= High) + 1;
        if (start < 0 || end <= start)
            throw new ArgumentException(
                Invariant($"Expected points within {Low:g8}…{High:g8}, the axis covers {spectrum.Axis[0]:g8}…{spectrum.Axis[^1]:g8}."),
                nameof(spectrum)
            );
        return spectrum with { Axis = spectrum.Axis[start..end], Values = spectrum.Values[start..end] };
    }
}
