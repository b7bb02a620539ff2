using System.Text;

namespace Debye.Learning.Techniques.Eis;

/// <summary>Cells of a CSV line, quoted ones included.</summary>
internal static class AutoEcmCells
{
    public static string[] Split(string line)
    {
        if (!line.Contains('"', StringComparison.Ordinal))
            return line.Split(',');
        var (cells, cell, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (c == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"')
                cell.Append(line[++i]);
            else if (c == '"')
                quoted = !quoted;
            else if (c == ',' && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
                cell.Append(c);
        }

        cells.Add(cell.ToString());
        return [.. cells];
    }
}
