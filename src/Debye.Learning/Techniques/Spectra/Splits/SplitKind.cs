namespace Debye.Learning.Techniques.Spectra.Splits;

/// <summary>How test rows were chosen.</summary>
public enum SplitKind
{
    /// <summary>At random, class by class: says how well other spectra of the same samples are classified.</summary>
    Stratified = 0,

    /// <summary>Whole groups: says how well new samples are classified.</summary>
    Grouped = 1,

    /// <summary>
    /// A share of the known classes, and one whole class that is not trained on: says whether unknown materials are refused.
    /// </summary>
    LeaveOneClassOut = 2,

    /// <summary>The parts that the data set itself names.</summary>
    Given = 3,
}
