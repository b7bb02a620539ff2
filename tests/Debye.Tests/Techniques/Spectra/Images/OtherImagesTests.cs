using Debye.Numerics;
using Debye.Techniques.Spectra.Images;
using FsCheck;
using FsCheck.Fluent;

namespace Debye.Tests.Techniques.Spectra.Images;

public sealed class OtherImagesTests
{
    [Fact]
    public void TransitionField_OfAsManyPixelsAsPoints_HoldsTheProbabilities()
    {
        // Two levels, 0 and 9: from low to low 1 of 3, from low to high 2 of 3, from high to low 2 of 2.
        double[] series = [0, 0, 9, 0, 9, 0];
        var field = new float[36];
        new TransitionField(6, new TransitionFieldOptions { Size = 6, Levels = 2 }).Fill(series, field);
        for (var i = 0; i < 6; i++)
        for (var j = 0; j < 6; j++)
            field[i * 6 + j]
                .ShouldBe(
                    series[i] > 0 ? (series[j] > 0 ? 0 : 1)
                        : series[j] > 0 ? 2 / 3f
                        : 1 / 3f,
                    1e-6f
                );
    }

    [Fact]
    public void TransitionField_Condensed_IsTheMeanOfTheFullOne() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<int>(),
                seed =>
                {
                    var series = Series(60, (ulong)Math.Abs((long)seed));
                    var (full, condensed) = (new float[60 * 60], new float[12 * 12]);
                    new TransitionField(60, new TransitionFieldOptions { Size = 60, Levels = 5 }).Fill(series, full);
                    new TransitionField(60, new TransitionFieldOptions { Size = 12, Levels = 5 }).Fill(series, condensed);
                    for (var i = 0; i < 12; i++)
                    for (var j = 0; j < 12; j++)
                        condensed[i * 12 + j]
                            .ShouldBe(Enumerable.Range(0, 25).Average(k => full[(5 * i + k / 5) * 60 + 5 * j + k % 5]), 1e-5f);
                    full.ShouldAllBe(value => value >= 0 && value <= 1.000001f);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(20));

    [Fact]
    public void RecurrencePlot_APeriodicSeries_RepeatsItself()
    {
        var series = Enumerable.Range(0, 64).Select(i => Math.Sin(Math.PI * i / 8)).ToArray();
        var options = new RecurrencePlotOptions
        {
            Points = 64,
            Dimension = 2,
            Delay = 4,
            Threshold = 0.02,
        };
        options.Size.ShouldBe(60);
        var plot = new float[60 * 60];
        new RecurrencePlot(64, options).Fill(series, plot);
        for (var i = 0; i < 60; i++)
        for (var j = 0; j < 60; j++)
            plot[i * 60 + j].ShouldBe((i - j) % 16 == 0 ? 1 : 0);
    }

    [Fact]
    public void RecurrencePlot_WithoutThreshold_HoldsDistances()
    {
        var plot = new float[9];
        new RecurrencePlot(3, new RecurrencePlotOptions { Points = 3, Threshold = null }).Fill([1, 4, -1], plot);
        plot.ShouldBe([0, 3, 2, 3, 0, 5, 2, 5, 0]);
    }

    [Fact]
    public void Fill_BadInput_Throws()
    {
        var (transitions, recurrence) = (
            new TransitionField(10, new TransitionFieldOptions { Size = 4 }),
            new RecurrencePlot(10, new RecurrencePlotOptions { Points = 4 })
        );
        double[] bad = [1, 2, 3, double.PositiveInfinity, 5, 6, 7, 8, 9, 10];
        Should.Throw<ArgumentException>(() => transitions.Fill(bad, new float[16]));
        Should.Throw<ArgumentException>(() => recurrence.Fill(bad, new float[16]));
        Should.Throw<ArgumentException>(() => transitions.Fill(new double[9], new float[16]));
        Should.Throw<ArgumentException>(() => recurrence.Fill(new double[10], new float[15]));
        Should.Throw<ArgumentOutOfRangeException>(() => new TransitionField(10, new TransitionFieldOptions { Size = 4, Levels = 1 }));
        Should.Throw<ArgumentOutOfRangeException>(() => new TransitionField(10, new TransitionFieldOptions { Size = 11 }));
        RecurrencePlotOptions[] wrong =
        [
            new() { Points = 1 },
            new() { Dimension = 0 },
            new() { Delay = 0 },
            new()
            {
                Points = 8,
                Dimension = 4,
                Delay = 3,
            },
            new() { Threshold = 0 },
        ];
        foreach (var options in wrong)
            Should.Throw<ArgumentOutOfRangeException>(() => new RecurrencePlot(300, options));
    }

    private static double[] Series(int points, ulong seed)
    {
        var random = new RandomSource(seed, 6);
        return [.. Enumerable.Range(0, points).Select(_ => random.NextNormal())];
    }
}
