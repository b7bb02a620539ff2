namespace Debye.Techniques.Spectra.Images;

/// <summary>Settings of <see cref="TransitionField"/>.</summary>
public sealed record TransitionFieldOptions
{
    /// <summary>Rows and columns of the image, 2 or more and at most the points of a spectrum.</summary>
    public int Size { get; init; } = 224;

    /// <summary>Number of levels that values are sorted into, 2…256.</summary>
    public int Levels { get; init; } = 8;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Size, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(Levels, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Levels, 256);
    }
}
