using System.Net;
using System.Text;
using Debye.Plots;

namespace Debye.Learning.Answers;

/// <summary>One self-contained HTML page: heading, sections, inputs skipped, what was used.</summary>
public sealed class AnswerPage
{
    private const string Style = """
        body{font:15px/1.5 system-ui,-apple-system,"Segoe UI","DejaVu Sans",sans-serif;color:#1c2733;background:#f5f7fa;margin:0}
        main{max-width:1000px;margin:0 auto;padding:24px}h1{font-size:26px;margin:8px 0}
        h2{font-size:19px;margin:0 0 4px;word-break:break-all}h3{font-size:15px;margin:18px 0 6px;color:#44546a}
        section{background:#fff;border:1px solid #dde3ea;border-radius:10px;padding:20px;margin:18px 0}
        table{border-collapse:collapse;width:100%}th{color:#5b6b7f;font-weight:600}
        th,td{text-align:left;padding:5px 10px 5px 0;border-bottom:1px solid #e8ecf1}
        td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}svg{max-width:100%;height:auto}
        .answer{font-size:18px;margin:2px 0 10px}.faint{color:#5b6b7f;font-size:14px}
        .unknown{background:#fff4e5;border-left:4px solid #d2601a;padding:8px 12px}
        """;

    private readonly string _title;
    private readonly string _subtitle;
    private readonly StringBuilder _sections = new();
    private readonly List<string> _heads = [];

    /// <summary>Begins a page.</summary>
    /// <param name="title">Heading.</param>
    /// <param name="count">Number of inputs answered.</param>
    /// <param name="kind">What inputs are called, in the singular; an s makes the plural unless <paramref name="plural"/> is given.</param>
    /// <param name="skipped">Number of inputs that could not be used.</param>
    /// <param name="plural">The plural.</param>
    public AnswerPage(string title, int count, string kind, int skipped, string? plural = null)
    {
        var unusable = skipped == 0 ? "" : Invariant($", {skipped} input{(skipped == 1 ? "" : "s")} skipped");
        _title = title;
        _subtitle = Invariant($"{count} {(count == 1 ? kind : plural ?? kind + "s")}{unusable}");
    }

    /// <summary>Adds one answer as a section.</summary>
    public void Add(AnswerDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        Open(document.Input, $"{Text(document.Question)} <b>{Text(document.Headline)}</b>");
        if (document.Unknown is { } unknown)
            _sections.Append(Invariant($"<p class=\"unknown\"><b>Unknown.</b> {Text(Sentence(unknown))} What follows are guesses.</p>\n"));
        foreach (var part in document.Parts)
            Add(part);
        foreach (var note in document.Notes)
            _sections.Append(Invariant($"<p>{Text(note)}</p>\n"));
        _sections.Append(Invariant($"<p class=\"faint\">{Text(document.Basis)}</p></section>\n"));
    }

    /// <summary>Begins a section; <see cref="Close"/> ends it.</summary>
    /// <param name="heading">Heading as text.</param>
    /// <param name="answer">First line as markup.</param>
    public void Open(string heading, string answer) =>
        _sections.Append(Invariant($"<section><h2>{Text(heading)}</h2>\n<p class=\"answer\">{answer}</p>\n"));

    /// <summary>Ends a section.</summary>
    public void Close() => _sections.Append("</section>\n");

    /// <summary>Adds a part.</summary>
    public void Add(AnswerPart part)
    {
        switch (part)
        {
            case AnswerBars bars:
                _sections.Append(new SvgBars { Title = bars.Title, Bars = bars.Bars }.Render());
                break;
            case AnswerTable table when table.Rows.Length > 0:
                _sections.Append(Invariant($"<h3>{Text(table.Title)}</h3>\n"));
                Add(table);
                break;
            case AnswerLine line:
                _sections.Append(Invariant($"<p>{Text(line.Name)}: {Text(line.Text)}</p>\n"));
                break;
            case AnswerFigure figure:
                if (figure.Head is { } head && !_heads.Contains(head))
                    _heads.Add(head);
                _sections.Append(figure.Render());
                break;
        }
    }

    /// <summary>The whole page.</summary>
    /// <param name="skipped">Inputs that could not be used and why, one line each.</param>
    /// <param name="used">What answered: program, model, library …</param>
    public string Finish(IReadOnlyList<string> skipped, IEnumerable<(string Name, string Value)> used)
    {
        var page = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
        page.Append(Invariant($"<meta name=\"viewport\" content=\"width=device-width\"><title>{Text(_title)}</title>\n"));
        page.Append(Invariant($"<style>{Style}</style></head>\n<body><main>\n<h1>{Text(_title)}</h1>\n"));
        page.Append(Invariant($"<p class=\"faint\">{Text(_subtitle)}</p>\n")).AppendJoin("", _heads).Append(_sections);
        if (skipped.Count > 0)
        {
            var lines = skipped.Select(line => $"<li>{Text(line)}</li>\n");
            page.Append("<section><h2>Skipped inputs</h2><ul>\n").AppendJoin("", lines).Append("</ul></section>\n");
        }

        var rows = used.Select(item => $"<tr><th>{Text(item.Name)}</th><td>{Text(item.Value)}</td></tr>");
        page.Append("<section><h2>What was used</h2><table>").AppendJoin("", rows).Append("</table></section>\n");
        return page.Append("</main></body></html>\n").ToString();
    }

    /// <summary>Text as markup.</summary>
    public static string Text(string value) => WebUtility.HtmlEncode(value);

    private void Add(AnswerTable table)
    {
        string Kind(int column) => column >= table.FirstNumber ? " class=\"n\"" : "";
        var heads = table.Columns.Select((head, i) => $"<th{Kind(i)}>{Text(head)}</th>");
        _sections.Append("<table><tr>").AppendJoin("", heads).Append("</tr>\n");
        foreach (var row in table.Rows)
        {
            var cells = row.Select((cell, i) => $"<td{Kind(i)}>{Text(cell)}</td>");
            _sections.Append("<tr>").AppendJoin("", cells).Append("</tr>\n");
        }

        _sections.Append("</table>\n");
    }

    private static string Sentence(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..].TrimEnd('.') + ".";
}
