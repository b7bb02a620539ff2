namespace Debye.Cli;

/// <summary>Reads which items of a labelled set belong to a part: a CSV table with the columns id and half.</summary>
internal static class LabelledSubset
{
    /// <summary>The ids of one part; of all parts for null.</summary>
    /// <exception cref="DataFormatException">The table lacks a column, or no item has the part's name.</exception>
    public static HashSet<string> Read(string path, string? half)
    {
        var lines = File.ReadLines(path).Select(line => line.Split(','));
        int id = -1, part = -1;
        var chosen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var fields in lines)
        {
            if (id < 0)
            {
                (id, part) = (Array.IndexOf(fields, "id"), Array.IndexOf(fields, "half"));
                if (id < 0 || (part < 0 && half is not null)) throw new DataFormatException(path, 1, "expected the columns id and half");
            }
            else if (fields.Length > Math.Max(id, part) && (half is null || fields[part] == half))
            {
                chosen.Add(fields[id]);
            }
        }

        return chosen.Count > 0 ? chosen : throw new DataFormatException(path, 0, half is null ? "no items" : $"no item of half '{half}'");
    }
}
