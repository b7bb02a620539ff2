namespace Debye.Crystals.Cif;

/// <summary>Kinds of words in a CIF.</summary>
internal enum CifTokenKind
{
    /// <summary>data_NAME; the text is the name.</summary>
    Data,

    /// <summary>loop_.</summary>
    Loop,

    /// <summary>A data name, lower case, dots written as underscores.</summary>
    Tag,

    /// <summary>A value.</summary>
    Value,

    /// <summary>save_, global_ or stop_: words of other dialects.</summary>
    Foreign,
}

/// <summary>One word of a CIF.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text without quotes.</param>
/// <param name="Line">One-based line on which it starts.</param>
/// <param name="IsQuoted">Whether a value stood in quotes or in a text field; such a value is never "unknown".</param>
internal readonly record struct CifToken(CifTokenKind Kind, string Text, int Line, bool IsQuoted = false);

/// <summary>Splits a CIF 1.1 file into words: comments, quoted strings and text fields are understood.</summary>
/// <remarks>Source: International Tables for Crystallography G, chapter 2.2 (syntax of CIF 1.1).</remarks>
internal sealed class CifLexer
{
    private readonly string _text;
    private readonly string _path;
    private int _at;
    private int _line = 1;

    public CifLexer(string text, string path)
    {
        (_text, _path) = (text, path);
        if (_text.StartsWith('\uFEFF'))
            _at = 1;
    }

    /// <summary>All words in order.</summary>
    /// <exception cref="DataFormatException">A quoted string or text field does not end.</exception>
    public IEnumerable<CifToken> Tokens()
    {
        while (SkipBlank())
        {
            var c = _text[_at];
            if (c == ';' && AtLineStart)
                yield return TextField();
            else if (c is '\'' or '"')
                yield return Quoted(c);
            else
                yield return Word();
        }
    }

    private bool AtLineStart => _at == 0 || _text[_at - 1] is '\n' or '\r' or '\uFEFF';

    private bool SkipBlank()
    {
        while (_at < _text.Length)
        {
            var c = _text[_at];
            if (c == '#')
                SkipComment();
            else if (IsBlank(c))
                Advance();
            else
                return true;
        }

        return false;
    }

    private void SkipComment()
    {
        while (_at < _text.Length && _text[_at] is not ('\n' or '\r'))
            _at++;
    }

    /// <summary>Moves one character on and counts lines; CR LF counts once.</summary>
    private void Advance()
    {
        var c = _text[_at++];
        if (c == '\n' || (c == '\r' && (_at >= _text.Length || _text[_at] != '\n')))
            _line++;
    }

    private CifToken TextField()
    {
        var line = _line;
        var start = _at + 1;
        Advance();
        while (_at < _text.Length && !(_text[_at] == ';' && AtLineStart))
            Advance();
        if (_at >= _text.Length)
            throw new DataFormatException(_path, line, "a text field that begins here with ';' never ends");
        var text = _text[start.._at].TrimEnd('\r', '\n');
        _at++;
        return new CifToken(CifTokenKind.Value, text, line, true);
    }

    private CifToken Quoted(char quote)
    {
        // A quote ends the string only before white space, so that 'a dog's life' is one value.
        var start = _at + 1;
        for (var end = start; end < _text.Length && _text[end] is not ('\n' or '\r'); end++)
        {
            if (_text[end] != quote || (end + 1 < _text.Length && !IsBlank(_text[end + 1])))
                continue;
            _at = end + 1;
            return new CifToken(CifTokenKind.Value, _text[start..end], _line, true);
        }

        throw new DataFormatException(_path, _line, $"a string that begins here with {quote} does not end on its line");
    }

    private CifToken Word()
    {
        var start = _at;
        while (_at < _text.Length && !IsBlank(_text[_at]))
            _at++;
        var word = _text[start.._at];
        if (word[0] == '_')
            return new CifToken(CifTokenKind.Tag, word.ToLowerInvariant().Replace('.', '_'), _line);
        if (word.StartsWith("data_", StringComparison.OrdinalIgnoreCase))
            return new CifToken(CifTokenKind.Data, word[5..], _line);
        if (word.Equals("loop_", StringComparison.OrdinalIgnoreCase))
            return new CifToken(CifTokenKind.Loop, word, _line);
        var isForeign =
            word.StartsWith("save_", StringComparison.OrdinalIgnoreCase)
            || word.Equals("global_", StringComparison.OrdinalIgnoreCase)
            || word.Equals("stop_", StringComparison.OrdinalIgnoreCase);
        return new CifToken(isForeign ? CifTokenKind.Foreign : CifTokenKind.Value, word, _line);
    }

    private static bool IsBlank(char c) => c is ' ' or '\t' or '\n' or '\r' or '\f' or '\v' or '\u001A' or '\0';
}
