namespace Debye.Learning.Techniques.Spectra;

/// <summary>How a spectrum is explained.</summary>
public enum SpectraExplanationMethod
{
    /// <summary>Gradient times map, point by point, of a network's last map.</summary>
    HiResCam = 0,

    /// <summary>Map times mean gradient of a network's last map; networks that average over the map only.</summary>
    GradCam = 1,

    /// <summary>SHAP over a hierarchy of bands; any model.</summary>
    Shap = 2,

    /// <summary>What the score loses where a window is hidden; any model.</summary>
    Occlusion = 3,

    /// <summary>Exact SHAP values of trees.</summary>
    TreeShap = 4,
}

/// <summary>Settings of an explanation.</summary>
public sealed record SpectraExplainOptions
{
    /// <summary>The method.</summary>
    public SpectraExplanationMethod Method { get; init; } = SpectraExplanationMethod.Shap;

    /// <summary>Class to explain; null for the most probable one.</summary>
    public string? Label { get; init; }

    /// <summary>
    /// Whether the verdict of the gate is explained instead of a class: what makes the spectrum like or unlike the known ones (SHAP,
    /// occlusion).
    /// </summary>
    public bool ExplainsGate { get; init; }

    /// <summary>Most versions of the spectrum that SHAP may look at, 2 or more.</summary>
    public int Evaluations { get; init; } = 500;

    /// <summary>
    /// Points hidden at a time by occlusion, as a share of the spectrum, above 0 and at most 0.5; windows overlap by half.
    /// </summary>
    public double WindowShare { get; init; } = 0.01;

    /// <summary>Whether deletion and insertion curves, and for networks the comparison with random parameters, are made.</summary>
    public bool WithChecks { get; init; }

    /// <summary>Threads, 1 or more; the result does not depend on it.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentException">A value is outside its range, or the method cannot explain the gate.</exception>
    public void Validate()
    {
        if (!Enum.IsDefined(Method))
            throw new ArgumentOutOfRangeException(nameof(Method), Method, "Expected a method.");
        ArgumentOutOfRangeException.ThrowIfLessThan(Evaluations, 2);
        if (!(WindowShare > 0 && WindowShare <= 0.5))
            throw new ArgumentOutOfRangeException(nameof(WindowShare), WindowShare, "Expected above 0 and at most 0.5.");
        ArgumentOutOfRangeException.ThrowIfLessThan(Threads, 1);
        if (ExplainsGate && Method is not (SpectraExplanationMethod.Shap or SpectraExplanationMethod.Occlusion))
            throw new ArgumentException("Expected shap or occlusion: the verdict of the gate has no map and no trees.");
    }
}
