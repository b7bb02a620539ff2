using Debye.Numerics;

namespace Debye.Learning.OpenSet;

/// <summary>Which examples are left out together.</summary>
internal static class DetectorFolds
{
    /// <summary>Fold of every example, drawn class by class.</summary>
    public static int[] Random(OpenSetExamples examples, int folds, ulong seed) =>
        Spread(new int[examples.Labels.Length], examples, _ => true, folds, seed);

    /// <summary>A fold for every group that leaves none of its classes empty; all other examples are spread over these folds.</summary>
    /// <exception cref="ArgumentException">There are fewer than two such groups.</exception>
    public static int[] Grouped(OpenSetExamples examples, ReadOnlySpan<int> groups, ulong seed)
    {
        if (groups.Length != examples.Labels.Length)
            throw new ArgumentException($"Expected {examples.Labels.Length} groups, one per row, got {groups.Length}.", nameof(groups));
        var (labels, own) = (examples.Labels.ToArray(), groups.ToArray());
        var several = Enumerable
            .Range(0, examples.Classes)
            .Select(k => examples.RowsOf(k).Select(row => own[row]).Distinct().Count() > 1)
            .ToArray();
        int[] whole =
        [
            .. own.Distinct()
                .Where(group => Enumerable.Range(0, own.Length).Where(i => own[i] == group).All(i => several[labels[i]]))
                .Order(),
        ];
        if (whole.Length < 2)
            throw new ArgumentException("Expected a class with several groups: nothing can be left out whole.", nameof(groups));
        var fold = own.Select(group => Array.IndexOf(whole, group)).ToArray();
        return Spread(fold, examples, i => Array.IndexOf(whole, own[i]) < 0, whole.Length, seed);
    }

    private static int[] Spread(int[] fold, OpenSetExamples examples, Func<int, bool> isSingle, int folds, ulong seed)
    {
        var (random, next) = (new RandomSource(seed), 0);
        for (var k = 0; k < examples.Classes; k++)
        {
            int[] rows = [.. examples.RowsOf(k).Where(isSingle)];
            for (var i = rows.Length - 1; i > 0; i--)
            {
                var other = random.NextInt(i + 1);
                (rows[i], rows[other]) = (rows[other], rows[i]);
            }

            foreach (var row in rows)
                fold[row] = next++ % folds;
        }

        return fold;
    }
}
