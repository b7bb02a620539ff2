namespace Debye.Learning.Techniques.Spectra.Splits;

/// <summary>A split for the result, and splits of its training rows to choose settings by.</summary>
/// <param name="Outer">Split for the result.</param>
/// <param name="Inner">Splits within the training rows of <paramref name="Outer"/>, numbered as there.</param>
public sealed record NestedSplit(SpectrumSplit Outer, IReadOnlyList<SpectrumSplit> Inner);
