using System.Text;

namespace Debye.Learning.Answers;

/// <summary>Answers as plain text.</summary>
public static class AnswerText
{
    /// <summary>One answer, ending in an empty line; or on one line where the document gives one.</summary>
    public static string Write(AnswerDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        if (document.Line is { } line)
            return line + "\n";
        var text = new StringBuilder(Invariant($"{document.Input}  ({document.Basis})\n"));
        text.Append(Invariant($"  {document.Question}: {document.Headline}\n"));
        if (document.Unknown is { } unknown)
            text.Append(Invariant($"  unknown: {unknown}; what follows are guesses\n"));
        foreach (var part in document.Parts)
            Append(text, part);
        foreach (var note in document.Notes)
            text.Append(Invariant($"  note: {note}\n"));
        return text.Append('\n').ToString();
    }

    private static void Append(StringBuilder text, AnswerPart part)
    {
        if (part is AnswerLine line)
            text.Append(Invariant($"  {line.Name}  {line.Text}\n"));
        if (part is not AnswerTable { Rows.Length: > 0 } table)
            return;
        text.Append(Invariant($"  {table.Title}\n"));
        var widths = table.Columns.Select((_, i) => table.Rows.Max(row => row[i].Length)).ToArray();
        foreach (var row in table.Rows)
        {
            var cells = row.Select((cell, i) => i >= table.FirstNumber ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]));
            text.Append("    ").Append(string.Join("  ", cells).TrimEnd()).Append('\n');
        }
    }
}
