using Debye.Learning.Tables;
using Debye.Learning.Trees;

namespace Debye.Learning.Tests.Trees;

public sealed class TreeModelFileTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.bin");
    private readonly FeatureTable _table = TreeData.Features(200, 4, 1, missing: 0.1);

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(3)]
    public void SaveAndLoad_Boosting_IsIdentical(int classes)
    {
        var examples = classes == 0 ? TreeData.Values(_table, 1) : TreeData.Classes(_table, classes, 1);
        var model = GradientBoosting.Train(examples, new GradientBoostingOptions { Rounds = 5 }, examples);
        model.Save(_path);
        var read = GradientBoosting.Load(_path);
        read.Predict(_table).ShouldBe(model.Predict(_table));
        read.Objective.ShouldBe(model.Objective);
        read.ValidationLosses.ToArray().ShouldBe(model.ValidationLosses.ToArray());
        read.Importance(TreeImportance.Gain).ShouldBe(model.Importance(TreeImportance.Gain));
        TreeData.Bytes(read).ShouldBe(TreeData.Bytes(model));
        Should.Throw<DataFormatException>(() => RandomForest.Load(_path)).Message.ShouldContain("RandomForest");
    }

    [Fact]
    public void SaveAndLoad_Forest_IsIdentical()
    {
        var model = RandomForest.Train(TreeData.Classes(_table, 3, 1), new RandomForestOptions { Trees = 7, OutOfBagScore = true });
        model.Save(_path);
        var read = RandomForest.Load(_path);
        read.Predict(_table).ShouldBe(model.Predict(_table));
        read.OutOfBagAccuracy.ShouldBe(model.OutOfBagAccuracy);
        TreeData.Bytes(read).ShouldBe(TreeData.Bytes(model));
    }

    [Fact]
    public void SaveAndLoad_ForestForValues_IsIdentical()
    {
        var model = RegressionForest.Train(TreeData.Values(_table, 1), new RandomForestOptions { Trees = 7, OutOfBagScore = true });
        model.Save(_path);
        var read = RegressionForest.Load(_path);
        read.Predict(_table).ShouldBe(model.Predict(_table));
        read.OutOfBagError.ShouldBe(model.OutOfBagError);
        TreeData.Bytes(read).ShouldBe(TreeData.Bytes(model));
        Should.Throw<DataFormatException>(() => RandomForest.Load(_path)).Message.ShouldContain("RegressionForest");
    }

    [Fact]
    public void Load_AnyByteChangedOrCutOff_IsRefused()
    {
        RandomForest.Train(TreeData.Classes(_table, 2, 1), new RandomForestOptions { Trees = 1, MaxDepth = 2 }).Save(_path);
        var bytes = File.ReadAllBytes(_path);
        for (var i = 0; i < bytes.Length; i++)
        {
            var damaged = bytes.ToArray();
            damaged[i] ^= 0x40;
            File.WriteAllBytes(_path, damaged);
            Should.Throw<DataFormatException>(() => TreeModel.Load(_path));
            File.WriteAllBytes(_path, bytes[..i]);
            Should.Throw<DataFormatException>(() => TreeModel.Load(_path));
        }
    }

    [Fact]
    public void Load_NewerVersion_SaysSo()
    {
        RandomForest.Train(TreeData.Classes(_table, 2, 1), new RandomForestOptions { Trees = 1 }).Save(_path);
        var bytes = File.ReadAllBytes(_path);
        bytes[4]++;
        File.WriteAllBytes(_path, bytes);
        Should.Throw<DataFormatException>(() => TreeModel.Load(_path)).Message.ShouldContain("newer");
    }

    [Fact]
    public void Problem_EveryIndexOutOfRange_IsNoticed()
    {
        var good = RandomForest.Train(TreeData.Classes(_table, 2, 1), new RandomForestOptions { Trees = 2, MaxDepth = 2 }).Trees;
        good.Problem().ShouldBeNull();
        TreeEnsemble With(TreeNode root) =>
            new(
                good.Features,
                good.Outputs,
                good.LeafWidth,
                good.Roots,
                [root, .. good.Nodes[1..]],
                good.Covers,
                good.Gains,
                good.LeafValues
            );
        With(TreeNode.Split(good.Features, 1, missingLeft: false, 1)).Problem().ShouldNotBeNull();
        With(TreeNode.Split(0, 1, missingLeft: false, 0)).Problem().ShouldNotBeNull();
        With(TreeNode.Split(0, 1, missingLeft: false, good.Roots[1] - 1)).Problem().ShouldNotBeNull();
        With(TreeNode.Split(0, float.NaN, missingLeft: true, 1)).Problem().ShouldNotBeNull();
        With(TreeNode.End(good.LeafValues.Length)).Problem().ShouldNotBeNull();
    }
}
