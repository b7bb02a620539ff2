namespace Debye.Techniques.Spectra.Images;

/// <summary>Which angle the field shows.</summary>
public enum AngularFieldKind
{
    /// <summary>cos(φᵢ + φⱼ): symmetric.</summary>
    Summation = 0,

    /// <summary>sin(φᵢ − φⱼ): antisymmetric, 0 on the diagonal.</summary>
    Difference = 1,
}

/// <summary>Settings of <see cref="AngularField"/>.</summary>
public sealed record AngularFieldOptions
{
    /// <summary>Rows and columns of the image, 2 or more and at most the points of a spectrum.</summary>
    public int Size { get; init; } = 224;

    /// <summary>Which angle the field shows.</summary>
    public AngularFieldKind Kind { get; init; } = AngularFieldKind.Difference;

    /// <summary>
    /// Whether the segments that are averaged have one length and overlap; otherwise lengths differ by one point where they must.
    /// </summary>
    public bool Overlapping { get; init; }

    /// <summary>Value that the smallest mean is brought to, −1 or more.</summary>
    public double Low { get; init; } = -1;

    /// <summary>Value that the largest mean is brought to, above <see cref="Low"/> and at most 1.</summary>
    public double High { get; init; } = 1;

    /// <summary>Whether means are brought to the range above; otherwise they have to lie in −1…1 already.</summary>
    public bool Rescale { get; init; } = true;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Size, 2);
        if (!Enum.IsDefined(Kind))
            throw new ArgumentOutOfRangeException(nameof(Kind), Kind, "Expected a kind of field.");
        if (!(Low >= -1 && Low < High))
            throw new ArgumentOutOfRangeException(nameof(Low), Low, Invariant($"Expected −1 or more and below {High}."));
        if (!(High <= 1))
            throw new ArgumentOutOfRangeException(nameof(High), High, "Expected at most 1.");
    }
}
