namespace Debye.Techniques.Eis.Readers;

/// <summary>CH Instruments text: "A.C. Impedance" near the top, then a table Freq/Hz, Z'/ohm, Z"/ohm, Z/ohm, Phase/deg.</summary>
/// <remarks>Z" keeps its sign (capacitive below 0). Tried on an instrument file.</remarks>
internal static class ChInstrumentsReader
{
    private const int HeadLines = 40;

    public static bool Is(string[] lines) =>
        Array.FindIndex(lines, 0, Math.Min(HeadLines, lines.Length), line => line.StartsWith("A.C. Impedance", StringComparison.Ordinal))
            >= 0
        && Array.FindIndex(lines, 0, Math.Min(HeadLines, lines.Length), line => line.StartsWith("Freq/Hz", StringComparison.Ordinal)) >= 0;

    public static List<ImpedanceData> Read(string[] lines, string path) => TextTableReader.Read(lines, path, instrument: true);
}
