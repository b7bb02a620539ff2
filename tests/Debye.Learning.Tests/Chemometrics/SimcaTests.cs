using Debye.Learning.Chemometrics;
using Debye.Learning.Metrics;
using Debye.Learning.Tables;

namespace Debye.Learning.Tests.Chemometrics;

public sealed class SimcaTests
{
    [Theory]
    [InlineData(false, "semi", 3)]
    [InlineData(false, "semi", 7)]
    [InlineData(false, "None", 3)]
    [InlineData(false, "None", 7)]
    [InlineData(true, "semi", 3)]
    [InlineData(true, "semi", 7)]
    [InlineData(true, "None", 3)]
    [InlineData(true, "None", 7)]
    public void DataDriven_ReferenceData_SameNumbersAndVerdicts(bool scaled, string robust, int components)
    {
        var (train, test, other) = Read();
        var expected = SpectraReference.Json("simca.json").GetProperty($"ddsimca scale_x={Python(scaled)} robust={robust} k={components}");
        var simca = DataDrivenSimca.Fit(
            train,
            Options(scaled, components) with
            {
                Estimator = robust == "semi" ? DistanceEstimator.Robust : DistanceEstimator.Classical,
            }
        );
        var model = simca.Model;
        new double[]
        {
            model.ScoreDistribution.Degrees,
            model.OrthogonalDistribution.Degrees,
            model.ScoreDistribution.Scale,
            model.OrthogonalDistribution.Scale,
            model.CriticalDistance,
            model.OutlierDistance,
        }.ShouldAgree(new[] { "Nh", "Nq", "h0", "q0", "c_crit", "c_out" }.Select(name => expected.Number(name)), 1e-8);
        train.Each(row => model.Measure(row).Score).Take(10).ShouldAgree(expected.Numbers("h_train_first10"), 1e-8);
        train.Each(row => model.Measure(row).Orthogonal).Take(10).ShouldAgree(expected.Numbers("q_train_first10"), 1e-8);
        test.Each(row => model.Measure(row).Total).ShouldAgree(expected.Numbers("d_test"), 1e-8);
        other.Each(row => model.Measure(row).Total).ShouldAgree(expected.Numbers("d_alt"), 1e-8);
        test.Each(row => simca.Accepts(row)).ShouldBe(expected.Flags("pred_test"));
        other.Each(row => simca.Accepts(row)).ShouldBe(expected.Flags("pred_alt"));
        train.Each(row => simca.DecisionValue(row)).Take(3).ShouldAgree(expected.Numbers("decision_first3"), 1e-8);
        train.Each(row => simca.Accepts(row)).Count(accepted => accepted).ShouldBe(expected.GetProperty("n_train_in").GetInt32());
    }

    [Fact]
    public void Trimmed_ReferenceData_RemovesNothingAsTheReference()
    {
        var (train, _, other) = Read();
        var expected = SpectraReference.Json("simca.json").GetProperty("ddsimca sft k=7");
        var simca = DataDrivenSimca.FitTrimmed(train, Options(false, 7));
        (simca.Trimming!.Rounds, simca.Trimming.Removed.Length, simca.Trimming.Kept.Length).ShouldBe(
            (1, expected.GetProperty("removed").GetInt32(), expected.GetProperty("n_train_used").GetInt32())
        );
        (simca.Model.ScoreDistribution.Degrees, simca.Model.OrthogonalDistribution.Degrees).ShouldBe(
            (expected.GetProperty("Nh").GetInt32(), expected.GetProperty("Nq").GetInt32())
        );
        other
            .Each(row => simca.Accepts(row))
            .Select((accepted, i) => (accepted, i))
            .Where(pair => pair.accepted)
            .Select(pair => (double)pair.i)
            .ShouldBe(expected.Numbers("pred_alt_true_idx"));
    }

    [Theory]
    [InlineData(false, 3)]
    [InlineData(false, 7)]
    [InlineData(true, 3)]
    [InlineData(true, 7)]
    public void Classical_ReferenceData_SameRatiosAndVerdicts(bool scaled, int components)
    {
        var (train, test, other) = Read();
        var expected = SpectraReference.Json("simca.json").GetProperty($"simca scale_x={Python(scaled)} k={components}");
        var simca = ClassicalSimca.Fit(train, Options(scaled, components));
        simca.CriticalValue.ShouldBe(expected.Number("f_crit"), 1e-8);
        train.Each(row => simca.Ratio(row)).Take(10).ShouldAgree(expected.Numbers("F_train_first10"), 1e-8);
        test.Each(row => simca.Ratio(row)).ShouldAgree(expected.Numbers("F_test"), 1e-8);
        other.Each(row => simca.Ratio(row)).ShouldAgree(expected.Numbers("F_alt"), 1e-8);
        test.Each(row => simca.Accepts(row)).ShouldBe(expected.Flags("pred_test"));
        other.Each(row => simca.Accepts(row)).ShouldBe(expected.Flags("pred_alt"));
        train.Each(row => simca.Accepts(row)).Count(accepted => accepted).ShouldBe(expected.GetProperty("n_train_in").GetInt32());
    }

    [Fact]
    public void Trimmed_ForeignSamplesAmongTheTraining_AreFound()
    {
        var table = ChemometricSamples.Joined(ChemometricSamples.Class(80, 1), ChemometricSamples.Class(5, 2, offset: 2));
        var simca = DataDrivenSimca.FitTrimmed(table, new PrincipalComponentOptions { Components = 2 });
        simca.Trimming!.Converged.ShouldBeTrue();
        simca.Trimming.Removed.ToArray().ShouldBe([80, 81, 82, 83, 84]);
        simca.Trimming.Kept.ToArray().ShouldBe(Enumerable.Range(0, 80));
        simca.Membership(table.Row(0)).ShouldBeGreaterThan(0.5);
        simca.Membership(table.Row(84)).ShouldBeLessThan(0.1);
    }

    [Fact]
    public void Accepts_NewSamplesOfTheClass_AsOftenAsPromised()
    {
        var simca = DataDrivenSimca.Fit(
            ChemometricSamples.Class(300, 1),
            new PrincipalComponentOptions { Components = 2, Significance = 0.1 }
        );
        var share = ChemometricSamples.Class(1000, 9).Each(row => simca.Accepts(row)).Count(accepted => accepted) / 1000.0;
        share.ShouldBe(0.9, 0.03);
    }

    [Theory]
    [InlineData(0.97727272727272729, 0.97182531580755, -0.0025)]
    public void OneClassReport_ReferenceVerdicts_SameFigures(double accuracy, double efficiency, double rigorous)
    {
        int[] truth = [.. Enumerable.Repeat(0, 26), .. Enumerable.Repeat(1, 18)];
        bool[] accepted = [.. Enumerable.Repeat(true, 26), true, .. new bool[17]];
        var report = OneClassReport.Evaluate(truth, accepted, 0);
        (report.Sensitivity, report.Alternatives[1]).ShouldBe((1, 17 / 18.0));
        report.Accuracy.ShouldBe(accuracy, 1e-12);
        report.Efficiency.ShouldBe(efficiency, 1e-12);
        report.RigorousScore(0.05)!.Value.ShouldBe(rigorous, 1e-12);
    }

    [Fact]
    public void Fit_BadInput_Throws()
    {
        var table = ChemometricSamples.Class(20, 1);
        Should.Throw<ArgumentException>(() =>
            DataDrivenSimca.FitTrimmed(table, new PrincipalComponentOptions { OutlierSignificance = null })
        );
        Should.Throw<ArgumentException>(() => ClassicalSimca.Fit(table, new PrincipalComponentOptions { Components = 12 }));
        Should.Throw<ArgumentException>(() => ClassicalSimca.Fit(table, new PrincipalComponentOptions()).Ratio(new double[3]));
        Should.Throw<ArgumentException>(() => OneClassReport.Evaluate([1, 2], [true], 1));
        Should.Throw<ArgumentException>(() => OneClassReport.Evaluate([], [], 1));
    }

    private static PrincipalComponentOptions Options(bool scaled, int components) =>
        new() { Components = components, Scaling = scaled ? ColumnScaling.Standard : ColumnScaling.Centred };

    private static string Python(bool value) => value ? "True" : "False";

    private static (SampleTable Train, SampleTable Test, SampleTable Other) Read() =>
        (
            SpectraReference.Inputs("simca_train.csv.gz", 1, 3).Table,
            SpectraReference.Inputs("simca_test.csv.gz", 0, 3).Table,
            SpectraReference.Inputs("simca_test_alt.csv.gz", 0, 3).Table
        );
}
