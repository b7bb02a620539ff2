namespace Debye.Learning.Techniques.Crystal.Adaptation;

/// <summary>A measured crystal with what the base model says of it without having learned from its formula.</summary>
/// <param name="Example">Crystal and measured value.</param>
/// <param name="BaseValue">Answer of the base members that left its formula out.</param>
/// <param name="Fold">Fold of its formula.</param>
/// <param name="IsChosenBy">Whether methods are judged on it; others are only learned from.</param>
internal sealed record AdaptationRow(CrystalExample Example, double BaseValue, int Fold, bool IsChosenBy);

/// <summary>The measured crystals of an adaptation.</summary>
internal static class AdaptationData
{
    /// <summary>Folds where the base model has none of its own.</summary>
    private static readonly CrystalFolds s_folds = new(5, 1);

    /// <summary>How formulas are dealt to folds: as the base model did.</summary>
    public static CrystalFolds FoldsOf(CrystalModel model) => model.CrossFit ?? s_folds;

    /// <exception cref="DataFormatException">A file cannot be read, or there are too few rows.</exception>
    public static AdaptationRow[] Read(AdaptationRecipe recipe, string recipePath, CrystalModel model, int threads, Action<string> report)
    {
        var never = recipe
            .Data.NeverLearnFormulasOf.SelectMany(file => CrystalTargets.ReadFormulas(RecipeFiles.Beside(recipePath, file)))
            .ToHashSet(StringComparer.Ordinal);
        var examples = new List<(CrystalExample Example, bool IsChosenBy)>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var targets in (string[])[recipe.Data.Targets, .. recipe.MoreTargets])
        {
            var isFirst = examples.Count == 0;
            var rows = CrystalDataset.ReadRows(
                recipe.Data with
                {
                    Targets = targets,
                },
                recipePath,
                _ => true,
                model.NewInputBuilder,
                threads,
                report
            );
            var own = rows.Where(row => !never.Contains(row.Crystal.Formula) && !known.Contains(row.Crystal.Formula)).ToArray();
            examples.AddRange(own.Select(row => (row, isFirst)));
            known.UnionWith(own.Select(row => row.Crystal.Formula));
            report($"{Path.GetFileName(targets)}: {own.Length} measured crystals{(isFirst ? "" : ", learned from only")}");
        }

        var folds = FoldsOf(model);
        if (examples.Count(row => row.IsChosenBy) < 5 * folds.Count)
            throw new DataFormatException(
                RecipeFiles.Beside(recipePath, recipe.Data.Targets),
                0,
                $"{examples.Count} rows are too few to adapt to"
            );
        var values = BaseValues(model, [.. examples.Select(row => row.Example.Crystal)], threads);
        return
        [
            .. examples.Select(
                (row, i) => new AdaptationRow(row.Example, values[i], folds.Of(row.Example.Crystal.Formula), row.IsChosenBy)
            ),
        ];
    }

    /// <summary>Answers of those members that left the formula out (all, where none did), kinds weighted as in the whole model.</summary>
    public static double[] BaseValues(CrystalModel model, IReadOnlyList<CrystalInput> crystals, int threads)
    {
        using var predictor = new CrystalPredictor(model, threads);
        var answers = predictor.Predict(crystals);
        return [.. answers.Select((answer, i) => Without(model, answer, model.CrossFit?.Of(crystals[i].Formula)))];
    }

    private static double Without(CrystalModel model, CrystalEstimate answer, int? fold)
    {
        var (sum, total) = (0.0, 0.0);
        foreach (
            var kind in model
                .Members.Select((member, k) => (Member: member, K: k))
                .GroupBy(item => (item.Member.Kind, item.Member.Network?.Description.Convolutions))
        )
        {
            var chosen = kind.Where(item => item.Member.Fold == fold).ToArray();
            if (chosen.Length == 0)
                chosen = [.. kind];
            var weight = kind.Sum(item => model.Weights[item.K]);
            sum += weight * chosen.Average(item => answer.Members[item.K]);
            total += weight;
        }

        return sum / total;
    }
}
