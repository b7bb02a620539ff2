namespace Debye.Learning.Baselines;

/// <summary>Settings of <see cref="LogisticRegression"/>.</summary>
public sealed record LogisticRegressionOptions
{
    /// <summary>Weight λ of the penalty ½λ‖W‖² beside the sum of the losses of all examples, above 0; intercepts are free.</summary>
    public double Penalty { get; init; } = 1;

    /// <summary>Whether examples weigh n/(K·n_k), n_k those of their class: every class counts the same.</summary>
    public bool BalanceClasses { get; init; }

    /// <summary>Largest component of the gradient of the mean objective at which the fit has converged, above 0.</summary>
    /// <remarks>
    /// Products are in single precision: thousands of examples do not get below some 3e-5, and the fit then ends as not converged.
    /// </remarks>
    public double GradientTolerance { get; init; } = 1e-4;

    /// <summary>Most iterations, 1 or more.</summary>
    public int MaxIterations { get; init; } = 1000;

    /// <summary>Threads, 1 or more; the trained model does not depend on it.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public void Validate()
    {
        if (!(Penalty > 0 && double.IsFinite(Penalty)))
            throw new ArgumentOutOfRangeException(nameof(Penalty), Penalty, "Expected above 0.");
        if (!(GradientTolerance > 0))
            throw new ArgumentOutOfRangeException(nameof(GradientTolerance), GradientTolerance, "Expected above 0.");
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxIterations, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Threads, 1);
    }
}
