namespace Debye.Techniques.Eis.Relaxation;

/// <summary>The shortest interval that holds the asked share of the posterior.</summary>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
public readonly record struct CredibleInterval(double Low, double High);
