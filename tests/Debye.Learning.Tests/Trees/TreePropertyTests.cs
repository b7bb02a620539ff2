using Debye.Learning.Tables;
using Debye.Learning.Trees;
using FsCheck;
using FsCheck.Fluent;

namespace Debye.Learning.Tests.Trees;

public sealed class TreePropertyTests
{
    private const double Tolerance = 1e-4;
    private static readonly GradientBoostingOptions Boosting = new() { Rounds = 3, MaxDepth = 4 };
    private static readonly RandomForestOptions Forest = new() { Trees = 3, Bootstrap = false };

    [Fact]
    public void Train_RowsInAnyOrder_SamePredictions() =>
        ForAnySeed(seed =>
        {
            var table = TreeData.Features(90, 4, seed, missing: 0.1);
            var examples = TreeData.Classes(table, 3, seed);
            var order = Enumerable.Range(0, 90).OrderBy(i => Math.Sin(1e4 * i + seed)).ToArray();
            var shuffled = TreeExamples.ForClasses(
                new FeatureTable(order.SelectMany(i => table.Row(i).ToArray()).ToArray(), 4),
                [.. order.Select(i => (int)examples.Targets[i])],
                3
            );
            GradientBoosting
                .Train(shuffled, Boosting)
                .Predict(table)
                .ShouldBe(GradientBoosting.Train(examples, Boosting).Predict(table), Tolerance);
            RandomForest.Train(shuffled, Forest).Predict(table).ShouldBe(RandomForest.Train(examples, Forest).Predict(table), Tolerance);
        });

    [Fact]
    public void Train_ValuesInAnyOrder_SameForest() =>
        ForAnySeed(seed =>
        {
            var table = TreeData.Features(90, 4, seed, missing: 0.1);
            var examples = TreeData.Values(table, seed);
            var order = Enumerable.Range(0, 90).OrderBy(i => Math.Sin(1e4 * i + seed)).ToArray();
            var shuffled = TreeExamples.ForValues(
                new FeatureTable(order.SelectMany(i => table.Row(i).ToArray()).ToArray(), 4),
                [.. order.Select(i => examples.Targets[i])]
            );
            RegressionForest.Train(shuffled, Forest).Predict(table).ShouldBe(RegressionForest.Train(examples, Forest).Predict(table));
        });

    [Fact]
    public void Train_MonotoneTransformOfFeatures_SamePredictionsOfTheTrainingData() =>
        ForAnySeed(seed =>
        {
            var table = TreeData.Features(90, 4, seed, missing: 0.1);
            var bent = new FeatureTable(table.Values.ToArray().Select(v => MathF.Exp(v) - 7).ToArray(), 4);
            var labels = TreeData.Classes(table, 3, seed).Targets.ToArray().Select(t => (int)t).ToArray();
            var (straight, curved) = (TreeExamples.ForClasses(table, labels, 3), TreeExamples.ForClasses(bent, labels, 3));
            GradientBoosting
                .Train(curved, Boosting)
                .Predict(bent)
                .ShouldBe(GradientBoosting.Train(straight, Boosting).Predict(table), Tolerance);
            RandomForest.Train(curved, Forest).Predict(bent).ShouldBe(RandomForest.Train(straight, Forest).Predict(table), Tolerance);
        });

    [Fact]
    public void Predict_AnyRow_ProbabilitiesSumToOne() =>
        ForAnySeed(seed =>
        {
            var table = TreeData.Features(60, 3, seed, missing: 0.2);
            var examples = TreeData.Classes(table, 1 + (int)(seed % 4), seed);
            var fresh = TreeData.Features(40, 3, seed + 1, missing: 0.3);
            foreach (
                var model in new TreeModel[]
                {
                    GradientBoosting.Train(examples, Boosting),
                    RandomForest.Train(examples, Forest with { Bootstrap = true }),
                }
            )
            foreach (var row in model.Predict(fresh).Chunk(model.PredictionCount))
            {
                row.Sum().ShouldBe(1, 1e-5f);
                row.ShouldAllBe(p => p >= 0 && p <= 1);
            }
        });

    [Fact]
    public void Explain_AnyRow_AddsUpToTheScores() =>
        ForAnySeed(seed =>
        {
            var table = TreeData.Features(80, 12, seed, missing: 0.1);
            var model = GradientBoosting.Train(TreeData.Classes(table, 3, seed), Boosting with { MinimumChildWeight = 0 });
            var shap = new TreeShap(model);
            var (contributions, scores) = (new double[36], new double[3]);
            shap.Explain(table.Row(5), contributions);
            model.Score(table.Row(5), scores);
            for (var k = 0; k < 3; k++)
                (shap.BaseScores[k] + Enumerable.Range(0, 12).Sum(f => contributions[f * 3 + k])).ShouldBe(scores[k], 1e-6);
        });

    [Fact]
    public void Predict_TableAndRow_Agree() =>
        ForAnySeed(seed =>
        {
            var table = TreeData.Features(70, 5, seed, missing: 0.1);
            var model = RandomForest.Train(TreeData.Classes(table, 3, seed), Forest);
            var all = model.Predict(table);
            var own = new float[3];
            model.Predict(table.Row(66), own);
            own.ShouldBe(all[198..201]);
        });

    [Fact]
    public void ForAnySeed_BrokenProperty_Fails() => Should.Throw<Exception>(() => ForAnySeed(seed => (seed % 7).ShouldNotBe(0ul)));

    /// <summary>Runs the assertions of a property for 25 seeds.</summary>
    private static void ForAnySeed(Action<ulong> assert) =>
        Prop.ForAll(Gen.Choose(1, 1_000_000).ToArbitrary(), seed => assert((ulong)seed))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(25).WithReplay(20260101, 1));
}
