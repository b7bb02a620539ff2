using System.Security.Cryptography;
using System.Text;
using Debye.Crystals;

namespace Debye.Learning.Techniques.Pdf;

/// <summary>The rows of a recipe that are not tested on, with their crystals, divided into folds.</summary>
public sealed class PdfTrainingSet
{
    private const double ToleranceAngstrom = 0.1;

    private PdfTrainingSet(PdfDataset dataset, int[] rows, int[] folds, AsymmetricStructure?[] crystals) =>
        (Dataset, Rows, Folds, Crystals) = (dataset, rows, folds, crystals);

    /// <summary>All curves, those of the test included.</summary>
    public PdfDataset Dataset { get; }

    /// <summary>Rows that are not tested on.</summary>
    public IReadOnlyList<int> Rows { get; }

    /// <summary>Fold of each of <see cref="Rows"/>.</summary>
    public IReadOnlyList<int> Folds { get; }

    /// <summary>Crystal of each of <see cref="Rows"/>; null where its symmetry, found within 0.1 Å, is not the label.</summary>
    public IReadOnlyList<AsymmetricStructure?> Crystals { get; }

    /// <summary>Reads the data of a recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="recipePath">Where it lies.</param>
    /// <param name="threads">Threads, 1 or more.</param>
    /// <param name="report">Receives lines of progress; null for silence.</param>
    /// <exception cref="DataFormatException">A file cannot be read, or crystals are missing.</exception>
    public static PdfTrainingSet Read(PdfRecipe recipe, string recipePath, int threads, Action<string>? report = null)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        var data = recipe.Data;
        var dataset = PdfDataset.Read(RecipeFiles.Beside(recipePath, data.Curves), RecipeFiles.Beside(recipePath, data.Labels));
        var rows = data.Split is null
            ? [.. Enumerable.Range(0, dataset.Count)]
            : PdfSplit.Read(RecipeFiles.Beside(recipePath, data.Split), dataset).TrainAndValidation;
        var path = RecipeFiles.Beside(recipePath, data.Structures);
        var structures = Find(path, [.. rows.Select(row => dataset.Ids[row])]);
        var (crystals, folds) = (new AsymmetricStructure?[rows.Length], new int[rows.Length]);
        Parallel.For(
            0,
            rows.Length,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            i =>
            {
                var found = AsymmetricStructure.From(structures[i], ToleranceAngstrom);
                if (found?.Setting.SpaceGroupNumber == dataset.SpaceGroups[rows[i]])
                    crystals[i] = found;
                folds[i] = FoldOf(
                    recipe.FoldsByPrototype
                        ? Invariant($"{AnonymousFormula(structures[i])}|{dataset.SpaceGroups[rows[i]]}")
                        : structures[i].Id,
                    recipe
                );
            }
        );
        report?.Invoke(
            Invariant($"{rows.Length:n0} curves to learn from, {crystals.Count(crystal => crystal is not null):n0} with their crystal")
        );
        return new PdfTrainingSet(dataset, rows, folds, crystals);
    }

    /// <summary>Rows of one fold.</summary>
    public int[] RowsOf(int fold) => [.. Enumerable.Range(0, Rows.Count).Where(i => Folds[i] == fold).Select(i => Rows[i])];

    /// <summary>Rows of all folds but one.</summary>
    public int[] RowsWithout(int fold) => [.. IndicesWithout(fold).Select(i => Rows[i])];

    /// <summary>Indices into <see cref="Rows"/> of all folds but one.</summary>
    public int[] IndicesWithout(int fold) => [.. Enumerable.Range(0, Rows.Count).Where(i => Folds[i] != fold)];

    /// <summary>Amounts of the elements in lowest terms, ascending, such as "1 1 3".</summary>
    internal static string AnonymousFormula(Structure structure)
    {
        var amounts = structure.Sites.GroupBy(site => site.Species.AtomicNumber).Select(group => group.Count()).Order().ToArray();
        var divisor = amounts.Aggregate(
            0,
            (a, b) =>
            {
                while (b > 0)
                    (a, b) = (b, a % b);
                return a;
            }
        );
        return string.Join(' ', amounts.Select(amount => amount / divisor));
    }

    private static Structure[] Find(string path, string[] ids)
    {
        var wanted = ids.ToHashSet(StringComparer.Ordinal);
        var found = StructureReader
            .Read(path)
            .Where(structure => wanted.Contains(structure.Id))
            .ToDictionary(structure => structure.Id, StringComparer.Ordinal);
        return
        [
            .. ids.Select(id =>
                found.TryGetValue(id, out var structure)
                    ? structure
                    : throw new DataFormatException(path, 0, $"the crystal '{id}' of a curve is not there")
            ),
        ];
    }

    private static int FoldOf(string key, PdfRecipe recipe) =>
        (int)(BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes($"{recipe.Seed}|{key}"))) % (uint)recipe.Folds);
}
