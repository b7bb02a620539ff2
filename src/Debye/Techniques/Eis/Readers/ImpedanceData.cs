using System.Numerics;

namespace Debye.Techniques.Eis.Readers;

/// <summary>One point as it stands in a file, in Hz and Ω.</summary>
/// <param name="FrequencyHertz">Frequency, Hz; not yet checked.</param>
/// <param name="ImpedanceOhm">Impedance, Ω; not yet checked.</param>
/// <param name="Line">One-based line (row of a sheet), 0 where the format has none.</param>
internal readonly record struct ImpedancePoint(double FrequencyHertz, Complex ImpedanceOhm, int Line);

/// <summary>What a format reader found: the points of one table and what has to be said about them.</summary>
/// <param name="Points">Points in the order of the file.</param>
/// <param name="Notes">What has been assumed or corrected so far.</param>
internal sealed record ImpedanceData(List<ImpedancePoint> Points, List<string> Notes)
{
    /// <summary>Part of the file it comes from (a sheet, a measurement), or empty.</summary>
    public string Part { get; init; } = "";

    /// <summary>True for free tables, where people write either sign of the imaginary part under either header.</summary>
    public bool SignIsUncertain { get; init; }

    /// <summary>Says when a file holds another number of points than it announces.</summary>
    public void CompareCount(long announced)
    {
        if (announced != Points.Count)
            Notes.Add(Invariant($"The file announces {announced} points; {Points.Count} are there."));
    }
}
