namespace Debye.Learning.Chemometrics;

/// <summary>Settings of <see cref="PartialLeastSquares"/>.</summary>
public sealed record PartialLeastSquaresOptions
{
    /// <summary>Number of components, 1 or more and below the number of samples.</summary>
    public int Components { get; init; } = 2;

    /// <summary>What is done to the columns of X first; those of Y are centred.</summary>
    public ColumnScaling Scaling { get; init; } = ColumnScaling.Centred;

    /// <summary>Squared change of the weights, of length 1, at which a component has converged; above 0.</summary>
    public double Tolerance { get; init; } = 1e-9;

    /// <summary>Most iterations for a component, 1 or more.</summary>
    public int MaxIterations { get; init; } = 10_000;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Components, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxIterations, 1);
        if (!Enum.IsDefined(Scaling))
            throw new ArgumentOutOfRangeException(nameof(Scaling), Scaling, "Expected a scaling.");
        if (!(Tolerance > 0))
            throw new ArgumentOutOfRangeException(nameof(Tolerance), Tolerance, "Expected above 0.");
    }
}
