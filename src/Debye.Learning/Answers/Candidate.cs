namespace Debye.Learning.Answers;

/// <summary>One possible class.</summary>
/// <param name="Label">Its label, such as a space-group number as text.</param>
/// <param name="Name">Its name for people, such as "Fm-3m".</param>
/// <param name="Probability">Calibrated probability, 0…1.</param>
public readonly record struct Candidate(string Label, string Name, double Probability);
