using System.Text;
using Debye.Numerics;

namespace Debye.Learning.Techniques.Crystal;

/// <summary>
/// Decides which part of the data a crystal belongs to. Crystals of one formula are never on two sides where the formula decides.
/// </summary>
internal sealed class CrystalParts
{
    private readonly Dictionary<string, string>? _named;
    private readonly HashSet<string> _neverLearned;
    private readonly bool _learnFromOthers;
    private readonly ulong _seed;

    public CrystalParts(CrystalData data, string recipePath, ulong seed)
    {
        _named = data.Split.Length == 0 ? null : CrystalTargets.ReadSplit(RecipeFiles.Beside(recipePath, data.Split));
        _neverLearned =
        [
            .. data.NeverLearnFormulasOf.SelectMany(file => CrystalTargets.ReadFormulas(RecipeFiles.Beside(recipePath, file))),
        ];
        (_learnFromOthers, _seed) = (data.LearnFromOthers, seed);
    }

    /// <summary>Whether a row can be of use before its formula is known.</summary>
    public bool MayUse(string id) => _named is null || _learnFromOthers || _named.ContainsKey(id);

    /// <summary>Sorts examples into training, validation and test; some belong nowhere.</summary>
    public CrystalDataset Deal(IReadOnlyList<CrystalExample> examples)
    {
        var parts = examples
            .Select(example => _named is null ? PartOf(example.Crystal.Formula) : _named.GetValueOrDefault(example.Crystal.Graph.Id, ""))
            .ToArray();
        var held = examples
            .Where((_, i) => parts[i] is "val" or "test")
            .Select(example => example.Crystal.Formula)
            .ToHashSet(StringComparer.Ordinal);
        var lists = new Dictionary<string, List<CrystalExample>>(StringComparer.Ordinal)
        {
            ["train"] = [],
            ["val"] = [],
            ["test"] = [],
        };
        for (var i = 0; i < parts.Length; i++)
        {
            var part =
                parts[i].Length > 0 ? parts[i]
                : held.Contains(examples[i].Crystal.Formula) ? ""
                : "train";
            if (part.Length > 0 && !(part == "train" && _neverLearned.Contains(examples[i].Crystal.Formula)))
                lists[part].Add(examples[i]);
        }

        return new CrystalDataset(lists["train"], lists["val"], lists["test"]);
    }

    /// <summary>Fold of a formula, the same whatever else is in the data.</summary>
    public static int FoldOf(string formula, int folds, ulong seed) => new RandomSource(seed, Hash(formula)).NextInt(folds);

    private string PartOf(string formula) =>
        FoldOf(formula, 10, _seed) switch
        {
            8 => "val",
            9 => "test",
            _ => "train",
        };

    /// <summary>FNV-1a.</summary>
    private static ulong Hash(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var value in Encoding.UTF8.GetBytes(text))
            hash = (hash ^ value) * 1099511628211UL;
        return hash;
    }
}
