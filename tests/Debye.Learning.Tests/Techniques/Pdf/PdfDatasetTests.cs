using System.Globalization;
using Debye.Learning.Techniques.Pdf;
using Debye.Learning.Tests.Baselines;
using Debye.TestSupport;

namespace Debye.Learning.Tests.Techniques.Pdf;

public sealed class PdfDatasetTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("debye-pdf").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Read_TwoFiles_RowsLabelsAndScaling()
    {
        var set = Small();
        set.Count.ShouldBe(4);
        set.Ids.ShouldBe(["a", "b", "c", "d"]);
        set.Classes.ShouldBe([2, 225]);
        set.Labels.ToArray().ShouldBe([1, 0, 1, 0]);
        set.Row(2)[3].ShouldBe(6);
        var table = set.Features([2, 0]);
        (table.Rows, table.Columns).ShouldBe((2, PdfDataset.Points));
        (table.Row(0)[0], table.Row(0)[^1]).ShouldBe((0, 1));
        table.Row(1).ToArray().ShouldAllBe(value => value == 0);
        set.LabelsOf([3, 2]).ShouldBe([0, 1]);
    }

    [Theory]
    [InlineData("1,2,x", 2)]
    [InlineData("1,2,NaN", 2)]
    [InlineData("1,2,3", 2)]
    public void Read_BadCurve_NamesTheLine(string line, int number)
    {
        var (curves, labels) = Write();
        File.WriteAllLines(curves, [Curve(0), line, Curve(2), Curve(3)]);
        Should.Throw<DataFormatException>(() => PdfDataset.Read(curves, labels)).Line.ShouldBe(number);
    }

    [Theory]
    [InlineData("id,space_group", "a,1", 1)]
    [InlineData("mp_id,space_group", "a,231", 2)]
    [InlineData("mp_id,space_group", "a,P1", 2)]
    [InlineData("mp_id,space_group", "a,1,2", 2)]
    public void Read_BadLabel_NamesTheLine(string header, string line, int number)
    {
        var (curves, labels) = Write();
        File.WriteAllLines(labels, [header, line]);
        Should.Throw<DataFormatException>(() => PdfDataset.Read(curves, labels)).Line.ShouldBe(number);
    }

    [Fact]
    public void Read_FilesThatDoNotMatch_Throws()
    {
        var (curves, labels) = Write();
        File.WriteAllLines(curves, [Curve(0)]);
        Should.Throw<DataFormatException>(() => PdfDataset.Read(curves, labels)).Message.ShouldContain("expected 4 curves");
        File.WriteAllLines(labels, ["mp_id,space_group", "a,1", "a,2"]);
        Should.Throw<DataFormatException>(() => PdfDataset.Read(curves, labels)).Message.ShouldContain("twice");
        Should.Throw<DataFormatException>(() => PdfDataset.Read(Path.Combine(_folder, "none"), labels));
    }

    [Fact]
    public void ReadSplit_ListsOrTestAlone_CoversTheRows()
    {
        var split = Split("""{"train":[3,0],"val":[1],"test":[2]}""");
        split.Train.ShouldBe([3, 0]);
        split.TrainAndValidation.ShouldBe([3, 0, 1]);
        split.Test.ShouldBe([2]);
        Split("""{"note":"x","test":[1]}""").Train.ShouldBe([0, 2, 3]);
    }

    [Theory]
    [InlineData("""{"train":[0]}""")]
    [InlineData("""{"test":[4]}""")]
    [InlineData("""{"test":[0,0]}""")]
    [InlineData("""{"test":[0],"val":[0]}""")]
    [InlineData("""{"test":[0,1,2,3]}""")]
    [InlineData("""{"test":["0"]}""")]
    [InlineData("""{"test":1}""")]
    [InlineData("""{"test":[1],"ids":["a","b","d","c"]}""")]
    [InlineData("""[1]""")]
    [InlineData("""{"test":[1}""")]
    public void ReadSplit_Malformed_Throws(string json) =>
        Should.Throw<DataFormatException>(() => Split(json)).Message.ShouldContain("split.json");

    [Fact]
    public void Constructor_WrongLengthsOrValues_Throws()
    {
        Should.Throw<ArgumentException>(() => new PdfDataset(["a"], new float[10], [1]));
        Should.Throw<ArgumentException>(() => new PdfDataset(["a"], new float[209], [1, 2]));
        Should.Throw<ArgumentException>(() => new PdfDataset(["a"], new float[209], [0]));
        Should.Throw<ArgumentException>(() => new PdfDataset(["a", "a"], new float[418], [1, 1]));
        Should.Throw<ArgumentException>(() => new PdfDataset(["a"], [.. Enumerable.Repeat(float.NaN, 209)], [1]));
    }

    [Fact]
    public void Read_SharedSet_IsWhatItsReadmeSays()
    {
        var set = PdfDataset.Read(SharedData.Require(BaselineData.Curves), SharedData.Require(BaselineData.Labels));
        var (random, prototype) = (SharedData.Require(BaselineData.RandomSplit), SharedData.Require(BaselineData.PrototypeSplit));
        set.Count.ShouldBe(7856);
        set.Classes.ShouldBe([2, 14, 15, 62, 139, 194, 225, 227]);
        set.SpaceGroups.Count(group => group == 14).ShouldBe(2643);
        var split = PdfSplit.Read(random, set);
        (split.Train.Count, split.Validation.Count, split.Test.Count).ShouldBe((5027, 1257, 1572));
        PdfSplit.Read(prototype, set).Test.Count.ShouldBe(1594);
        PdfSplit.Read(prototype, set).Train.Count.ShouldBe(6262);
    }

    private static string Curve(int row) =>
        string.Join(',', Enumerable.Range(0, PdfDataset.Points).Select(i => (i * row).ToString(CultureInfo.InvariantCulture)));

    private (string Curves, string Labels) Write()
    {
        var (curves, labels) = (Path.Combine(_folder, "x.csv"), Path.Combine(_folder, "y.csv"));
        File.WriteAllLines(curves, Enumerable.Range(0, 4).Select(Curve));
        File.WriteAllLines(labels, ["mp_id,other,space_group", "a,0,225", "b,0,2", "c,0,225", "d,0,2"]);
        return (curves, labels);
    }

    private PdfDataset Small()
    {
        var (curves, labels) = Write();
        return PdfDataset.Read(curves, labels);
    }

    private PdfSplit Split(string json)
    {
        var path = Path.Combine(_folder, "split.json");
        File.WriteAllText(path, json);
        return PdfSplit.Read(path, Small());
    }
}
