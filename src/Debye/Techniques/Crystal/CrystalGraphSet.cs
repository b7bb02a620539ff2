namespace Debye.Techniques.Crystal;

/// <summary>Graphs that were built in one way, as kept in a file.</summary>
/// <param name="Options">How they were built.</param>
/// <param name="Source">What they were built of, in the words of who built them: a file name with its hash, a data set with its
/// licence.</param>
/// <param name="Graphs">The graphs.</param>
public sealed record CrystalGraphSet(CrystalOptions Options, string Source, IReadOnlyList<CrystalGraph> Graphs);
