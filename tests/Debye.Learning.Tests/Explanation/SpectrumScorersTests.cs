using Debye.Learning.Baselines;
using Debye.Learning.Explanation;
using Debye.Learning.OpenSet;
using Debye.Learning.Tables;
using Debye.Learning.Trees;
using Debye.Tensors;
using Debye.Tensors.Cpu;

namespace Debye.Learning.Tests.Explanation;

public sealed class SpectrumScorersTests
{
    [Fact]
    public void OfTrees_ExplainedBothWays_AgreeWithTheScore()
    {
        var table = new FeatureTable(BandShapTests.Values(600, 1), 6);
        var model = GradientBoosting.Train(
            TreeExamples.ForClasses(
                table,
                [
                    .. Enumerable
                        .Range(0, 100)
                        .Select(i =>
                            table.Row(i)[2] > 0 ? 1
                            : table.Row(i)[4] > 0 ? 2
                            : 0
                        ),
                ],
                3
            ),
            new GradientBoostingOptions { Rounds = 10 }
        );
        var scorer = SpectrumScorers.OfTrees(model, 1);
        var row = table.Row(7);
        var (values, start) = TreeExplanation.Explain(model, row, 1);
        var score = scorer(new FeatureTable(row.ToArray(), 6))[0];
        (values.Sum() + start).ShouldBe(score, 1e-5);
        var bands = BandShap.Explain(
            scorer,
            row,
            SpectrumBackground.OfSpectra(table),
            new BandShapOptions
            {
                MaximumEvaluations = 100_000,
                MinimumWidth = 1,
                Batch = 512,
            }
        );
        (bands.BaseScore + bands.Values.ToArray().Sum()).ShouldBe(score, 1e-5);
        bands.IsExact.ShouldBeTrue();
        Array.IndexOf([.. values.Select(Math.Abs)], values.Max(Math.Abs)).ShouldBe(2);
        Array.IndexOf([.. bands.Values.ToArray().Select(Math.Abs)], bands.Values.ToArray().Max(Math.Abs)).ShouldBe(2);
    }

    [Fact]
    public void OfNetwork_AnyBatch_IsTheLogit()
    {
        var random = new RandomStream(3);
        var network = new Sequential(
            new Conv1d(1, 4, 5, random),
            new BatchNorm(4),
            new Dropout(0.5f, random),
            new GlobalPool(PoolingKind.Average),
            new Linear(4, 2, random)
        );
        var rows = new FeatureTable(BandShapTests.Values(5 * 40, 2), 40);
        var expected = SpectrumScorers.OfNetwork(network, new CpuBackend(1), 1, 100)(rows);
        SpectrumScorers.OfNetwork(network, new CpuBackend(1), 1, 2)(rows).ShouldBe(expected, 1e-6);
        expected.Distinct().Count().ShouldBe(5);
        network.Training.ShouldBeTrue();
        Should.Throw<ArgumentOutOfRangeException>(() => SpectrumScorers.OfNetwork(network, new CpuBackend(1), 2)(rows));
    }

    [Fact]
    public void OfDetector_WhatMakesASampleUnknown_GetsTheBlame()
    {
        // Known samples lie about 0; this one is far out in feature 3 alone.
        var known = new FeatureTable(BandShapTests.Values(400, 5), 8);
        var detector = new MahalanobisOptions().Fit(new OpenSetExamples(SampleTable.From(known), new int[50], 1));
        var scorer = SpectrumScorers.OfDetector(detector, new FeaturesThemselves(8));
        float[] odd = [0.1f, -0.2f, 0.3f, 9, 0, 0.2f, -0.1f, 0.1f];
        var answer = BandShap.Explain(
            scorer,
            odd,
            SpectrumBackground.OfMean(known),
            new BandShapOptions { MinimumWidth = 1, CutsAtMinima = false }
        );
        answer.IsExact.ShouldBeTrue();
        answer.Values.Span[3].ShouldBeLessThan(0.9 * (answer.Score - answer.BaseScore));
        (answer.BaseScore + answer.Values.ToArray().Sum()).ShouldBe(answer.Score, 1e-5);
    }

    [Fact]
    public void OfClassifier_Probability_IsItsLogOdds()
    {
        var table = new FeatureTable(BandShapTests.Values(120, 4), 4);
        var labels = Enumerable.Range(0, 30).Select(i => table.Row(i)[0] > 0 ? 1 : 0).ToArray();
        var classifier = LogisticRegression.Train(TreeExamples.ForClasses(table, labels, 2), new LogisticRegressionOptions());
        var odds = SpectrumScorers.OfClassifier(classifier, 1)(table);
        var probabilities = SpectrumScorers.OfProbability(classifier, 1)(table);
        for (var i = 0; i < 30; i++)
            (1 / (1 + Math.Exp(-odds[i]))).ShouldBe(probabilities[i], 1e-6);
        Should.Throw<ArgumentOutOfRangeException>(() => SpectrumScorers.OfClassifier(classifier, 2));
    }
}
