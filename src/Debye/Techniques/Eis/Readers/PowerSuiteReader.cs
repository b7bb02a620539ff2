namespace Debye.Techniques.Eis.Readers;

/// <summary>
/// PowerSuite text export: the columns Frequency, Zre and Zimg, separated by tabs; lines may end in two carriage returns.
/// </summary>
/// <remarks>Zimg keeps its sign (capacitive below 0). Tried on an instrument file.</remarks>
internal static class PowerSuiteReader
{
    public static bool Is(string[] lines) => lines[0].Split('\t', StringSplitOptions.TrimEntries) is ["Frequency", "Zre", "Zimg", ..];

    public static List<ImpedanceData> Read(string[] lines, string path) => TextTableReader.Read(lines, path, instrument: true);
}
