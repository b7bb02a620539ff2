namespace Debye.Crystals;

/// <summary>Finds space-group settings by the symbols that files and people write.</summary>
public static class SpaceGroupSymbols
{
    private static readonly Lazy<Dictionary<string, SpaceGroupSetting>> Hall = new(() =>
        SpaceGroups.Settings.GroupBy(setting => HallKey(setting.HallSymbol)).ToDictionary(group => group.Key, group => group.First())
    );

    private static readonly Lazy<Dictionary<string, List<SpaceGroupSetting>>> HermannMauguin = new(MakeHermannMauguin);

    /// <summary>Names used before the e-glide symbols of 1992.</summary>
    private static readonly (string Old, string New)[] Older =
    [
        ("ABM2", "AEM2"),
        ("ABA2", "AEA2"),
        ("CMCA", "CMCE"),
        ("CMMA", "CMME"),
        ("CCCA", "CCCE"),
        ("CCMB", "CCME"),
        ("BMAB", "BMAE"),
        ("ACAM", "AEAM"),
    ];

    /// <summary>The setting with a Hall symbol such as "-P 2ybc", whatever its case, spaces or underscores; null when unknown.</summary>
    public static SpaceGroupSetting? ByHall(string symbol) => Hall.Value.GetValueOrDefault(HallKey(symbol));

    /// <summary>
    /// Settings that a Hermann–Mauguin symbol may mean, the most likely first; empty when unknown. Understands short and full
    /// symbols with or without spaces and underscores ("P 21/c", "P 1 2_1/c 1"), symbols from before 1992, "F m 3 m" for
    /// "F m -3 m", and the suffixes ":1", ":2", ":H", ":R", "S", "Z" that name origin or axes.
    /// </summary>
    public static IReadOnlyList<SpaceGroupSetting> ByHermannMauguin(string symbol)
    {
        ArgumentNullException.ThrowIfNull(symbol);
        var (key, choice) = Split(symbol);
        if (!HermannMauguin.Value.TryGetValue(key, out var found))
        {
            var newer = Array.Find(Older, pair => pair.Old == key).New;
            if (newer is null || !HermannMauguin.Value.TryGetValue(newer, out found))
                return [];
        }

        var chosen =
            choice.Length == 0
                ? []
                : found.Where(setting => setting.Choice.StartsWith(choice, StringComparison.OrdinalIgnoreCase)).ToList();
        return chosen.Count > 0 ? chosen : found;
    }

    private static (string Key, string Choice) Split(string symbol)
    {
        var text = symbol.Trim();
        var choice = "";
        var mark = text.IndexOfAny([':', '(']);
        if (mark > 0)
        {
            var suffix = text[(mark + 1)..].ToUpperInvariant();
            choice =
                suffix.Contains("CHOICE 1") || suffix.StartsWith('1') ? "1"
                : suffix.Contains("CHOICE 2") || suffix.StartsWith('2') ? "2"
                : suffix.StartsWith('H') ? "H"
                : suffix.StartsWith('R') ? "R"
                : "";
            text = text[..mark];
        }

        var key = Key(text);
        if (!HermannMauguin.Value.ContainsKey(key) && key.Length > 2 && key[^1] is 'S' or 'Z' or 'H' or 'R')
        {
            choice = key[^1] switch
            {
                'S' => "1",
                'Z' => "2",
                _ => key[^1].ToString(),
            };
            key = key[..^1];
        }

        return (key, choice);
    }

    private static Dictionary<string, List<SpaceGroupSetting>> MakeHermannMauguin()
    {
        var index = new Dictionary<string, List<SpaceGroupSetting>>(StringComparer.Ordinal);
        // Exact names of a setting go before the name its whole space group shares.
        foreach (var setting in SpaceGroups.Settings)
            Add(index, Key(setting.FullSymbol), setting);
        foreach (var setting in SpaceGroups.Settings.Where(setting => setting.SpaceGroupNumber is >= 3 and <= 15))
            Add(index, Key(WithoutOnes(setting.FullSymbol)), setting);
        foreach (var setting in SpaceGroups.Settings.OrderBy(setting => setting.IsDefault ? 0 : 1))
            Add(index, Key(setting.Symbol), setting);
        foreach (var setting in SpaceGroups.Settings.Where(setting => setting.PointGroup is "m-3" or "m-3m"))
            Add(index, Key(setting.Symbol).Replace("-3", "3", StringComparison.Ordinal), setting);
        return index;
    }

    private static void Add(Dictionary<string, List<SpaceGroupSetting>> index, string key, SpaceGroupSetting setting)
    {
        if (!index.TryGetValue(key, out var list))
            index[key] = list = [];
        if (!list.Contains(setting))
            list.Add(setting);
    }

    private static string WithoutOnes(string full) =>
        string.Concat(full.Split(' ').Where((word, position) => position == 0 || word != "1"));

    private static string Key(string symbol) =>
        string.Concat(symbol.Where(c => !char.IsWhiteSpace(c) && c is not ('_' or '\''))).ToUpperInvariant();

    private static string HallKey(string symbol) =>
        string.Join(' ', symbol.Replace('_', ' ').Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToUpperInvariant();
}
