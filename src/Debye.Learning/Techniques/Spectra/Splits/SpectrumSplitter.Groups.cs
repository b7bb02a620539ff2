using Debye.Numerics;

namespace Debye.Learning.Techniques.Spectra.Splits;

public sealed partial class SpectrumSplitter
{
    /// <summary>
    /// Tests on whole groups, drawn at random until every class has its share; one group of each class is left to learn from.
    /// </summary>
    /// <remarks>
    /// Classes of which no group can be held out, as those with a single one, are split at random, and a warning names them.
    /// </remarks>
    /// <param name="testShare">Share of the rows to test on, above 0 and below 1; the last group drawn may go beyond it.</param>
    /// <param name="seed">Seed of the draw.</param>
    /// <exception cref="InvalidOperationException">No groups are known.</exception>
    /// <exception cref="ArgumentException">The share is out of range, no group can be held out, or a class has a single row.</exception>
    public SpectrumSplit Grouped(double testShare, ulong seed)
    {
        RequireShare(testShare);
        var (groups, random, isTest) = (RequireGroups(), new RandomSource(seed), new bool[_labels.Length]);
        var left = _classes.ToDictionary(name => name, name => RowsOf(name).Select(row => groups[row]).Distinct().Count());
        var wanted = _classes.ToDictionary(name => name, name => Math.Max(1, (int)Math.Round(testShare * RowsOf(name).Length)));
        string[] order = [.. groups.Distinct().Order(StringComparer.Ordinal)];
        Shuffle(order, ref random);
        foreach (var group in order)
        {
            int[] rows = [.. Enumerable.Range(0, groups.Length).Where(row => groups[row] == group)];
            string[] classes = [.. rows.Select(row => _labels[row]).Distinct()];
            if (!Array.TrueForAll(classes, name => left[name] > 1 && wanted[name] > 0))
                continue;
            foreach (var row in rows)
            {
                isTest[row] = true;
                wanted[_labels[row]]--;
            }

            foreach (var name in classes)
                left[name]--;
        }

        string[] single = [.. _classes.Where(name => !RowsOf(name).Any(row => isTest[row]))];
        if (single.Length == _classes.Length)
            throw new ArgumentException("Expected a class with several groups: nothing can be held out whole.", nameof(testShare));
        foreach (var name in single)
            Draw(RowsOf(name), name, testShare, isTest, ref random);
        return Split(
            SplitKind.Grouped,
            isTest,
            Invariant($"grouped: whole groups, about {testShare:0.##%} of every class, seed {seed}"),
            SingleWarning(single)
        );
    }

    /// <summary>
    /// Holds out every group once that leaves none of its classes without another group; all other rows are spread over these splits at
    /// random.
    /// </summary>
    /// <param name="seed">Seed of the draw of the other rows.</param>
    /// <exception cref="InvalidOperationException">No groups are known.</exception>
    /// <exception cref="ArgumentException">Fewer than two groups can be held out.</exception>
    public IReadOnlyList<SpectrumSplit> LeaveOneGroupOut(ulong seed)
    {
        var (groups, random, next) = (RequireGroups(), new RandomSource(seed), 0);
        var several = _classes
            .Where(name => RowsOf(name).Select(row => groups[row]).Distinct().Count() > 1)
            .ToHashSet(StringComparer.Ordinal);
        string[] whole =
        [
            .. groups
                .Distinct()
                .Where(group => Enumerable.Range(0, groups.Length).All(row => groups[row] != group || several.Contains(_labels[row])))
                .Order(StringComparer.Ordinal),
        ];
        if (whole.Length < 2)
            throw new ArgumentException("Expected a class with several groups: nothing can be held out whole.", nameof(seed));
        var fold = Array.ConvertAll(groups, group => Array.IndexOf(whole, group));
        string[] single = [.. _classes.Where(name => RowsOf(name).Any(row => fold[row] < 0))];
        foreach (var name in single)
        {
            int[] rows = [.. RowsOf(name).Where(row => fold[row] < 0)];
            Shuffle(rows, ref random);
            foreach (var row in rows)
                fold[row] = next++ % whole.Length;
        }

        return
        [
            .. whole.Select(
                (group, f) =>
                    Split(
                        SplitKind.Grouped,
                        Array.ConvertAll(fold, own => own == f),
                        Invariant($"grouped: '{group}' held out, {f + 1} of {whole.Length}, seed {seed}"),
                        SingleWarning(single)
                    )
            ),
        ];
    }

    private static string[] SingleWarning(string[] classes) =>
        classes.Length == 0 ? [] : [$"Split at random within their groups, for none can be held out whole: {string.Join(", ", classes)}."];

    private string[] RequireGroups() => _groups ?? throw new InvalidOperationException("Expected rows whose groups are known.");
}
