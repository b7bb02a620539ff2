using Debye.Numerics;
using Debye.Techniques.Spectra.Preprocessing;
using FsCheck;
using FsCheck.Fluent;

namespace Debye.Tests.Techniques.Spectra.Preprocessing;

public sealed class PreprocessingTests
{
    [Fact]
    public void Divide_AnyScale_ThatScaleIsOne() =>
        ForRandom(values =>
        {
            Divided(values, SpectrumScale.Area).Sum().ShouldBe(1, 1e-12);
            Divided(values, SpectrumScale.Maximum).Max().ShouldBe(1, 1e-15);
            Divided(values, SpectrumScale.UnitVector).Sum(value => value * value).ShouldBe(1, 1e-12);
            Divided(values, SpectrumScale.LiveTime, 2).ShouldBe(values.Select(value => value / 2));
        });

    [Fact]
    public void Divide_NothingToDivideBy_Throws()
    {
        Should.Throw<ArgumentException>(() => Divided([0, 0], SpectrumScale.Area)).Message.ShouldContain("above 0");
        Should.Throw<ArgumentException>(() => Divided([1, 2], SpectrumScale.LiveTime)).Message.ShouldContain("live time");
    }

    [Fact]
    public void StandardNormalVariate_Random_MeanZeroVarianceOneWhateverSlopeAndOffset() =>
        ForRandom(values =>
        {
            var result = Variate(values);
            result.Sum().ShouldBe(0, 1e-9);
            result.Sum(value => value * value).ShouldBe(values.Length - 1, 1e-9);
            Variate([.. values.Select(value => 7 + 3 * value)]).ShouldBe(result, 1e-9);
            Should.Throw<ArgumentException>(() => Variate([5.1, 5.1, 5.1]));
        });

    [Fact]
    public void ScatterCorrection_SlopeAndOffset_AreTakenOff() =>
        ForRandom(values =>
        {
            var corrected = new double[values.Length];
            SpectrumNormalisation.ScatterCorrection([.. values.Select(value => -4 + 0.3 * value)], values, corrected);
            corrected.ShouldBe(values, 1e-9);
            Should.Throw<ArgumentException>(() => SpectrumNormalisation.ScatterCorrection(values, new double[values.Length], corrected));
        });

    [Theory]
    [InlineData(5, 2, 0)]
    [InlineData(7, 3, 1)]
    [InlineData(11, 4, 2)]
    [InlineData(25, 5, 3)]
    public void SavitzkyGolay_Polynomial_IsExactToTheEnds(int window, int order, int derivative)
    {
        double[] terms = [2, -1, 0.5, 0.1, -0.02, 0.003];
        var (values, result) = (new double[40], new double[40]);
        double At(double x, int m) =>
            Enumerable
                .Range(m, order + 1 - m)
                .Sum(k => terms[k] * Math.Pow(x, k - m) * Enumerable.Range(0, m).Aggregate(1.0, (product, j) => product * (k - j)));
        for (var i = 0; i < values.Length; i++)
            values[i] = At((i - 20) / 4.0, 0);
        new SavitzkyGolay(window, order, derivative).Apply(values, result);
        for (var i = 0; i < values.Length; i++)
            result[i].ShouldBe(At((i - 20) / 4.0, derivative) / Math.Pow(4, derivative), 1e-9);
    }

    [Fact]
    public void SavitzkyGolay_FivePointQuadratic_HasTheTableOfThePaper()
    {
        var result = new double[9];
        new SavitzkyGolay(5, 2).Apply([0, 0, 0, 0, 35, 0, 0, 0, 0], result);
        result[2..7].ShouldBe([-3, 12, 17, 12, -3], 1e-12);
        Should.Throw<ArgumentOutOfRangeException>(() => new SavitzkyGolay(4, 2));
        Should.Throw<ArgumentOutOfRangeException>(() => new SavitzkyGolay(5, 2, 3));
    }

    [Fact]
    public void AsymmetricLeastSquares_LineWithPeak_FindsTheLine()
    {
        var (values, baseline) = (new double[400], new double[400]);
        for (var i = 0; i < values.Length; i++)
            values[i] = 10 + 0.02 * i + 50 * Math.Exp(-Math.Pow((i - 200) / 8.0, 2));
        AsymmetricLeastSquares.Baseline(values, 1e5, 0.001, 50, baseline);
        for (var i = 0; i < values.Length; i++)
            baseline[i].ShouldBe(10 + 0.02 * i, 0.4);
    }

    [Theory]
    [InlineData(1e2)]
    [InlineData(1e6)]
    public void AsymmetricLeastSquares_Line_IsItsOwnBaseline(double smoothness)
    {
        var (values, baseline) = (new double[4096], new double[4096]);
        for (var i = 0; i < values.Length; i++)
            values[i] = 100 - 0.01 * i;
        AsymmetricLeastSquares.Baseline(values, smoothness, 0.001, 20, baseline);
        for (var i = 0; i < values.Length; i++)
            baseline[i].ShouldBe(values[i], 1e-3);
    }

    [Fact]
    public void AsymmetricLeastSquares_Random_SolvesItsEquation() =>
        ForRandom(values =>
        {
            const double Smoothness = 30;
            var (n, z, residual) = (values.Length, new double[values.Length], new double[values.Length]);
            AsymmetricLeastSquares.Baseline(values, Smoothness, 0.5, 10, z);
            for (var i = 0; i < n; i++)
                residual[i] = 0.5 * (z[i] - values[i]);
            for (var i = 1; i < n - 1; i++)
            {
                var bend = Smoothness * (z[i - 1] - 2 * z[i] + z[i + 1]);
                (residual[i - 1], residual[i], residual[i + 1]) = (residual[i - 1] + bend, residual[i] - 2 * bend, residual[i + 1] + bend);
            }

            residual.ShouldAllBe(value => Math.Abs(value) < 1e-7);
        });

    [Fact]
    public void SnipBaseline_Counts_LiesBelowThemAndKeepsALevel() =>
        ForRandom(values =>
        {
            var background = new double[values.Length];
            SnipBaseline.Background(values, 6, background);
            for (var i = 0; i < values.Length; i++)
                background[i].ShouldBeInRange(0, values[i]);
            SnipBaseline.Background([.. values.Select(_ => 40.0)], 6, background);
            background.ShouldBe(values.Select(_ => 40.0), 1e-9);
            Should.Throw<ArgumentException>(() => SnipBaseline.Background([1, -1, 1], 1, new double[3]));
        });

    [Fact]
    public void SnipBaseline_PeakOnLevel_FindsTheLevel()
    {
        var (values, background) = (new double[200], new double[200]);
        for (var i = 0; i < values.Length; i++)
            values[i] = 100 + 1000 * Math.Exp(-Math.Pow((i - 100) / 4.0, 2));
        SnipBaseline.Background(values, 20, background);
        background.ShouldAllBe(value => Math.Abs(value - 100) < 1);
    }

    [Fact]
    public void Linear_StraightLine_IsExactAndNothingIsInvented()
    {
        var values = new double[3];
        SpectrumResampling.Linear([0, 1, 4], [1, 3, 9], [0, 2.5, 4], values);
        values.ShouldBe([1, 6, 9], 1e-12);
        Should
            .Throw<ArgumentException>(() => SpectrumResampling.Linear([0, 1, 4], [1, 3, 9], [0, 2, 4.1], values))
            .Message.ShouldContain("got one over 0…4");
    }

    private static double[] Divided(double[] values, SpectrumScale scale, double? liveTimeSeconds = null)
    {
        var result = new double[values.Length];
        SpectrumNormalisation.Divide(values, scale, liveTimeSeconds, result);
        return result;
    }

    private static double[] Variate(double[] values)
    {
        var result = new double[values.Length];
        SpectrumNormalisation.StandardNormalVariate(values, result);
        return result;
    }

    /// <summary>Checks 20 to 60 numbers of 0…100.</summary>
    private static void ForRandom(Action<double[]> check) =>
        Prop.ForAll<int>(seed =>
            {
                var random = new RandomSource((ulong)seed);
                var values = new double[20 + random.NextInt(41)];
                for (var i = 0; i < values.Length; i++)
                    values[i] = random.NextDouble(0, 100);
                check(values);
            })
            .QuickCheckThrowOnFailure();
}
