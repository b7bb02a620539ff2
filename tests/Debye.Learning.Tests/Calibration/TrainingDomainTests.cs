using System.Text.Json;
using Debye.Learning.Calibration;
using Debye.Learning.Tables;
using Debye.Learning.Tests.Regression;
using Debye.Learning.Trees;
using Debye.Numerics;

namespace Debye.Learning.Tests.Calibration;

public sealed class TrainingDomainTests
{
    [Theory]
    [InlineData(12, 0.7735759077, 2.1184066977)]
    [InlineData(500, 0.0939509274, 2.0014831940)]
    public void Judge_FriedmanFeatures_AgreesWithThePeer(int rows, double shrinkage, double distance)
    {
        // scikit-learn 1.2.1, covariance.ledoit_wolf(assume_centered=True) of standardised features, the tenth replaced by the sum of the
        // first two.
        var held = WithSum(500, 100);
        var domain = TrainingDomain.Fit(WithSum(0, rows), held);
        domain.Shrinkage.ShouldBe(shrinkage, 1e-7);
        domain.Judge(held.Row(0)).Distance.ShouldBe(distance, 1e-6);
        Enumerable.Range(0, 100).Count(i => domain.Judge(held.Row(i)).IsInside).ShouldBe(96);
    }

    [Fact]
    public void Judge_NormalFeatures_ShareInsideAndFarOutside()
    {
        var random = new RandomSource(1);
        FeatureTable Draw(int rows) => new(Enumerable.Range(0, rows * 5).Select(_ => (float)random.NextNormal()).ToArray(), 5);
        var domain = TrainingDomain.Fit(Draw(400), Draw(400), share: 0.9);
        var test = Draw(2000);
        (Enumerable.Range(0, 2000).Count(i => domain.Judge(test.Row(i)).IsInside) / 2000.0).ShouldBe(0.9, 0.04);
        // χ² of five degrees of freedom has its 0.9-quantile at 9.236.
        domain.Limit.ShouldBe(Math.Sqrt(9.236), 0.2);
        var verdict = domain.Judge([6f, 0, 0, 0, 0]);
        (verdict.IsInside, verdict.Limit).ShouldBe((false, domain.Limit));
        verdict.Distance.ShouldBe(6, 0.5);
    }

    [Fact]
    public void Fit_MoreFeaturesThanExamplesAndConstantOnes_IsFine()
    {
        var random = new RandomSource(2);
        FeatureTable Draw(int rows) =>
            new(Enumerable.Range(0, rows * 60).Select(i => i % 60 == 7 ? 3f : (float)random.NextNormal()).ToArray(), 60);
        var domain = TrainingDomain.Fit(Draw(20), Draw(40));
        double.IsFinite(domain.Limit).ShouldBeTrue();
        var row = Draw(1).Row(0).ToArray();
        var distance = domain.Judge(row).Distance;
        row[7] = 99;
        domain.Judge(row).Distance.ShouldBe(distance);
        var pair = new FeatureTable(new float[] { 1, 1, -1, -1 }, 2);
        double.IsFinite(TrainingDomain.Fit(pair, pair, share: 0.5).Limit).ShouldBeTrue();
    }

    [Fact]
    public void Serialize_Json_RoundTrips()
    {
        var held = WithSum(500, 30);
        var domain = TrainingDomain.Fit(WithSum(0, 50), held);
        var text = JsonSerializer.Serialize(domain);
        var read = JsonSerializer.Deserialize<TrainingDomain>(text).ShouldNotBeNull();
        read.Judge(held.Row(3)).ShouldBe(domain.Judge(held.Row(3)));
        JsonSerializer.Serialize(read).ShouldBe(text);
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<TrainingDomain>("{}"));
        Should.Throw<InvalidDataException>(() => (read with { Covariance = [1, 2] }).Judge(held.Row(0)));
        Should.Throw<InvalidDataException>(() =>
            (read with { Covariance = [.. read.Covariance.Select(value => -value)] }).Judge(held.Row(0))
        );
    }

    [Fact]
    public void Fit_WrongInput_Throws()
    {
        var (training, held) = (WithSum(0, 30), WithSum(30, 30));
        Should.Throw<ArgumentException>(() => TrainingDomain.Fit(training, held, share: 1));
        Should.Throw<ArgumentException>(() => TrainingDomain.Fit(training, held, share: 0.99)).Message.ShouldContain("99");
        Should.Throw<ArgumentException>(() => TrainingDomain.Fit(training, new FeatureTable(new float[60], 2)));
        Should.Throw<ArgumentException>(() => TrainingDomain.Fit(new FeatureTable(new float[20], 2), held));
        Should.Throw<ArgumentException>(() =>
            TrainingDomain.Fit(new FeatureTable(new[] { 1, 2, float.NaN, 4 }, 2), new FeatureTable(new float[40], 2))
        );
        Should.Throw<ArgumentException>(() => TrainingDomain.Fit(training, held).Judge(new float[3]));
        Should.Throw<ArgumentException>(() => TrainingDomain.Fit(training, held).Judge([float.NaN, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
    }

    private static FeatureTable WithSum(int first, int rows)
    {
        var table = RegressionData.Friedman(first, rows).Features;
        var values = table.Values.ToArray();
        for (var i = 0; i < rows; i++)
            values[i * 10 + 9] = values[i * 10] + values[i * 10 + 1];
        return new FeatureTable(values, 10);
    }
}
