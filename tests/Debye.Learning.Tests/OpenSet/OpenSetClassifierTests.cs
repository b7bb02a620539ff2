using Debye.Learning.Baselines;
using Debye.Learning.OpenSet;
using Debye.Learning.Tables;
using Debye.Learning.Trees;

namespace Debye.Learning.Tests.OpenSet;

public sealed class OpenSetClassifierTests
{
    private static readonly LogisticRegressionOptions Logistic = new() { Penalty = 0.01 };

    [Fact]
    public void Train_KnownAndUnknownSamples_NamesTheOnesAndRefusesTheOthers()
    {
        var model = OpenSetClassifier.Train(Examples(60, 1), Train, new DimeOptions { Axes = 3, Significance = 0.01 });
        var (known, unknown) = (Examples(100, 2), Narrow(OpenSetSamples.Unknown(DetectorInput.Features, 40, 3)));
        var table = new FeatureTable((float[])[.. known.Features.Values, .. unknown], OpenSetSamples.Columns);
        int[] truth = [.. known.Targets.ToArray().Select(target => (int)target), .. Enumerable.Repeat(3, 40)];
        var report = model.Evaluate(table, truth, ["a", "b", "c", "other"]);
        report.Sensitivity!.Value.ShouldBeGreaterThan(0.94);
        report.Specificity.ShouldBeGreaterThan(0.99);
        report.Confusion.Span[^1].ShouldBe(40);
    }

    [Fact]
    public void Judge_AnyThreads_SameAnswersAsOneByOne()
    {
        var model = OpenSetClassifier.Train(Examples(30, 1), Train, new NearestNeighbourOptions());
        var table = Examples(20, 2).Features;
        var (one, two) = (model.Judge(table), model.Judge(table, 2));
        for (var i = 0; i < table.Rows; i++)
        {
            var own = model.Judge(table.Row(i));
            (own.Class, own.Score, own.IsUnknown).ShouldBe((one[i].Class, one[i].Score, one[i].Class is null));
            (two[i].Class, two[i].Score).ShouldBe((one[i].Class, one[i].Score));
            own.IsUnknown.ShouldBe(own.Score < own.Threshold);
            two[i].Probabilities.ToArray().ShouldBe(one[i].Probabilities.ToArray());
        }
    }

    [Fact]
    public void Judge_DetectorOfLogits_LooksAtTheProbabilities()
    {
        var examples = Examples(40, 1);
        var classifier = Train(examples);
        var view = new LogProbabilities(classifier);
        var detector = new SoftmaxOptions().Fit(
            new OpenSetExamples(view.Represent(examples.Features), [.. examples.Targets.ToArray().Select(target => (int)target)], 3)
        );
        var answer = new OpenSetClassifier(classifier, detector, view).Judge(examples.Features.Row(4));
        answer.Score.ShouldBe(answer.Probabilities.Span[1], 1e-6);
    }

    [Fact]
    public void Train_OutliersAmongTheExamples_AreNotShownToTheClassifier()
    {
        var seen = 0;
        DetectorOptions[] detectors =
        [
            new NearestNeighbourOptions(),
            new DimeOptions { Axes = 3 },
            new ConformalOptions(),
            new MahalanobisOptions(),
        ];
        foreach (var options in detectors)
        {
            OpenSetClassifier.Train(Examples(50, 1), Count, options with { Significance = 0.2 });
            seen.ShouldBeInRange(118, 122);
        }

        IClassifier Count(TreeExamples kept)
        {
            seen = kept.Features.Rows;
            return Train(kept);
        }
    }

    [Fact]
    public void Train_BadInput_Throws()
    {
        var examples = Examples(10, 1);
        Should
            .Throw<ArgumentException>(() => OpenSetClassifier.Train(examples, Train, new SoftmaxOptions()))
            .Message.ShouldContain("features");
        var single = TreeExamples.ForClasses(examples.Features, new int[30], 1);
        Should.Throw<ArgumentException>(() => OpenSetClassifier.Train(single, Train, new DimeOptions())).Message.ShouldContain("2 classes");
        var model = OpenSetClassifier.Train(examples, Train, new DimeOptions { Axes = 2 });
        Should.Throw<ArgumentException>(() => model.Judge(new float[3]));
        Should.Throw<ArgumentException>(() => model.Judge([.. new float[7], float.NaN]));
        Should.Throw<ArgumentException>(() => new OpenSetClassifier(model.Classifier, model.Detector, new FeaturesThemselves(5)));
        Should.Throw<ArgumentException>(() =>
            new OpenSetClassifier(model.Classifier, model.Detector, new LogProbabilities(model.Classifier))
        );
    }

    private static IClassifier Train(TreeExamples examples) => LogisticRegression.Train(examples, Logistic);

    private static TreeExamples Examples(int each, ulong seed)
    {
        var known = OpenSetSamples.Features(each, seed);
        return TreeExamples.ForClasses(
            new FeatureTable(Narrow(known.Inputs), OpenSetSamples.Columns),
            known.Labels,
            OpenSetSamples.Classes
        );
    }

    private static float[] Narrow(SampleTable table) => [.. table.Values.ToArray().Select(value => (float)value)];
}
