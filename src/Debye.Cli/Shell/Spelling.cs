using System.CommandLine;

namespace Debye.Cli.Shell;

/// <summary>Suggests a word for a misspelt one.</summary>
internal static class Spelling
{
    private const int MostEdits = 3;

    /// <summary>Such as " Did you mean 'identify'?"; empty where nothing is near.</summary>
    public static string Hint(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var words = command.Subcommands.Select(own => own.Name).Concat(command.Options.Select(own => own.Name)).ToArray();
        foreach (var token in parsed.UnmatchedTokens)
            if (words.Where(word => Edits(token, word) <= MostEdits).MinBy(word => Edits(token, word)) is { } nearest)
                return $" Did you mean '{nearest}'?";
        return "";
    }

    /// <summary>Letters to insert, remove or replace to make one word of another (Levenshtein distance).</summary>
    internal static int Edits(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0]++;
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[to.Length];
    }
}
