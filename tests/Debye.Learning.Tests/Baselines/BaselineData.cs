using Debye.Learning.Metrics;
using Debye.Learning.Tables;
using Debye.Learning.Techniques.Pdf;
using Debye.Learning.Trees;
using Debye.Numerics;
using Debye.TestSupport;

namespace Debye.Learning.Tests.Baselines;

/// <summary>Small made problems, and the set of pair distribution functions.</summary>
internal static class BaselineData
{
    public const string Curves = "data/pdf/synthetic_x.csv.gz";
    public const string Labels = "data/pdf/synthetic_y.csv";
    public const string RandomSplit = "reference/pdf/split_synthetic_seed0.json.gz";
    public const string PrototypeSplit = "reference/pdf/split_prototype_seed0.json.gz";

    /// <summary>Curves with one peak each; the class is the third of the axis where it stands.</summary>
    public static TreeExamples Peaks(int rows, ulong seed, int points = 40, int classes = 3)
    {
        var random = new RandomSource(seed, 7);
        var (values, labels) = (new float[rows * points], new int[rows]);
        for (var i = 0; i < rows; i++)
        {
            labels[i] = i % classes;
            var centre = (labels[i] + random.NextDouble(0.1, 0.9)) * points / classes;
            for (var p = 0; p < points; p++)
                values[i * points + p] = (float)(Math.Exp(-0.1 * (p - centre) * (p - centre)) + 0.1 * random.NextNormal());
        }

        return TreeExamples.ForClasses(new FeatureTable(values, points), labels, classes);
    }

    /// <summary>A fixed split: what to train on, what to test with, and its classes.</summary>
    public static (TreeExamples Train, FeatureTable Test, int[] Truth, PdfDataset Set) Pdf(string split)
    {
        var set = PdfDataset.Read(SharedData.Require(Curves), SharedData.Require(Labels));
        var parts = PdfSplit.Read(SharedData.Require(split), set);
        return (set.Examples(parts.TrainAndValidation), set.Features([.. parts.Test]), set.LabelsOf([.. parts.Test]), set);
    }

    /// <summary>Share of rows whose class is among the k most probable.</summary>
    public static double Top(float[] probabilities, int[] truth, int k)
    {
        var classes = probabilities.Length / truth.Length;
        return Enumerable
                .Range(0, truth.Length)
                .Count(i => ClassificationReport.RankOf(probabilities.AsSpan(i * classes, classes), truth[i]) < k) / (double)truth.Length;
    }

    /// <summary>Share of its own examples that a classifier names right.</summary>
    public static double Accuracy(IClassifier model, TreeExamples examples) =>
        Top(model.Predict(examples.Features), [.. examples.Targets.ToArray().Select(target => (int)target)], 1);
}
