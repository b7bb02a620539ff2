using Debye.Learning.Tables;
using Debye.Learning.Techniques.Spectra.Splits;
using Debye.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace Debye.Learning.Tests.Techniques.Spectra;

public sealed class LookAlikesTests
{
    [Fact]
    public void Group_RandomRows_AsPlainAverageLinkage() => Prop.ForAll<uint>(Agree).QuickCheckThrowOnFailure();

    private static void Agree(uint seed)
    {
        var random = new RandomSource(seed);
        var values = new double[14 * 3];
        for (var i = 0; i < values.Length; i++)
            values[i] = random.NextNormal();
        var table = new SampleTable(values, 3);
        for (var groups = 1; groups <= 14; groups += 4)
            Partition(LookAlikes.Group(table, groups)).ShouldBe(Partition(Plain(values, 14, groups)));
    }

    [Fact]
    public void GroupedFolds_Groups_StayWholeAndClassesAreLearnt()
    {
        string[] labels = [.. Enumerable.Range(0, 60).Select(i => i < 40 ? "a" : "b")];
        int[] groups = [.. Enumerable.Range(0, 60).Select(i => i < 40 ? i / 4 : 99)];
        var splits = new SpectrumSplitter(labels).GroupedFolds(5, groups, 1);
        splits.SelectMany(split => split.Test).Order().ShouldBe(Enumerable.Range(0, 60));
        foreach (var split in splits)
        {
            split.Train.Intersect(split.Test).ShouldBeEmpty();
            split.Train.Select(row => labels[row]).Distinct().Count().ShouldBe(2);
            split
                .Train.Where(row => row < 40)
                .Select(row => groups[row])
                .Intersect(split.Test.Where(row => row < 40).Select(row => groups[row]))
                .ShouldBeEmpty();
        }
    }

    /// <summary>Merges the two nearest clusters, distances averaged over all pairs, until enough are left.</summary>
    private static int[] Plain(double[] values, int rows, int groups)
    {
        var columns = values.Length / rows;
        var scaled = values.ToArray();
        for (var f = 0; f < columns; f++)
        {
            var own = Enumerable.Range(0, rows).Select(i => values[(i * columns) + f]).ToArray();
            var (mean, deviation) = (own.Average(), Math.Sqrt(own.Average(v => v * v) - (own.Average() * own.Average())));
            for (var i = 0; i < rows; i++)
                scaled[(i * columns) + f] = (own[i] - mean) / deviation;
        }

        double Distance(int a, int b) =>
            Math.Sqrt(Enumerable.Range(0, columns).Sum(f => Math.Pow(scaled[(a * columns) + f] - scaled[(b * columns) + f], 2)));
        var clusters = Enumerable.Range(0, rows).Select(i => new List<int> { i }).ToList();
        while (clusters.Count > groups)
        {
            var pairs = from i in Enumerable.Range(0, clusters.Count) from j in Enumerable.Range(0, i) select (i, j);
            var (first, second) = pairs.MinBy(pair => clusters[pair.i].Average(a => clusters[pair.j].Average(b => Distance(a, b))));
            clusters[second].AddRange(clusters[first]);
            clusters.RemoveAt(first);
        }

        var group = new int[rows];
        for (var k = 0; k < clusters.Count; k++)
            foreach (var row in clusters[k])
                group[row] = k;
        return group;
    }

    private static string[] Partition(int[] group) =>
        [
            .. group
                .Index()
                .GroupBy(pair => pair.Item)
                .Select(own => string.Join(' ', own.Select(pair => pair.Index)))
                .Order(StringComparer.Ordinal),
        ];
}
