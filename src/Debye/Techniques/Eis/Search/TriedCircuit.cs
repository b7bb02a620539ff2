using Debye.Techniques.Eis.Circuits;

namespace Debye.Techniques.Eis.Search;

/// <summary>A circuit that was fitted during a search; the settings of its tree carry the fitted values.</summary>
internal sealed record TriedCircuit(Circuit Circuit, double ChiSquared, double Score)
{
    /// <summary>Whether its neighbours have been tried.</summary>
    public bool IsExpanded { get; set; }
}
