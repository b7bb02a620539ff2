using Debye.Learning.Techniques.Spectra.Splits;
using Debye.Numerics;
using Debye.Techniques.Spectra;
using Debye.TestSupport;
using FsCheck;
using FsCheck.Fluent;

namespace Debye.Learning.Tests.Techniques.Spectra;

public sealed class SpectrumSplitterTests
{
    [Fact]
    public void Stratified_Random_SharesOfEveryClassAndNoRowTwice() =>
        ForRandom(
            (labels, groups, seed) =>
            {
                var split = new SpectrumSplitter(labels, groups).Stratified(0.25, seed);
                ShouldDivide(split, labels.Length);
                foreach (var name in labels.Distinct())
                {
                    var all = labels.Count(label => label == name);
                    split.Test.Count(row => labels[row] == name).ShouldBe(Math.Clamp((int)Math.Round(0.25 * all), 1, all - 1));
                }

                new SpectrumSplitter(labels, groups).Stratified(0.25, seed).Test.ShouldBe(split.Test);
                (split.Warnings.Length > 0).ShouldBe(
                    split.Train.Select(row => groups[row]).Intersect(split.Test.Select(row => groups[row])).Any()
                );
                new SpectrumSplitter(labels).Stratified(0.25, seed).Warnings.ShouldBeEmpty();
            }
        );

    [Fact]
    public void StratifiedFolds_Random_EveryRowOnceClassesEven() =>
        ForRandom(
            (labels, groups, seed) =>
            {
                var splits = new SpectrumSplitter(labels, groups).StratifiedFolds(3, seed);
                splits.SelectMany(split => split.Test).Order().ShouldBe(Enumerable.Range(0, labels.Length));
                foreach (var split in splits)
                {
                    ShouldDivide(split, labels.Length);
                    foreach (var name in labels.Distinct())
                        split
                            .Test.Count(row => labels[row] == name)
                            .ShouldBeInRange(labels.Count(label => label == name) / 3, labels.Count(label => label == name) / 3 + 1);
                }
            }
        );

    [Fact]
    public void Grouped_Random_NoGroupInBothPartsExceptWhereNamed() =>
        ForRandom(
            (labels, groups, seed) =>
            {
                var splitter = new SpectrumSplitter(labels, groups);
                foreach (var split in splitter.LeaveOneGroupOut(seed).Append(splitter.Grouped(0.3, seed)))
                {
                    ShouldDivide(split, labels.Length);
                    split.Kind.ShouldBe(SplitKind.Grouped);
                    foreach (
                        var name in split
                            .Train.Where(row => split.Test.Any(test => groups[test] == groups[row]))
                            .Select(row => labels[row])
                            .Distinct()
                    )
                        split.Warnings.ShouldHaveSingleItem().ShouldContain(name);
                    labels.Distinct().ShouldAllBe(name => split.Train.Any(row => labels[row] == name));
                }

                splitter.LeaveOneGroupOut(seed).SelectMany(split => split.Test).Order().ShouldBe(Enumerable.Range(0, labels.Length));
                labels.Distinct().ShouldAllBe(name => splitter.Grouped(0.3, seed).Test.Any(row => labels[row] == name));
            }
        );

    [Fact]
    public void LeaveOneClassOut_Random_TheClassIsNeverTrainedOn() =>
        ForRandom(
            (labels, groups, seed) =>
            {
                var splits = new SpectrumSplitter(labels, groups).LeaveOneClassOut(0.2, seed);
                splits.Select(split => split.UnknownClass).ShouldBe(labels.Distinct().Order(StringComparer.Ordinal));
                foreach (var split in splits)
                {
                    ShouldDivide(split, labels.Length);
                    split.Train.ShouldAllBe(row => labels[row] != split.UnknownClass);
                    labels.Distinct().ShouldAllBe(name => split.Test.Any(row => labels[row] == name));
                }
            }
        );

    [Fact]
    public void Nested_Random_InnerRowsAreOuterTrainingRows() =>
        ForRandom(
            (labels, groups, seed) =>
            {
                var splitter = new SpectrumSplitter(labels, groups);
                foreach (
                    var (outer, inner) in splitter.Nested(
                        splitter.Repeated(SplitKind.Stratified, 3, 0.25, seed),
                        part => part.StratifiedFolds(2, seed)
                    )
                )
                {
                    inner.Count.ShouldBe(2);
                    foreach (var split in inner)
                        split.Train.Concat(split.Test).Order().ShouldBe(outer.Train);
                }

                splitter.Repeated(SplitKind.Stratified, 2, 0.25, seed)[1].Test.ShouldBe(splitter.Stratified(0.25, seed + 1).Test);
                splitter.Repeated(SplitKind.Grouped, 2, 0.25, seed)[1].Test.ShouldBe(splitter.Grouped(0.25, seed + 1).Test);
            }
        );

    [Fact]
    public void Splitter_WhatCannotBeSplit_Throws()
    {
        Should.Throw<ArgumentException>(() => new SpectrumSplitter(["a", "a", "b"]).Stratified(0.5, 1)).Message.ShouldContain("'b'");
        Should.Throw<ArgumentException>(() => new SpectrumSplitter(["a", "a"], ["1"]));
        Should
            .Throw<ArgumentException>(() => new SpectrumSplitter(["a", "a", "b", "b"], ["1", "1", "2", "2"]).Grouped(0.5, 1))
            .Message.ShouldContain("several groups");
        Should.Throw<InvalidOperationException>(() => new SpectrumSplitter(["a", "a"]).LeaveOneGroupOut(1));
        Should.Throw<ArgumentOutOfRangeException>(() => new SpectrumSplitter(["a", "a"]).Stratified(1, 1));
        Should
            .Throw<ArgumentException>(() =>
                SpectrumSplitter.Of([new MaterialSpectrum(SpectrumAxisUnit.Index, [0], [0]) { Source = "x.spe" }])
            )
            .Message.ShouldContain("x.spe");
    }

    [Fact]
    public void LeaveOneGroupOut_PromptGammaSet_OnlyCoalAndBiomassCanBeHeldOut()
    {
        var (counts, table) = (SharedData.Require("data/spectra/pgaa/X.csv.gz"), SharedData.Require("data/spectra/pgaa/y.csv"));
        var spectra = SpectrumLabels
            .Attach(SpectraReader.ReadAll(counts), table, "material", "source_folder")
            .Where(spectrum => spectrum.Fields["set"] == "known")
            .ToArray();
        var splits = SpectrumSplitter.Of(spectra).LeaveOneGroupOut(1);
        splits.Count.ShouldBe(11);
        splits[0].Warnings.ShouldHaveSingleItem().ShouldContain("Steel");
        splits[0].Warnings[0].ShouldNotContain("Biomass");
        SpectrumSplitter.Of(spectra).Stratified(0.2, 42).Warnings.ShouldHaveSingleItem().ShouldContain("not used");
    }

    [Fact]
    public void Balanced_Counts_EveryClassWeighsAlike()
    {
        ClassWeights.Balanced([0, 0, 0, 1], 2).ShouldBe([4.0 / 6, 2]);
        Should.Throw<ArgumentException>(() => ClassWeights.Balanced([0, 0], 2)).Message.ShouldContain("class 1 has none");
        Should.Throw<ArgumentException>(() => ClassWeights.Balanced([0, 2], 2));
    }

    private static void ShouldDivide(SpectrumSplit split, int rows)
    {
        split.Train.Concat(split.Test).Order().ShouldBe(Enumerable.Range(0, rows));
        split.Description.ShouldNotBeEmpty();
    }

    /// <summary>Three or four classes of 8 to 19 rows; the first has several groups, others one to four.</summary>
    private static void ForRandom(Action<string[], string[], ulong> check) =>
        Prop.ForAll<int>(number =>
            {
                var random = new RandomSource((ulong)number);
                var (labels, groups) = (new List<string>(), new List<string>());
                for (var k = 3 + random.NextInt(2); k > 0; k--)
                {
                    var (rows, several) = (8 + random.NextInt(12), labels.Count == 0 ? 3 : 1 + random.NextInt(4));
                    for (var i = 0; i < rows; i++)
                    {
                        labels.Add($"class {k}");
                        groups.Add($"{k}.{i % several}");
                    }
                }

                check([.. labels], [.. groups], (ulong)number);
            })
            .QuickCheckThrowOnFailure();
}
