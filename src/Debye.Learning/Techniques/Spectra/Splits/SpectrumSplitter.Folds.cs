using System.Globalization;
using Debye.Numerics;

namespace Debye.Learning.Techniques.Spectra.Splits;

public sealed partial class SpectrumSplitter
{
    /// <summary>Several independent splits.</summary>
    /// <param name="kind">Stratified or grouped.</param>
    /// <param name="repeats">Number of splits, 1 or more.</param>
    /// <param name="testShare">Share of the rows to test on, above 0 and below 1.</param>
    /// <param name="seed">Seed of the first; the following ones count on from it.</param>
    /// <exception cref="ArgumentException">A number is out of range, the kind is another, or the rows cannot be split that way.</exception>
    /// <exception cref="InvalidOperationException">Groups are asked for, and none are known.</exception>
    public IReadOnlyList<SpectrumSplit> Repeated(SplitKind kind, int repeats, double testShare, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(repeats, 1);
        if (kind is not (SplitKind.Stratified or SplitKind.Grouped))
            throw new ArgumentOutOfRangeException(nameof(kind), kind, "Expected a stratified or grouped split.");
        return
        [
            .. Enumerable
                .Range(0, repeats)
                .Select(n => kind == SplitKind.Grouped ? Grouped(testShare, seed + (ulong)n) : Stratified(testShare, seed + (ulong)n)),
        ];
    }

    /// <summary>Cross-validation: every row is tested on once, classes spread evenly.</summary>
    /// <param name="folds">Number of splits, 2 or more, at most the rows of the smallest class.</param>
    /// <param name="seed">Seed of the draw.</param>
    /// <exception cref="ArgumentException">The number is out of range.</exception>
    public IReadOnlyList<SpectrumSplit> StratifiedFolds(int folds, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        var (random, fold, next) = (new RandomSource(seed), new int[_labels.Length], 0);
        foreach (var name in _classes)
        {
            var rows = RowsOf(name);
            if (rows.Length < folds)
                throw new ArgumentException(
                    Invariant($"Expected at most {rows.Length} folds, the rows of class '{name}', got {folds}."),
                    nameof(folds)
                );
            Shuffle(rows, ref random);
            foreach (var row in rows)
                fold[row] = next++ % folds;
        }

        return
        [
            .. Enumerable
                .Range(0, folds)
                .Select(f =>
                    Split(
                        SplitKind.Stratified,
                        Array.ConvertAll(fold, own => own == f),
                        Invariant($"stratified: fold {f + 1} of {folds}, seed {seed}")
                    )
                ),
        ];
    }

    /// <summary>Cross-validation that keeps groups whole: the honest one where rows of a group are repeats of one sample.</summary>
    /// <remarks>
    /// The largest groups are dealt first, each to the fold that has the fewest rows of its classes. A class that would stand in one fold
    /// alone is spread over all of them at random instead, for otherwise nobody could learn it.
    /// </remarks>
    /// <param name="folds">Number of splits, 2 or more, at most the rows of the smallest class.</param>
    /// <param name="groups">Group of each row; null for those that the splitter was given.</param>
    /// <param name="seed">Seed of the draw.</param>
    /// <exception cref="ArgumentException">The number of folds is out of range, or the groups do not match.</exception>
    /// <exception cref="InvalidOperationException">No groups are known.</exception>
    public IReadOnlyList<SpectrumSplit> GroupedFolds(int folds, IReadOnlyList<int>? groups, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        var own = groups?.Select(group => group.ToString(CultureInfo.InvariantCulture)).ToArray() ?? RequireGroups();
        if (own.Length != _labels.Length)
            throw new ArgumentException($"Expected {_labels.Length} groups, one per row, got {own.Length}.", nameof(groups));
        var (random, fold) = (new RandomSource(seed), new int[_labels.Length]);
        var counts = _classes.ToDictionary(name => name, _ => new int[folds]);
        string[] order = [.. own.Distinct().Order(StringComparer.Ordinal)];
        Shuffle(order, ref random);
        foreach (
            var rows in order
                .Select(group => Enumerable.Range(0, own.Length).Where(row => own[row] == group).ToArray())
                .OrderByDescending(rows => rows.Length)
        )
        {
            var target = Enumerable.Range(0, folds).MinBy(f => rows.Sum(row => counts[_labels[row]][f]));
            foreach (var row in rows)
            {
                fold[row] = target;
                counts[_labels[row]][target]++;
            }
        }

        foreach (var name in _classes.Where(name => counts[name].Count(count => count > 0) < 2))
            Spread(name, folds, fold, ref random);
        return
        [
            .. Enumerable
                .Range(0, folds)
                .Where(f => fold.Contains(f))
                .Select(f =>
                    Split(
                        SplitKind.Grouped,
                        Array.ConvertAll(fold, mine => mine == f),
                        Invariant($"fold {f + 1} of {folds}, groups kept whole, seed {seed}")
                    )
                ),
        ];
    }

    private void Spread(string name, int folds, int[] fold, ref RandomSource random)
    {
        var rows = RowsOf(name);
        if (rows.Length < 2)
            throw new ArgumentException(
                $"Expected at least 2 rows of class '{name}', got {rows.Length}: it cannot be split.",
                nameof(name)
            );
        Shuffle(rows, ref random);
        for (var i = 0; i < rows.Length; i++)
            fold[rows[i]] = i % folds;
    }

    /// <summary>Splits the training rows of splits once more, to choose settings by.</summary>
    /// <param name="outer">Splits for the result, made by this splitter.</param>
    /// <param name="inner">Splits the rows it is given, numbered from 0.</param>
    public IReadOnlyList<NestedSplit> Nested(IReadOnlyList<SpectrumSplit> outer, Func<SpectrumSplitter, IReadOnlyList<SpectrumSplit>> inner)
    {
        ArgumentNullException.ThrowIfNull(outer);
        ArgumentNullException.ThrowIfNull(inner);
        return
        [
            .. outer.Select(split =>
            {
                var rows = split.Train;
                var part = new SpectrumSplitter(
                    [.. rows.Select(row => _labels[row])],
                    _groups is null ? null : [.. rows.Select(row => _groups[row])]
                );
                return new NestedSplit(
                    split,
                    [
                        .. inner(part)
                            .Select(own =>
                                own with
                                {
                                    Train = [.. own.Train.Select(i => rows[i])],
                                    Test = [.. own.Test.Select(i => rows[i])],
                                }
                            ),
                    ]
                );
            }),
        ];
    }
}
