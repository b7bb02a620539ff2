using Debye.Learning.Networks;
using Debye.Learning.Techniques.Spectra;
using Debye.Learning.Techniques.Spectra.Classifiers;
using Debye.Learning.Techniques.Spectra.Preprocessing;
using Debye.Techniques.Spectra;

namespace Debye.Learning.Tests.Techniques.Spectra;

public sealed class SpectraExplainerTests
{
    private static readonly string[] Classes = ["clay", "lime", "sand"];

    [Theory]
    [InlineData(SpectraExplanationMethod.Shap)]
    [InlineData(SpectraExplanationMethod.Occlusion)]
    public void Explain_AnyModel_FindsTheLinesOfTheClass(SpectraExplanationMethod method)
    {
        var model = Fit(new DiscriminantClassifierOptions());
        var sand = LineSpectra.Make(1, 9, "sand")[0];
        var explanation = SpectraExplainer.Explain(
            model,
            sand,
            new SpectraExplainOptions
            {
                Method = method,
                WindowShare = 0.05,
                WithChecks = true,
            }
        );
        explanation.Label.ShouldBe("sand");
        explanation.Axis.ToArray().ShouldBe(sand.Axis.ToArray());
        explanation.Importance.Length.ShouldBe(LineSpectra.Points);
        // Sand alone has a line at point 50, 500 keV.
        explanation.Bands.ShouldContain(
            band => band.From <= 530 && band.To >= 470,
            string.Join(' ', explanation.Importance.ToArray().Select(value => $"{value:f2}"))
        );
        var curves = explanation.Curves.ShouldNotBeNull();
        curves.DeletionArea.ShouldBeLessThan(curves.RandomDeletionArea);
        explanation.Score.ShouldNotBeNull().ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Explain_Shap_SumsToTheScore()
    {
        var model = Fit(new LogisticClassifierOptions());
        var clay = LineSpectra.Make(1, 9, "clay")[0];
        var explanation = SpectraExplainer.Explain(model, clay, new SpectraExplainOptions { Label = "lime" });
        explanation.Label.ShouldBe("lime");
        var area = clay.Intensity.ToArray().Sum();
        var mean = model.Background.Intensity.ToArray();
        var hidden = clay.WithPoints(clay.Unit, clay.Axis, Array.ConvertAll(mean, value => (double)(float)(value * area / mean.Sum())));
        var all = SpectraExplainer.Explain(model, hidden, new SpectraExplainOptions { Label = "lime" });
        explanation.Importance.ToArray().Sum().ShouldBe(explanation.Score!.Value - all.Score!.Value, 1e-3);
    }

    [Fact]
    public void Explain_GateOfAnUnknown_PointsAtItsLines()
    {
        var model = Fit(new DiscriminantClassifierOptions());
        var explanation = SpectraExplainer.Explain(
            model,
            LineSpectra.Make(1, 9, "zinc")[0],
            new SpectraExplainOptions { ExplainsGate = true }
        );
        explanation.Label.ShouldBe("unknown");
        explanation.Score.ShouldNotBeNull().ShouldBeGreaterThan(0);
        // Lines that no known class has: points 85 and 110.
        explanation
            .Bands[0]
            .ShouldSatisfyAllConditions(band => band.To.ShouldBeGreaterThan(780), band => band.From.ShouldBeLessThan(1180));
    }

    [Theory]
    [InlineData(SpectraExplanationMethod.HiResCam, NetworkHead.Pooling)]
    [InlineData(SpectraExplanationMethod.GradCam, NetworkHead.Pooling)]
    [InlineData(SpectraExplanationMethod.HiResCam, NetworkHead.Flatten)]
    public void Explain_Network_MapOverTheAxisOfTheMember(SpectraExplanationMethod method, NetworkHead head)
    {
        var model = Fit(Network(head));
        var explanation = SpectraExplainer.Explain(
            model,
            LineSpectra.Make(1, 9, "sand")[0],
            new SpectraExplainOptions { Method = method, WithChecks = true }
        );
        explanation.Axis.ToArray().ShouldBe(model.Members[0].Pipeline.OutputAxis.ToArray());
        explanation.Importance.ToArray().ShouldContain(value => value > 0);
        explanation.Randomisation.ShouldNotBeEmpty();
        explanation.Curves.ShouldNotBeNull();
    }

    [Fact]
    public void Explain_Trees_ValuesAddUpToTheScores()
    {
        var model = Fit(new ForestClassifierOptions { Trees = 15 });
        var spectrum = LineSpectra.Make(1, 9, "lime")[0];
        var values = Classes
            .Select(label =>
                SpectraExplainer.Explain(
                    model,
                    spectrum,
                    new SpectraExplainOptions { Method = SpectraExplanationMethod.TreeShap, Label = label }
                )
            )
            .ToArray();
        // Probabilities of a forest sum to 1 whatever is hidden, so what speaks for one class speaks against the others.
        for (var i = 0; i < values[0].Importance.Length; i++)
            values.Sum(own => own.Importance.Span[i]).ShouldBe(0, 1e-5);
        values.Sum(own => own.Score!.Value).ShouldBe(1, 1e-5);
    }

    [Fact]
    public void Explain_MethodThatDoesNotFit_ThrowsAndSaysWhatDoes()
    {
        var (model, spectrum) = (Fit(new DiscriminantClassifierOptions()), LineSpectra.Make(1, 9, "sand")[0]);
        Should
            .Throw<ArgumentException>(() =>
                SpectraExplainer.Explain(model, spectrum, new SpectraExplainOptions { Method = SpectraExplanationMethod.HiResCam })
            )
            .Message.ShouldContain("shap");
        Should
            .Throw<ArgumentException>(() =>
                SpectraExplainer.Explain(model, spectrum, new SpectraExplainOptions { Method = SpectraExplanationMethod.TreeShap })
            )
            .Message.ShouldContain("trees");
        Should
            .Throw<ArgumentException>(() => SpectraExplainer.Explain(model, spectrum, new SpectraExplainOptions { Label = "gold" }))
            .Message.ShouldContain("gold");
        Should
            .Throw<ArgumentException>(() =>
                SpectraExplainer.Explain(
                    Fit(Network(NetworkHead.Flatten)),
                    spectrum,
                    new SpectraExplainOptions { Method = SpectraExplanationMethod.GradCam }
                )
            )
            .Message.ShouldContain("HiResCAM");
        Should.Throw<ArgumentException>(() =>
            new SpectraExplainOptions { ExplainsGate = true, Method = SpectraExplanationMethod.TreeShap }.Validate()
        );
    }

    [Fact]
    public void Explain_SpectraOfOtherRanges_AreExplainedWhereTheyMeet()
    {
        MaterialSpectrum[] train =
        [
            .. LineSpectra
                .Make(8, 1)
                .Select(
                    (spectrum, i) =>
                        i % 2 == 0 ? spectrum : spectrum.WithPoints(spectrum.Unit, spectrum.Axis[2..^1], spectrum.Intensity[2..^1])
                ),
        ];
        var recipe = SpectraModelTests.Recipe(new DiscriminantClassifierOptions()) with { Folds = 0, Gate = null };
        var resampled = recipe.Members[0] with
        {
            Preprocessing =
            [
                new ResampleStep
                {
                    First = 50,
                    Last = 1150,
                    Count = 111,
                },
                .. recipe.Members[0].Preprocessing,
            ],
        };
        var model = SpectraTraining
            .Fit(recipe with { Members = [resampled] }, train, Classes, "m", new SpectrumTrainingContext(1, 1, CancellationToken.None))
            .Model;
        model.Background.Axis[0].ShouldBe(20);
        var wide = LineSpectra.Make(1, 9, "sand")[0];
        var explanation = SpectraExplainer.Explain(model, wide, new SpectraExplainOptions());
        explanation.Importance.Length.ShouldBe(wide.Length);
        explanation.Bands.ShouldContain(band => band.From <= 530 && band.To >= 470);
    }

    private static NetworkClassifierOptions Network(NetworkHead head) =>
        new()
        {
            Network = new() { Stages = [new(8, 7, 2), new(16, 5, 2)], Head = head },
            Training = new()
            {
                Steps = 80,
                BatchSize = 16,
                ValidateEvery = 80,
                LabelSmoothing = 0,
                Schedule = new() { BaseRate = 0.01 },
            },
        };

    private static SpectraModel Fit(SpectrumClassifierOptions classifier) =>
        SpectraTraining
            .Fit(
                SpectraModelTests.Recipe(classifier) with
                {
                    Folds = 0,
                },
                LineSpectra.Make(16, 1),
                Classes,
                "m",
                new SpectrumTrainingContext(1, 1, CancellationToken.None)
            )
            .Model;
}
