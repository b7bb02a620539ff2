namespace Debye.Learning.Recipes.Crystal;

/// <summary>Tells how sure an answer is: the error to be expected, intervals, and whether the crystal is like those the model learned from.</summary>
public sealed record CrystalCalibration
{
    /// <summary>Atomic numbers that the training part holds.</summary>
    public required IReadOnlyList<int> Elements { get; init; }

    /// <summary>Expected error, in the unit of the property: first number, plus second times the members' spread, plus third times the error that networks expect of themselves.</summary>
    public required IReadOnlyList<double> ErrorWeights { get; init; }

    internal static CrystalCalibration Fit(CrystalPredictor predictor, IReadOnlyList<CrystalExample> training, IReadOnlyList<CrystalExample> validation, IReadOnlyList<CrystalAnswer> answers)
    {
        var elements = training.SelectMany(example => example.Crystal.Graph.AtomicNumbers.ToArray()).Distinct().Order().Select(number => (int)number).ToArray();
        return new CrystalCalibration { Elements = elements, ErrorWeights = [0, 0, 0] };
    }
}
