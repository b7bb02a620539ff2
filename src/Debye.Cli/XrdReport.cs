using System.Net;
using System.Text;
using Debye.Learning;
using Debye.Learning.Recipes.Xrd;
using Debye.Plots;
using Debye.Spectra;
using Debye.Techniques.Xrd;

namespace Debye.Cli;

/// <summary>Identifications as one self-contained page.</summary>
internal static class XrdReport
{
    private const string Style = """
        body{font:15px/1.5 system-ui,-apple-system,"Segoe UI","DejaVu Sans",sans-serif;color:#1c2733;background:#f5f7fa;margin:0}
        main{max-width:1000px;margin:0 auto;padding:24px}h1{font-size:26px;margin:8px 0}h2{font-size:19px;margin:0 0 4px;word-break:break-all}h3{font-size:15px;margin:18px 0 6px;color:#44546a}
        section{background:#fff;border:1px solid #dde3ea;border-radius:10px;padding:20px;margin:18px 0}
        table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:5px 10px 5px 0;border-bottom:1px solid #e8ecf1}th{color:#5b6b7f;font-weight:600}
        td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}svg{max-width:100%;height:auto}
        .row{display:flex;flex-wrap:wrap;gap:20px}.row>div{flex:1 1 400px}.answer{font-size:18px;margin:2px 0 10px}.unknown{background:#fff4e5;border-left:4px solid #d2601a;padding:8px 12px}.faint{color:#5b6b7f;font-size:14px}
        """;

    /// <summary>The page.</summary>
    /// <param name="answers">Identifications with their patterns.</param>
    /// <param name="model">Name of the model package.</param>
    /// <param name="library">Origin of the library's crystals; null where none was used.</param>
    /// <param name="version">Version of the program.</param>
    /// <param name="skipped">Inputs that could not be used and why, one line each.</param>
    public static string Render(IReadOnlyList<(XrdIdentification Answer, Spectrum Pattern)> answers, string model, string? library, string version, IReadOnlyList<string> skipped)
    {
        var page = new StringBuilder($"<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>Powder patterns identified</title>\n<style>{Style}</style></head>\n<body><main>\n");
        page.Append($"<h1>Powder patterns identified</h1>\n<p class=\"faint\">{answers.Count} pattern{(answers.Count == 1 ? "" : "s")}{(skipped.Count > 0 ? $", {skipped.Count} input{(skipped.Count == 1 ? "" : "s")} skipped" : "")}</p>\n");
        foreach (var (answer, pattern) in answers) Append(page, answer, pattern);
        if (skipped.Count > 0)
        {
            page.Append("<section><h2>Skipped inputs</h2><ul>\n");
            foreach (var line in skipped) page.Append($"<li>{Text(line)}</li>\n");
            page.Append("</ul></section>\n");
        }

        var source = library is null ? "not used" : library.Length > 0 ? Text(library) : "origin not stated in the file";
        page.Append($"<section><h2>What was used</h2><table><tr><th>Program</th><td>Debye {Text(version)}</td></tr><tr><th>Model</th><td>{Text(model)}</td></tr><tr><th>Library of known crystals</th><td>{source}</td></tr></table></section>\n");
        return page.Append("</main></body></html>\n").ToString();
    }

    private static void Append(StringBuilder page, XrdIdentification answer, Spectrum pattern)
    {
        var best = answer.Candidates[0];
        page.Append($"<section><h2>{Text(answer.Input)}</h2>\n<p class=\"answer\">Space group <b>{Text(best.Name)}</b> (No. {best.Label}), {best.Probability:0.0 %}</p>\n");
        if (answer.IsUnknown) page.Append("<p class=\"unknown\"><b>Unknown.</b> The pattern is like nothing the model knows; the candidates are guesses.</p>\n");
        page.Append(XrdFigures.Measured("Measured pattern", pattern, answer.WavelengthAngstrom, answer.Phases.IsEmpty ? null : answer.Phases[0]).Render());
        page.Append("<div class=\"row\"><div>").Append(Bars("Space group", answer.Candidates.Select(c => new Bar($"{c.Name} ({c.Label})", c.Probability, answer.PredictionSet.Contains(c.Label)))));
        page.Append("</div><div>").Append(Bars("Crystal system", answer.CrystalSystem.Select((c, i) => new Bar(c.Label, c.Probability, i == 0)))).Append("</div></div>\n");
        page.Append("<h3>Candidates</h3>\n");
        Table(page, ["Space group", "Number", "Probability"], answer.Candidates.Select(c => new[] { c.Name, c.Label, c.Probability.ToString("0.0 %") }), 1);
        page.Append($"<p>{answer.Coverage:0.#%} prediction set: {XrdAnswerText.Shortened(answer, ", ")}</p>\n");
        page.Append("<h3>Extinction group</h3>\n");
        Table(page, ["Symbol", "Number", "Probability"], answer.ExtinctionGroup.Select(c => new[] { c.Name, c.Label, c.Probability.ToString("0.0 %") }), 1);
        if (!answer.Phases.IsEmpty)
        {
            page.Append("<h3>Known crystals that fit</h3>\n");
            Table(page, ["Formula", "Id", "Space group", "Score", "Fitted scale of lengths"], answer.Phases.Select(p => new[] { p.Entry.Formula, p.Entry.Id, p.Entry.SpaceGroup.ToString(), p.Score.ToString("f3"), p.LengthScale.ToString("f4") }), 2);
        }

        page.Append($"<p class=\"faint\">Wavelength {answer.WavelengthAngstrom:0.#####} Å, {pattern.Length} points.</p></section>\n");
    }

    private static string Bars(string title, IEnumerable<Bar> bars) => new SvgBars { Title = title, Bars = [.. bars] }.Render();

    private static void Table(StringBuilder page, string[] heads, IEnumerable<string[]> rows, int firstNumber)
    {
        string Kind(int column) => column >= firstNumber ? " class=\"n\"" : "";
        page.Append("<table><tr>").AppendJoin("", heads.Select((head, i) => $"<th{Kind(i)}>{Text(head)}</th>")).Append("</tr>\n");
        foreach (var row in rows) page.Append("<tr>").AppendJoin("", row.Select((cell, i) => $"<td{Kind(i)}>{Text(cell)}</td>")).Append("</tr>\n");
        page.Append("</table>\n");
    }

    private static string Text(string value) => WebUtility.HtmlEncode(value);
}
