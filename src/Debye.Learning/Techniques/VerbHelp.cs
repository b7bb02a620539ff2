using System.Collections.Immutable;

namespace Debye.Learning.Techniques;

/// <summary>What help pages say of a verb.</summary>
/// <param name="Name">The verb, such as "identify".</param>
/// <param name="Summary">One sentence.</param>
/// <param name="Input">What its inputs are.</param>
/// <param name="Notes">Further lines: limits, then examples.</param>
public sealed record VerbHelp(string Name, string Summary, string Input, ImmutableArray<string> Notes);
