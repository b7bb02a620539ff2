using System.Globalization;
using System.Net;
using System.Text;
using Debye.Plots;

namespace Debye.Cli.Shell;

/// <summary>One self-contained page of answers: head, sections, skipped inputs, what was used.</summary>
internal sealed class ReportPage
{
    private const string Style = """
        body{font:15px/1.5 system-ui,-apple-system,"Segoe UI","DejaVu Sans",sans-serif;color:#1c2733;background:#f5f7fa;margin:0}
        main{max-width:1000px;margin:0 auto;padding:24px}h1{font-size:26px;margin:8px 0}
        h2{font-size:19px;margin:0 0 4px;word-break:break-all}h3{font-size:15px;margin:18px 0 6px;color:#44546a}
        section{background:#fff;border:1px solid #dde3ea;border-radius:10px;padding:20px;margin:18px 0}
        table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:5px 10px 5px 0;border-bottom:1px solid #e8ecf1}
        th{color:#5b6b7f;font-weight:600}
        td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}svg{max-width:100%;height:auto}
        .row{display:flex;flex-wrap:wrap;gap:20px}.row>div{flex:1 1 400px}.answer{font-size:18px;margin:2px 0 10px}
        .unknown{background:#fff4e5;border-left:4px solid #d2601a;padding:8px 12px}.faint{color:#5b6b7f;font-size:14px}
        """;

    private readonly StringBuilder _page;

    /// <summary>Begins a page.</summary>
    /// <param name="title">Heading.</param>
    /// <param name="count">Number of inputs answered.</param>
    /// <param name="kind">What inputs are called, in singular or plural.</param>
    /// <param name="skipped">Number of inputs that could not be used.</param>
    public ReportPage(string title, int count, string kind, int skipped)
    {
        _page = new StringBuilder(
            "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
                + $"content=\"width=device-width\"><title>{Text(title)}</title>\n<style>{Style}</style></head>\n<body><main>\n"
        );
        _page.Append(
            CultureInfo.InvariantCulture,
            $"<h1>{Text(title)}</h1>\n<p class=\"faint\">{count} "
                + $"{kind}{(skipped > 0 ? $", {skipped} input{(skipped == 1 ? "" : "s")} skipped" : "")}</p>\n"
        );
    }

    /// <summary>Markup as it is.</summary>
    public ReportPage Add(string markup)
    {
        _page.Append(markup);
        return this;
    }

    /// <summary>A table; columns from a number on are aligned as numbers.</summary>
    public ReportPage AddTable(string[] heads, IEnumerable<string[]> rows, int firstNumber)
    {
        string Kind(int column) => column >= firstNumber ? " class=\"n\"" : "";
        _page.Append("<table><tr>").AppendJoin("", heads.Select((head, i) => $"<th{Kind(i)}>{Text(head)}</th>")).Append("</tr>\n");
        foreach (var row in rows)
            _page.Append("<tr>").AppendJoin("", row.Select((cell, i) => $"<td{Kind(i)}>{Text(cell)}</td>")).Append("</tr>\n");
        _page.Append("</table>\n");
        return this;
    }

    /// <summary>The end: inputs skipped, one line each, and what was used.</summary>
    /// <param name="skipped">Inputs that could not be used and why.</param>
    /// <param name="used">Names and values; values are markup.</param>
    public string Finish(IReadOnlyList<string> skipped, IEnumerable<(string Name, string Value)> used)
    {
        if (skipped.Count > 0)
        {
            _page.Append("<section><h2>Skipped inputs</h2><ul>\n");
            foreach (var line in skipped)
                _page.Append(CultureInfo.InvariantCulture, $"<li>{Text(line)}</li>\n");
            _page.Append("</ul></section>\n");
        }

        _page
            .Append("<section><h2>What was used</h2><table>")
            .AppendJoin("", used.Select(item => $"<tr><th>{Text(item.Name)}</th><td>{item.Value}</td></tr>"))
            .Append("</table></section>\n");
        return _page.Append("</main></body></html>\n").ToString();
    }

    /// <summary>Probabilities as bars.</summary>
    public static string Bars(string title, IEnumerable<Bar> bars) => new SvgBars { Title = title, Bars = [.. bars] }.Render();

    /// <summary>Text as markup.</summary>
    public static string Text(string value) => WebUtility.HtmlEncode(value);
}
