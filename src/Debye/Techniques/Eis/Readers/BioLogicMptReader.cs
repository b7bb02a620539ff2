using Debye.Io;

namespace Debye.Techniques.Eis.Readers;

/// <summary>
/// BioLogic EC-Lab text (.mpt, or exported .txt with its head): one or several sweeps, also without name of the frequency column.
/// </summary>
/// <remarks>
/// Line 2 states the number of header lines; the last of them names the columns, separated by tabs. Tried on instrument files.
/// </remarks>
internal static class BioLogicMptReader
{
    public static bool Is(string[] lines) =>
        lines[0].StartsWith("EC-Lab ASCII FILE", StringComparison.Ordinal)
        || lines[0].StartsWith("BT-Lab ASCII FILE", StringComparison.Ordinal);

    public static List<ImpedanceData> Read(string[] lines, string path)
    {
        var header = HeaderLine(lines, path);
        if (TextTableReader.Header(lines[header], out _) is not null)
            return TextTableReader.Read(lines, path, header, instrument: true);
        var names = Delimited.Split(lines[header], Delimiter.Tab);
        var repaired = (string[])["freq/Hz", .. names];
        if (TableColumns.Recognise(repaired) is not { } columns)
            throw new DataFormatException(path, header + 1, "no impedance columns: expected freq/Hz, Re(Z)/Ohm and -Im(Z)/Ohm.");
        var block = new TableBlock(columns);
        var modulus = Array.IndexOf(repaired, "|Z|/Ohm");
        for (var i = header + 1; i < lines.Length; i++)
        {
            if (string.IsNullOrWhiteSpace(lines[i]))
                continue;
            var cells = Delimited.Split(lines[i], Delimiter.Tab);
            if (modulus < 0 || !Agrees(cells, columns, modulus))
                throw new DataFormatException(path, header + 1, "no column freq/Hz, and the columns do not fit one without a name.");
            if (!block.TryAdd(cells, i + 1, commaAllowed: true, path))
                throw new DataFormatException(path, i + 1, "expected numbers.");
        }

        return
        [
            block.Finish(
                signIsUncertain: false,
                ["The header lacks freq/Hz; the first column was taken as the frequency (|Z| agrees with it)."]
            ),
        ];
    }

    private static int HeaderLine(string[] lines, string path)
    {
        var words = lines.Length > 1 ? lines[1].Split(':') : [];
        if (
            words.Length != 2
            || !TextLines.TryNumber(words[1].AsSpan().Trim(), out var count)
            || count is not (>= 2 and < 1e6)
            || (int)count > lines.Length
        )
            throw new DataFormatException(path, 2, "expected 'Nb header lines : n' with n lines following.");
        return (int)count - 1;
    }

    /// <summary>True when the row's |Z| is that of its real and imaginary part, columns counted with the missing name.</summary>
    private static bool Agrees(string[] cells, TableColumns columns, int modulus)
    {
        if (cells.Length <= Math.Max(modulus, columns.Width))
            return false;
        Span<double> values = stackalloc double[3];
        int[] places = [columns.Used[1].Index, columns.Used[2].Index, modulus];
        for (var i = 0; i < 3; i++)
            if (!CellNumber.TryParse(cells[places[i]], false, out values[i]) && !CellNumber.TryParse(cells[places[i]], true, out values[i]))
                return false;
        var expected = double.Hypot(values[0], values[1]);
        return Math.Abs(values[2] - expected) <= 1e-3 * expected;
    }
}
