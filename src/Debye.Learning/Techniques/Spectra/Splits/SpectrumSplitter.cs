using System.Collections.Immutable;
using Debye.Numerics;
using Debye.Techniques.Spectra;

namespace Debye.Learning.Techniques.Spectra.Splits;

/// <summary>Splits labelled rows; the same seed gives the same rows. Every split says which one it is, and what is wrong with it.</summary>
public sealed partial class SpectrumSplitter
{
    private readonly string[] _labels;
    private readonly string[]? _groups;
    private readonly string[] _classes;

    /// <summary>Takes the rows.</summary>
    /// <param name="labels">Class of every row, two rows or more.</param>
    /// <param name="groups">What each row belongs to, such as its sample; null where nothing is known.</param>
    /// <exception cref="ArgumentException">There are fewer than two rows, or as many groups as rows are not given.</exception>
    public SpectrumSplitter(IReadOnlyList<string> labels, IReadOnlyList<string>? groups = null)
    {
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Count < 2)
            throw new ArgumentException($"Expected at least 2 rows, got {labels.Count}.", nameof(labels));
        if (groups is not null && groups.Count != labels.Count)
            throw new ArgumentException($"Expected {labels.Count} groups, one per row, got {groups.Count}.", nameof(groups));
        (_labels, _groups) = ([.. labels], groups?.ToArray());
        _classes = [.. _labels.Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>Classes, in ordinal order.</summary>
    public IReadOnlyList<string> Classes => _classes;

    /// <summary>A splitter of spectra; groups count only where every spectrum has one.</summary>
    /// <exception cref="ArgumentException">A spectrum has no label, or there are fewer than two.</exception>
    public static SpectrumSplitter Of(IReadOnlyList<MaterialSpectrum> spectra)
    {
        ArgumentNullException.ThrowIfNull(spectra);
        var labels = spectra
            .Select(spectrum =>
                spectrum.Label ?? throw new ArgumentException($"Expected labelled spectra, {spectrum.Source} has none.", nameof(spectra))
            )
            .ToArray();
        return new SpectrumSplitter(
            labels,
            spectra.All(spectrum => spectrum.Group is not null) ? [.. spectra.Select(spectrum => spectrum.Group!)] : null
        );
    }

    /// <summary>Tests on a share of every class, drawn at random: at least one row, and one is left to learn from.</summary>
    /// <param name="testShare">Share of the rows to test on, above 0 and below 1; rounded to rows, half to even.</param>
    /// <param name="seed">Seed of the draw.</param>
    /// <exception cref="ArgumentException">The share is out of range, or a class has a single row.</exception>
    public SpectrumSplit Stratified(double testShare, ulong seed)
    {
        RequireShare(testShare);
        var (random, isTest) = (new RandomSource(seed), new bool[_labels.Length]);
        foreach (var name in _classes)
            Draw(RowsOf(name), name, testShare, isTest, ref random);
        return Split(SplitKind.Stratified, isTest, Invariant($"stratified: {testShare:0.##%} of every class at random, seed {seed}"));
    }

    /// <summary>For every class: it is not trained on and wholly tested on as unknown, with a share of the others.</summary>
    /// <param name="testShare">Share of the known rows to test on, above 0 and below 1.</param>
    /// <param name="seed">Seed of the draw, the same for every class.</param>
    /// <exception cref="ArgumentException">The share is out of range, or a class has a single row.</exception>
    public IReadOnlyList<SpectrumSplit> LeaveOneClassOut(double testShare, ulong seed)
    {
        if (_classes.Length < 2)
            throw new ArgumentException("Expected at least 2 classes.", nameof(testShare));
        var known = Stratified(testShare, seed).Test.ToHashSet();
        return
        [
            .. _classes.Select(name =>
            {
                var isTest = _labels.Select((label, row) => label == name || known.Contains(row)).ToArray();
                return Split(
                    SplitKind.LeaveOneClassOut,
                    isTest,
                    Invariant($"'{name}' left out as unknown, {testShare:0.##%} of every other class at random, seed {seed}")
                ) with
                {
                    UnknownClass = name,
                };
            }),
        ];
    }

    private static void RequireShare(double share)
    {
        if (!(share > 0 && share < 1))
            throw new ArgumentOutOfRangeException(nameof(share), share, "Expected a share above 0 and below 1.");
    }

    private static void Draw(int[] rows, string name, double share, bool[] isTest, ref RandomSource random)
    {
        if (rows.Length < 2)
            throw new ArgumentException(
                $"Expected at least 2 rows of class '{name}', got {rows.Length}: it cannot be split.",
                nameof(name)
            );
        Shuffle(rows, ref random);
        foreach (var row in rows.AsSpan(0, Math.Clamp((int)Math.Round(share * rows.Length), 1, rows.Length - 1)))
            isTest[row] = true;
    }

    private static void Shuffle<T>(T[] items, ref RandomSource random)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var other = random.NextInt(i + 1);
            (items[i], items[other]) = (items[other], items[i]);
        }
    }

    private int[] RowsOf(string name) => [.. Enumerable.Range(0, _labels.Length).Where(row => _labels[row] == name)];

    private SpectrumSplit Split(SplitKind kind, bool[] isTest, string description, params string[] problems)
    {
        ImmutableArray<string> warnings = [.. problems];
        int[] train = [.. Enumerable.Range(0, isTest.Length).Where(row => !isTest[row])];
        int[] test = [.. Enumerable.Range(0, isTest.Length).Where(row => isTest[row])];
        if (_groups is not null && kind != SplitKind.Grouped)
        {
            var shared = train.Select(row => _groups[row]).ToHashSet().Intersect(test.Select(row => _groups[row])).Count();
            if (shared > 0)
                warnings = warnings.Add(
                    Invariant($"Groups are known but were not used: {shared} of them stand in both parts, ")
                        + "so that samples tested on have been learnt from."
                );
        }

        return new SpectrumSplit
        {
            Kind = kind,
            Train = train,
            Test = test,
            Description = description,
            Warnings = warnings,
        };
    }
}
