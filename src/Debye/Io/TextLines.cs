using System.Globalization;
using System.Text;

namespace Debye.Io;

/// <summary>Lines of text files of unknown origin and the numbers in them.</summary>
internal static class TextLines
{
    /// <summary>Splits content into lines: UTF-8 or UTF-16 by byte-order mark, otherwise UTF-8, otherwise Latin-1.</summary>
    public static string[] Split(ReadOnlySpan<byte> content)
    {
        var text = Decode(content);
        return text.ReplaceLineEndings("\n").Split('\n');
    }

    /// <summary>Reads a finite number with a decimal point.</summary>
    public static bool TryNumber(ReadOnlySpan<char> text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    private static string Decode(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            return Encoding.UTF8.GetString(content[3..]);
        if (content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return Encoding.Unicode.GetString(content[2..]);
        if (content.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return Encoding.BigEndianUnicode.GetString(content[2..]);
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(content);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(content);
        }
    }
}
