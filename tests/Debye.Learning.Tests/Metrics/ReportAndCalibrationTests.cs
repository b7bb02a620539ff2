using Debye.Learning.Calibration;
using Debye.Learning.Metrics;
using Debye.Learning.Packages;
using Debye.Numerics;

namespace Debye.Learning.Tests.Metrics;

public sealed class ReportAndCalibrationTests
{
    [Fact]
    public void Uncalibrated_Set_IsTheFewestClassesThatReachTheCoverage()
    {
        float[] row = [0.05f, 0.5f, 0.15f, 0.3f];
        ConformalSets.Uncalibrated(row, 0.4).ShouldBe([1]);
        ConformalSets.Uncalibrated(row, 0.9).ShouldBe([1, 3, 2]);
        ConformalSets.Uncalibrated(row, 0.999).ShouldBe([1, 3, 2, 0]);
    }

    [Fact]
    public void Evaluate_HandWorkedExample()
    {
        float[] probabilities = [0.7f, 0.2f, 0.1f, 0.1f, 0.6f, 0.3f, 0.5f, 0.3f, 0.2f, 0.2f, 0.3f, 0.5f];
        var report = ClassificationReport.Evaluate(probabilities, [0, 2, 0, 2], ["a", "b", "c"], 1, 2);
        report.Accuracy.Value.ShouldBe(0.75);
        report.TopK[2].Value.ShouldBe(1);
        report.NegativeLogLikelihood.ShouldBe(-(Math.Log(0.7) + Math.Log(0.3) + Math.Log(0.5) + Math.Log(0.5)) / 4, 1e-6);
        report.MacroRecall.ShouldBe(0.75);
        report.Classes.Single(c => c.Label == "b").Precision.ShouldBe(0);
        report.Confusion.ShouldBe([(0, 0, 2), (2, 1, 1), (2, 2, 1)]);
        // Bins of 1/15: 0.7 right, 0.6 wrong, 0.5 twice right.
        report.CalibrationError.ShouldBe((0.3 + 0.6 + 1.0) / 4, 1e-6);
    }

    [Fact]
    public void Wilson_KnownValues()
    {
        var interval = Interval.Wilson(8, 10);
        interval.Low.ShouldBe(0.4902, 1e-4);
        interval.High.ShouldBe(0.9433, 1e-4);
    }

    [Fact]
    public void TemperatureScaling_FindsTheTemperatureThatMadeTheLabels()
    {
        var (logits, labels) = Draw(4000, 5, temperature: 2.5, seed: 1);
        TemperatureScaling.Fit(logits, labels, 5).ShouldBe(2.5, 0.25);
    }

    [Theory]
    [InlineData(0.8, ConformalScore.Cumulative)]
    [InlineData(0.9, ConformalScore.Cumulative)]
    [InlineData(0.95, ConformalScore.Cumulative)]
    [InlineData(0.8, ConformalScore.Complement)]
    [InlineData(0.95, ConformalScore.Complement)]
    public void ConformalSets_CoverAsOftenAsAsked(double coverage, ConformalScore kind)
    {
        const int half = 10_000;
        var (logits, labels) = Draw(2 * half, 8, temperature: 3, seed: 2);
        var probabilities = new float[logits.Length];
        TemperatureScaling.Apply(logits, 8, 3, probabilities);
        var sets = ConformalSets.Fit(probabilities.AsSpan(0, half * 8), labels.AsSpan(0, half), 8, kind);
        sets = new ConformalSets(ModelConfig.Quantiles(sets), kind);
        var covered = 0;
        for (var i = half; i < 2 * half; i++)
        {
            var set = sets.Predict(probabilities.AsSpan(i * 8, 8), coverage);
            set.ShouldNotBeEmpty();
            if (set.Contains(labels[i]))
                covered++;
        }

        // Three standard deviations of two samples of this size are 0.017 at the least favourable coverage.
        (covered / (double)half).ShouldBeInRange(coverage - 0.017, coverage + 0.08);
    }

    private static (float[] Logits, int[] Labels) Draw(int count, int classes, double temperature, ulong seed)
    {
        var random = new RandomSource(seed);
        var logits = new float[count * classes];
        var labels = new int[count];
        var row = new float[classes];
        for (var i = 0; i < count; i++)
        {
            var own = logits.AsSpan(i * classes, classes);
            for (var c = 0; c < classes; c++)
                own[c] = (float)(3 * random.NextNormal());
            TemperatureScaling.Apply(own, classes, temperature, row);
            labels[i] = new DiscreteDistribution(row.Select(p => (double)p)).Draw(ref random);
        }

        return (logits, labels);
    }
}
