using System.Collections.Immutable;

namespace Debye.Learning.Techniques.Eis;

/// <summary>The parameters of one spectrum of the AutoECM training set.</summary>
/// <param name="Id">Its number there.</param>
/// <param name="Label">Its circuit class.</param>
/// <param name="Parameters">Parameters by the names of the set.</param>
public sealed record AutoEcmRow(string Id, string Label, ImmutableDictionary<string, double> Parameters);

/// <summary>One spectrum of the AutoECM test set as the benchmark interpolated it.</summary>
/// <param name="Id">Its number in the unfiltered set.</param>
/// <param name="Label">Its circuit class.</param>
/// <param name="IsFiltered">Whether it belongs to the filtered set.</param>
/// <param name="Values">30 real parts, then 30 negative imaginary parts, Ω.</param>
public sealed record AutoEcmInterpolated(string Id, string Label, bool IsFiltered, ImmutableArray<double> Values);
