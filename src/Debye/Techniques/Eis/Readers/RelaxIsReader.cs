namespace Debye.Techniques.Eis.Readers;

/// <summary>
/// RelaxIS text export: groups of columns "Data: Frequency, Data: Z', Data: Z''…" side by side, one group for each spectrum.
/// </summary>
/// <remarks>
/// Tried on an export of one spectrum (equal to its BioLogic file); several side by side are read as the header suggests.
/// </remarks>
internal static class RelaxIsReader
{
    private const string FirstName = "Data: Frequency";

    public static bool Is(string[] lines) => lines[0].StartsWith("RelaxIS", StringComparison.Ordinal);

    public static List<ImpedanceData> Read(string[] lines, string path)
    {
        var header = Array.FindIndex(lines, line => line.Contains(FirstName, StringComparison.Ordinal));
        if (header < 0)
            throw new DataFormatException(path, 0, $"expected a line with the column '{FirstName}'.");
        var names = lines[header].Split('\t', StringSplitOptions.TrimEntries);
        var starts = Enumerable.Range(0, names.Length).Where(i => names[i] == FirstName).ToArray();
        var tables = new List<ImpedanceData>();
        for (var i = 0; i < starts.Length; i++)
        {
            var end = i + 1 < starts.Length ? starts[i + 1] : names.Length;
            if (TableColumns.Recognise(names[starts[i]..end]) is not { } columns)
                throw new DataFormatException(path, header + 1, "expected Data: Z' and Data: Z'' beside the frequency.");
            tables.Add(ReadGroup(lines, header + 1, starts[i], new TableBlock(columns), path));
        }

        return tables;
    }

    private static ImpedanceData ReadGroup(string[] lines, int start, int first, TableBlock block, string path)
    {
        for (var i = start; i < lines.Length; i++)
        {
            var cells = Delimited.Split(lines[i], Delimiter.Tab);
            // Shorter spectra leave their cells empty; the line below the header describes the spectra.
            if (cells.Length <= first || cells[first].Length == 0)
                continue;
            if (!block.TryAdd(cells[first..], i + 1, commaAllowed: true, path) && i > start)
                throw new DataFormatException(path, i + 1, "expected numbers for frequency, Z′ and Z″.");
        }

        return block.Finish(signIsUncertain: false);
    }
}
