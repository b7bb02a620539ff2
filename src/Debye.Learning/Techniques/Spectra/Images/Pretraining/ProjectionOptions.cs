namespace Debye.Learning.Techniques.Spectra.Images.Pretraining;

/// <summary>How the last linear layer of a base is fitted.</summary>
public sealed record ProjectionOptions
{
    /// <summary>Features that are kept, 1 up to those of the network.</summary>
    public int Features { get; init; } = 256;

    /// <summary>Made-up examples that it is fitted on, at least 100.</summary>
    public int Examples { get; init; } = 20_000;

    /// <summary>How far the scatter within materials is moved towards an even one, above 0 and up to 1.</summary>
    public double Shrinkage { get; init; } = 0.1;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public void Validate()
    {
        if (Features is < 1 or > 8192)
            throw new ArgumentOutOfRangeException(nameof(Features), Features, "Expected 1…8192.");
        if (Examples is < 100 or > 10_000_000)
            throw new ArgumentOutOfRangeException(nameof(Examples), Examples, "Expected 100…10,000,000.");
        if (Shrinkage is not (> 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(Shrinkage), Shrinkage, "Expected above 0 and up to 1.");
    }
}
