using System.Globalization;

namespace Debye.Crystals.Cif;

/// <summary>A value of a CIF with the line it stands on.</summary>
internal readonly record struct CifValue(string Text, int Line, bool IsQuoted)
{
    /// <summary>Whether the file gives no value: '.' or '?'.</summary>
    public bool IsMissing => !IsQuoted && Text is "." or "?";
}

/// <summary>A table of a CIF: data names and rows.</summary>
internal sealed record CifLoop(List<string> Tags, List<CifValue[]> Rows)
{
    public int Column(string tag) => Tags.IndexOf(tag);
}

/// <summary>One data block: single values and tables.</summary>
internal sealed class CifBlock(string name, int line, string path)
{
    private readonly Dictionary<string, CifValue> _items = new(StringComparer.Ordinal);

    public string Name { get; } = name;

    public int Line { get; } = line;

    public string Path { get; } = path;

    public List<CifLoop> Loops { get; } = [];

    /// <summary>Splits a file into its data blocks.</summary>
    /// <exception cref="DataFormatException">The text breaks the rules of CIF 1.1.</exception>
    public static List<CifBlock> Parse(string text, string path)
    {
        var blocks = new List<CifBlock>();
        CifToken? pending = null;
        using var tokens = new CifLexer(text, path).Tokens().GetEnumerator();
        while (pending is not null || tokens.MoveNext())
        {
            var token = pending ?? tokens.Current;
            pending = null;
            if (token.Kind == CifTokenKind.Data)
                blocks.Add(new CifBlock(token.Text, token.Line, path));
            else if (token.Kind == CifTokenKind.Foreign)
                throw new DataFormatException(path, token.Line, $"'{token.Text}' is not part of CIF 1.1 data files");
            else if (blocks.Count == 0)
                throw new DataFormatException(path, token.Line, $"expected data_NAME before '{Shortened(token.Text)}'");
            else if (token.Kind == CifTokenKind.Loop)
                pending = blocks[^1].ReadLoop(tokens, token.Line);
            else if (token.Kind == CifTokenKind.Tag)
                blocks[^1].ReadItem(tokens, token);
            else
                throw new DataFormatException(path, token.Line, $"the value '{Shortened(token.Text)}' follows no data name");
        }

        return blocks;
    }

    private void ReadItem(IEnumerator<CifToken> tokens, CifToken tag)
    {
        if (!tokens.MoveNext() || tokens.Current.Kind != CifTokenKind.Value)
            throw new DataFormatException(Path, tag.Line, $"{tag.Text} has no value");
        var value = tokens.Current;
        // The first of repeated names counts: that is what other readers do with such files.
        _items.TryAdd(tag.Text, new CifValue(value.Text, value.Line, value.IsQuoted));
    }

    private CifToken? ReadLoop(IEnumerator<CifToken> tokens, int line)
    {
        var tags = new List<string>();
        var values = new List<CifValue>();
        CifToken? next = null;
        while (tokens.MoveNext())
        {
            var token = tokens.Current;
            if (token.Kind == CifTokenKind.Tag && values.Count == 0)
                tags.Add(token.Text);
            else if (token.Kind == CifTokenKind.Value && tags.Count > 0)
                values.Add(new CifValue(token.Text, token.Line, token.IsQuoted));
            else
            {
                next = token;
                break;
            }
        }

        if (tags.Count == 0)
            throw new DataFormatException(Path, line, "loop_ is followed by no data name");
        if (values.Count % tags.Count != 0)
            throw new DataFormatException(
                Path,
                line,
                $"the table of {tags[0]} has {values.Count} values, no multiple of its {tags.Count} columns"
            );
        Loops.Add(new CifLoop(tags, [.. values.Chunk(tags.Count)]));
        return next;
    }

    /// <summary>The first of several data names that has a value, also one in a table of one row.</summary>
    public CifValue? Find(params ReadOnlySpan<string> tags)
    {
        foreach (var tag in tags)
        {
            if (_items.TryGetValue(tag, out var value) && !value.IsMissing)
                return value;
            if (LoopWith(tag) is { Rows.Count: 1 } loop && loop.Rows[0][loop.Column(tag)] is { IsMissing: false } only)
                return only;
        }

        return null;
    }

    /// <summary>The table with a column of this name.</summary>
    public CifLoop? LoopWith(string tag) => Loops.Find(loop => loop.Tags.Contains(tag));

    /// <summary>All values of one data name, from a table or a single item.</summary>
    public List<CifValue> Column(params ReadOnlySpan<string> tags)
    {
        foreach (var tag in tags)
        {
            if (LoopWith(tag) is { } loop)
                return loop.Rows.ConvertAll(row => row[loop.Column(tag)]);
            if (_items.TryGetValue(tag, out var value))
                return [value];
        }

        return [];
    }

    /// <summary>Reads a number such as 1.234, -.5, 3.2E-3 or 1.234(5); the uncertainty is dropped.</summary>
    /// <exception cref="DataFormatException">The text is no finite number.</exception>
    public double Number(CifValue value, string what)
    {
        var text = value.Text.AsSpan().Trim();
        var bracket = text.IndexOf('(');
        var wellFormed = bracket < 0 || (text[^1] == ')' && !text[(bracket + 1)..^1].ContainsAnyExcept("0123456789."));
        if (bracket > 0)
            text = text[..bracket];
        if (
            wellFormed
            && double.TryParse(text, NumberStyles.Float & ~NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number)
        )
            return number;
        throw new DataFormatException(Path, value.Line, $"{what} should be a number, not '{Shortened(value.Text)}'");
    }

    private static string Shortened(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length > 40 ? line[..40] + "…" : line;
    }
}
