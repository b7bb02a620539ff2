namespace Debye.Learning.Techniques.Eis;

/// <summary>Where labelled impedance spectra come from.</summary>
public enum EisDataSource
{
    /// <summary>Simulated from the parameter rows of the AutoECM training set.</summary>
    ParameterRows,

    /// <summary>Nyquist images of the AutoECM set.</summary>
    Images,
}

/// <summary>The data part of a recipe.</summary>
public sealed record EisData
{
    /// <summary>The source.</summary>
    public EisDataSource Source { get; init; } = EisDataSource.ParameterRows;

    /// <summary>
    /// Parameter rows (see <see cref="AutoEcmFiles.ReadParameters"/>), or images with their index beside them; relative to the recipe.
    /// </summary>
    public string File { get; init; } = "";

    /// <summary>Training examples of each class, at least 1; images are all used.</summary>
    public int ExamplesPerClass { get; init; } = 1500;

    /// <summary>Validation examples of each class, at least 1; of images those of the validation share.</summary>
    public int ValidationPerClass { get; init; } = 200;

    /// <summary>Share of the parameter rows or images that no training example comes from, 0.01…0.5.</summary>
    public double ValidationShare { get; init; } = 0.1;

    /// <summary>Seed of that choice; the same for models that are to be compared.</summary>
    public ulong SplitSeed { get; init; } = 1;

    /// <summary>How spectra are drawn from rows.</summary>
    public AutoEcmSimulatorOptions Simulation { get; init; } = new();

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentException">A value is outside its range.</exception>
    public void Validate()
    {
        if (string.IsNullOrEmpty(File))
            throw new ArgumentException("data.file is missing");
        if (ExamplesPerClass is < 1 or > 1_000_000)
            throw new ArgumentException(Invariant($"data.examplesPerClass is {ExamplesPerClass}, expected 1…1,000,000"));
        if (ValidationPerClass is < 1 or > 1_000_000)
            throw new ArgumentException(Invariant($"data.validationPerClass is {ValidationPerClass}, expected 1…1,000,000"));
        if (!(ValidationShare is >= 0.01 and <= 0.5))
            throw new ArgumentException(Invariant($"data.validationShare is {ValidationShare}, expected 0.01…0.5"));
        if (Simulation is null)
            throw new ArgumentException("data.simulation is null");
        Simulation.Validate();
    }
}
