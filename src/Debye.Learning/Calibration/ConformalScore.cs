namespace Debye.Learning.Calibration;

/// <summary>What a prediction set is built from.</summary>
public enum ConformalScore
{
    /// <summary>
    /// Probability of all classes at least as probable as the truth: sets grow where the model is unsure; for many classes.
    /// </summary>
    Cumulative,

    /// <summary>
    /// One minus the probability of the truth: the smallest sets on average; for few classes. M. Sadinle, J. Lei, L. Wasserman, J. Am.
    /// Stat. Assoc. 114, 223 (2019), doi 10.1080/01621459.2017.1395341.
    /// </summary>
    Complement,
}
