using System.Collections.Immutable;

namespace Debye.Techniques;

/// <summary>Describes a technique: what it measures, in which unit, whom to cite.</summary>
/// <param name="Id">Short name, as on the command line.</param>
/// <param name="Name">Name for people.</param>
/// <param name="Summary">What Debye does with it, one sentence.</param>
/// <param name="Axis">What the axis counts.</param>
/// <param name="AxisUnit">Unit of the axis.</param>
/// <param name="Citations">Papers behind it, with DOI.</param>
public sealed record Technique(string Id, string Name, string Summary, string Axis, string AxisUnit, ImmutableArray<string> Citations);
