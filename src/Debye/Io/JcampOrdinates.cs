namespace Debye.Io;

/// <summary>
/// Decodes lines of X++(Y..Y): AFFN and PAC numbers, SQZ (@ A–I a–i open a value), DIF (% J–R j–r open a difference)
/// and DUP (S–Z s repeat the last). A line whose predecessor ended in a difference starts with that value again, as a check.
/// </summary>
internal sealed class JcampOrdinates(string path)
{
    private const int MaximumRepeats = 1_000_000;
    private double _difference;
    private bool _lastWasDifference;

    public List<double> Values { get; } = [];

    public void AddLine(string text, int line)
    {
        var i = 0;
        if (!SkipAbscissa(text, ref i))
            return;
        var first = true;
        var check = _lastWasDifference;
        _lastWasDifference = false;
        while (NextStart(text, ref i))
        {
            var c = text[i];
            var kind = Kind(c);
            var start = i++;
            while (i < text.Length && (char.IsAsciiDigit(text[i]) || text[i] is '.' || IsExponent(text, i)))
                i++;
            var digits = text.AsSpan(start, i - start);
            switch (kind)
            {
                case 'D':
                    Repeat(digits, line);
                    break;
                case 'd':
                    Difference(Parse(digits, line));
                    break;
                default:
                    Value(Parse(digits, line), first && check, line);
                    break;
            }

            first = false;
        }
    }

    private void Value(double value, bool isCheck, int line)
    {
        _lastWasDifference = false;
        if (!isCheck)
        {
            Values.Add(value);
            return;
        }

        if (Values.Count > 0 && Math.Abs(Values[^1] - value) > 1e-6 * Math.Max(1, Math.Abs(value)))
            throw new DataFormatException(path, line, Invariant($"check value {value:g8} does not repeat the last one, {Values[^1]:g8}."));
    }

    private void Difference(double difference)
    {
        Values.Add((Values.Count > 0 ? Values[^1] : 0) + difference);
        (_difference, _lastWasDifference) = (difference, true);
    }

    private void Repeat(ReadOnlySpan<char> digits, int line)
    {
        var times = Parse(digits, line);
        if (Values.Count == 0 || times < 1 || times > MaximumRepeats)
            throw new DataFormatException(path, line, Invariant($"repeat count {times:g6} without a value or out of 1…{MaximumRepeats}."));
        for (var n = 1; n < (int)times; n++)
            Values.Add(_lastWasDifference ? Values[^1] + _difference : Values[^1]);
    }

    /// <summary>The number that the pseudo-digit in front and the digits after it stand for.</summary>
    private double Parse(ReadOnlySpan<char> token, int line)
    {
        var c = token[0];
        var rest = token[1..].ToString();
        var text = c switch
        {
            '@' or '%' => $"0{rest}",
            >= 'A' and <= 'I' => Invariant($"{c - 'A' + 1}{rest}"),
            >= 'a' and <= 'i' => Invariant($"-{c - 'a' + 1}{rest}"),
            >= 'J' and <= 'R' => Invariant($"{c - 'J' + 1}{rest}"),
            >= 'j' and <= 'r' => Invariant($"-{c - 'j' + 1}{rest}"),
            >= 'S' and <= 'Z' => Invariant($"{c - 'S' + 1}{rest}"),
            's' => $"9{rest}",
            _ => token.ToString(),
        };
        return TextLines.TryNumber(text, out var value)
            ? value
            : throw new DataFormatException(path, line, $"expected a number, found '{(token.Length > 20 ? token[..20] : token)}'.");
    }

    /// <summary>The abscissa in front only says where the line starts; FIRSTX and LASTX give the axis.</summary>
    private static bool SkipAbscissa(string text, ref int i)
    {
        while (i < text.Length && char.IsWhiteSpace(text[i]))
            i++;
        if (i == text.Length)
            return false;
        if (text[i] is '+' or '-')
            i++;
        while (i < text.Length && (char.IsAsciiDigit(text[i]) || text[i] == '.' || IsExponent(text, i)))
            i++;
        return true;
    }

    private static bool NextStart(string text, ref int i)
    {
        while (i < text.Length && (char.IsWhiteSpace(text[i]) || text[i] is ',' or ';'))
            i++;
        return i < text.Length;
    }

    /// <summary>E followed by a sign or digit is an exponent only where a sign follows: "1.5E+03"; "5E3" is SQZ.</summary>
    private static bool IsExponent(string text, int i) =>
        text[i] is 'E' or 'e'
            && i + 1 < text.Length
            && text[i + 1] is '+' or '-'
            && i > 0
            && (char.IsAsciiDigit(text[i - 1]) || text[i - 1] == '.')
        || (text[i] is '+' or '-' && i > 1 && text[i - 1] is 'E' or 'e' && (char.IsAsciiDigit(text[i - 2]) || text[i - 2] == '.'));

    private static char Kind(char c) =>
        c switch
        {
            >= 'S' and <= 'Z' or 's' => 'D',
            '%' or >= 'J' and <= 'R' or >= 'j' and <= 'r' => 'd',
            _ => 'v',
        };
}
