using System.Globalization;

namespace Debye.Techniques.Eis.Readers;

/// <summary>Numbers in cells of tables; NaN and infinity are numbers here and refused later with their line.</summary>
internal static class CellNumber
{
    private const int LongestNumber = 64;

    public static bool TryParse(ReadOnlySpan<char> text, bool decimalComma, out double value)
    {
        text = text.Trim(" \t\0\"'\u00A0");
        value = 0;
        if (text.IsEmpty || text.Length > LongestNumber)
            return false;
        Span<char> buffer = stackalloc char[text.Length];
        for (var i = 0; i < text.Length; i++)
            buffer[i] = text[i] switch
            {
                ',' when decimalComma => '.',
                '.' when decimalComma => '?',
                '−' => '-',
                var other => other,
            };
        return double.TryParse(buffer, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>A point from three cells of a row, with a decimal point or comma.</summary>
    /// <param name="cells">Cells of the row.</param>
    /// <param name="places">Columns of frequency (Hz), Z′ and Z″ (Ω).</param>
    /// <param name="line">One-based line.</param>
    /// <param name="path">Name for messages.</param>
    /// <exception cref="DataFormatException">A column is missing or no number.</exception>
    public static ImpedancePoint Point(string[] cells, ReadOnlySpan<int> places, int line, string path)
    {
        Span<double> values = stackalloc double[3];
        for (var i = 0; i < 3; i++)
        {
            var place = places[i];
            if (place >= cells.Length || !(TryParse(cells[place], false, out values[i]) || TryParse(cells[place], true, out values[i])))
                throw new DataFormatException(path, line, Invariant($"expected a number in column {place + 1} of {cells.Length}."));
        }

        return new ImpedancePoint(values[0], new(values[1], values[2]), line);
    }
}
