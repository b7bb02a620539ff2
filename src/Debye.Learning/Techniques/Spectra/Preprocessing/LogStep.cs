namespace Debye.Learning.Techniques.Spectra.Preprocessing;

/// <summary>Natural logarithm; smaller values count as <see cref="Floor"/>.</summary>
public sealed record LogStep : SpectrumStep
{
    /// <summary>Smallest value that a logarithm is taken of, above 0.</summary>
    public double Floor { get; init; } = 1e-7;

    /// <inheritdoc/>
    public override void Validate()
    {
        if (!(Floor > 0) || !double.IsFinite(Floor))
            throw new ArgumentOutOfRangeException(nameof(Floor), Floor, "Expected above 0.");
    }

    /// <inheritdoc/>
    internal override SpectrumPoints Apply(SpectrumPoints spectrum)
    {
        // The floor is for points without counts; where every value is below zero it would hide that the spectrum has no logarithm.
        if (spectrum.Values.Max() < 0)
            throw new ArgumentException(
                Invariant($"Expected values above 0 for a logarithm, the largest is {spectrum.Values.Max():g4}."),
                nameof(spectrum)
            );
        return spectrum with { Values = Array.ConvertAll(spectrum.Values, value => Math.Log(Math.Max(value, Floor))) };
    }
}
