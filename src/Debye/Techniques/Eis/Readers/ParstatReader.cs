namespace Debye.Techniques.Eis.Readers;

/// <summary>
/// Parstat (VersaStudio) text export: Potential (V), Current (A), Elapsed Time (s), Frequency (Hz), Zre (ohms), Zim (ohms), ….
/// </summary>
/// <remarks>
/// Rows measured before the sweep have frequency and impedance 0 and are left out with a note. Tried on an instrument file.
/// </remarks>
internal static class ParstatReader
{
    public static bool Is(string[] lines) =>
        lines[0].Contains("Zre (ohms)", StringComparison.Ordinal) && lines[0].Contains("Elapsed Time (s)", StringComparison.Ordinal);

    public static List<ImpedanceData> Read(string[] lines, string path) => TextTableReader.Read(lines, path, instrument: true);
}
